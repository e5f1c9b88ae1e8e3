//! The one way to the backend. Under Tauri it is `invoke`, in a plain browser the loopback bridge over HTTP, in
//! unit tests a fake. Nothing else in the UI imports `@tauri-apps`, but for `host.ts` beside it.

import { Channel, invoke } from '@tauri-apps/api/core';
import { language, t } from '../i18n';
import { locale, writingOf } from '../locale';
import type { TaskProgress } from './bindings';
import { asFailure, CommandFailure, type FailureShape } from './failure';

export type { TaskProgress } from './bindings';

export interface CallOptions {
  /** Called while a long task is under way. */
  onProgress?: (progress: TaskProgress) => void;
  /** Stops a long task. */
  signal?: AbortSignal;
  /** Raw bytes that travel beside the input. */
  body?: Uint8Array;
}

export interface Transport {
  readonly kind: 'tauri' | 'bridge' | 'fake';
  /** Resolves to the output, or to an ArrayBuffer for raw answers; rejects with a CommandFailure. */
  call(name: string, input: object, options: CallOptions): Promise<unknown>;
}

const META_HEADER = 'x-assay-input';
/** Whom the program speaks to. */
const READER = {
  'x-assay-language': language,
  'x-assay-writing': encodeURIComponent(JSON.stringify(writingOf(locale))),
};

function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (!signal) return () => undefined;
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  return () => signal.removeEventListener('abort', stop);
}

/** Tauri's own channel to the desktop host. */
export const tauriTransport: Transport = {
  kind: 'tauri',
  async call(name, input, { onProgress, signal, body }) {
    const task = crypto.randomUUID();
    const release = onAbort(signal, () => void invoke('task_cancel', { input: { task } }).catch(() => undefined));
    try {
      if (body)
        return await invoke(name, body, {
          headers: { ...READER, [META_HEADER]: encodeURIComponent(JSON.stringify(input)) },
        });
      if (!onProgress && !signal) return await invoke(name, { input }, { headers: READER });
      const progress = new Channel<TaskProgress>();
      progress.onmessage = (message) => onProgress?.(message);
      return await invoke(name, { input, task, progress }, { headers: READER });
    } catch (thrown) {
      throw asFailure(thrown);
    } finally {
      release();
    }
  },
};

/** The loopback bridge: one POST a call, lines of JSON back. */
export const bridgeTransport: Transport = {
  kind: 'bridge',
  async call(name, input, { onProgress, signal, body }) {
    const task = crypto.randomUUID();
    const release = onAbort(signal, () => void post('task_cancel', { task }, {}).catch(() => undefined));
    try {
      const response = await post(name, input, { task, body });
      const type = response.headers.get('content-type') ?? '';
      if (!type.includes('json')) {
        if (response.ok) return await response.arrayBuffer();
        throw new Error(`The bridge answered ${response.status}`);
      }
      return await readLines(response, onProgress);
    } catch (thrown) {
      if (thrown instanceof TypeError) throw unreachable();
      throw asFailure(thrown);
    } finally {
      release();
    }
  },
};

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="assay-token"]')?.content ?? '';
}

function post(name: string, input: object, extra: { task?: string; body?: Uint8Array }): Promise<Response> {
  const headers: Record<string, string> = { 'x-assay-token': token(), ...READER };
  if (extra.task) headers['x-assay-task'] = extra.task;
  if (extra.body) {
    headers['content-type'] = 'application/octet-stream';
    headers[META_HEADER] = encodeURIComponent(JSON.stringify(input));
  } else {
    headers['content-type'] = 'application/json';
  }
  const body = extra.body ? (extra.body as Uint8Array<ArrayBuffer>) : JSON.stringify(input);
  // What is kept as the page goes arrives all the same; browsers allow it for what is small.
  const keepalive = name === 'settings_set' && typeof body === 'string' && body.length < 16_384;
  return fetch(`/api/${name}`, { method: 'POST', headers, body, keepalive });
}

async function readLines(response: Response, onProgress: CallOptions['onProgress']): Promise<unknown> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw unreachable();
  let rest = '';
  let answer: { value: unknown } | undefined;
  const take = (line: string) => {
    if (!line.trim()) return;
    const message = JSON.parse(line) as { progress?: TaskProgress; result?: unknown; error?: FailureShape };
    if (message.error) throw new CommandFailure(message.error);
    if (message.progress) onProgress?.(message.progress);
    else answer = { value: message.result };
  };
  for (;;) {
    const { done, value } = await reader.read();
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
    if (done) break;
  }
  take(rest);
  if (!answer) throw unreachable();
  return answer.value;
}

function unreachable(): CommandFailure {
  return new CommandFailure({
    code: 'ui.unreachable',
    message: t('frame.unreachable'),
    next_step: t('frame.unreachable_next'),
  });
}

let chosen: Transport | undefined;

/** Puts another transport in place: unit tests do. */
export function useTransport(transport: Transport): void {
  chosen = transport;
}

/** Finds out where the page runs. Called once, before anything else. */
export function chooseTransport(): Transport {
  chosen ??= '__TAURI_INTERNALS__' in window ? tauriTransport : bridgeTransport;
  return chosen;
}

/** The transport in use. */
export function transport(): Transport {
  if (!chosen) throw unreachable();
  return chosen;
}
