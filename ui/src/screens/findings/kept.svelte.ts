//! What was typed of a finding and not yet saved. It survives Escape and a crash: a plain setting of the workspace.

import { call } from '../../lib/api/commands';
import type { FindingText, Severity } from '../../lib/api/types';

const SAVE_AFTER_MS = 300;

/** What a form holds. */
export interface Typed {
  words: FindingText;
  by: 'plain' | 'cvss';
  level: Severity;
  vector: string;
  cwe: string;
}

export class Kept {
  readonly #key: string;
  #value: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `of` says what the finding is about: the assessment and unit, or the app. */
  constructor(of: string) {
    this.#key = `ui.finding-draft:${of}`;
  }

  async read(): Promise<Typed | null> {
    const { value } = await call('settings_get', { key: this.#key, scope: 'workspace' }).catch(() => ({ value: null }));
    try {
      return value ? (JSON.parse(value) as Typed) : null;
    } catch {
      return null;
    }
  }

  /** Keeps it soon; nothing drops it. */
  set(typed: Typed | null): void {
    this.#value = typed && JSON.stringify(typed);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SAVE_AFTER_MS);
  }

  /** Writes at once what waits. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void call('settings_set', { key: this.#key, value: this.#value, scope: 'workspace' }).catch(() => undefined);
  }
}
