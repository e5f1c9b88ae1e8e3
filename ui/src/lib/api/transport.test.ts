import { afterEach, describe, expect, it, vi } from 'vitest';
import { CommandFailure } from './failure';
import { bridgeTransport } from './transport';

const answer = (lines: object[], more: ResponseInit = {}) =>
  new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    headers: { 'content-type': 'application/x-ndjson+json' },
    ...more,
  });
afterEach(() => vi.unstubAllGlobals());

describe('the bridge', () => {
  it('tells of progress and gives the result', async () => {
    vi.stubGlobal('fetch', async () =>
      answer([{ progress: { stage: 'reading', done: 1, total: 2 } }, { result: { pages: 3 } }]),
    );
    const seen: number[] = [];
    const onProgress = ({ done }: { done: number }) => seen.push(done);
    expect(await bridgeTransport.call('report_export', {}, { onProgress })).toEqual({ pages: 3 });
    expect(seen).toEqual([1]);
  });

  it('rejects with the coded error', async () => {
    const error = { code: 'statement.changed_meanwhile', message: 'It changed.', next_step: 'Look.' };
    vi.stubGlobal('fetch', async () => answer([{ error }], { status: 409 }));
    const failure = await bridgeTransport.call('result_set', {}, {}).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(CommandFailure);
    expect((failure as CommandFailure).is('changed_meanwhile')).toBe(true);
  });

  it('sends bytes as they are, their input in a header', async () => {
    let sent: RequestInit | undefined;
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      sent = init;
      return answer([{ result: {} }]);
    });
    await bridgeTransport.call('evidence_add_bytes', { name: 'ä.png' }, { body: new Uint8Array([1, 2]) });
    const headers = sent!.headers as Record<string, string>;
    expect(JSON.parse(decodeURIComponent(headers['x-assay-input']!))).toEqual({ name: 'ä.png' });
    expect(sent!.body).toEqual(new Uint8Array([1, 2]));
  });

  it('asks the task to stop when the user does', async () => {
    const asked: string[] = [];
    const controller = new AbortController();
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      if (url.endsWith('task_cancel')) return answer([{ result: {} }]);
      controller.abort();
      return answer([{ error: { code: 'cancelled', message: 'It was cancelled.', next_step: '' } }]);
    });
    const failure = await bridgeTransport
      .call('ledger_verify', {}, { signal: controller.signal })
      .catch((thrown: unknown) => thrown as CommandFailure);
    expect((failure as CommandFailure).cancelled).toBe(true);
    expect(asked).toContain('/api/task_cancel');
  });

  it('says so when nobody answers', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed');
    });
    await expect(bridgeTransport.call('status', {}, {})).rejects.toMatchObject({ code: 'ui.unreachable' });
  });
});
