//! What was typed and not yet stated. Drafts survive a crash: they are plain settings, one for each build.

import { call } from '../../lib/api/commands';
import type { AnswerText } from '../../lib/api/types';
import { NO_TEXT, same } from './answer';

const SAVE_AFTER_MS = 300;

export class Drafts {
  texts = $state<Record<string, AnswerText>>({});
  saved = $state(true);
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(assessment: string, build: string) {
    this.#key = `ui.drafts:${assessment}:${build}`;
  }

  async load(): Promise<void> {
    const { value } = await call('settings_get', { key: this.#key, scope: 'workspace' }).catch(() => ({ value: null }));
    if (!value) return;
    try {
      const texts = JSON.parse(value) as Record<string, AnswerText>;
      this.texts = { ...texts, ...this.texts };
    } catch {
      // Drafts that cannot be read are left alone until the next one is kept.
    }
  }

  get(unit: string): AnswerText | undefined {
    return this.texts[unit];
  }

  /** Keeps a draft; one that says what stands anyway, or nothing, is dropped. */
  set(unit: string, text: AnswerText, stands: AnswerText | null): void {
    if (same(text, stands ?? NO_TEXT)) {
      if (!(unit in this.texts)) return;
      delete this.texts[unit];
    } else {
      this.texts[unit] = text;
    }
    this.#saveSoon();
  }

  drop(unit: string): void {
    if (!(unit in this.texts)) return;
    delete this.texts[unit];
    this.#saveSoon();
  }

  /** Writes at once what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.saved) return;
    const empty = Object.keys(this.texts).length === 0;
    const value = empty ? null : JSON.stringify(this.texts);
    await call('settings_set', { key: this.#key, value, scope: 'workspace' }).catch(() => undefined);
    this.saved = true;
  }

  #saveSoon() {
    this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }
}
