//! What was typed and not yet stated. Drafts survive a crash: they are plain settings, one a unit, so that two windows on
//! one build don't write over each other's.

import { call } from '../../lib/api/commands';
import type { AnswerText } from '../../lib/api/types';
import { NO_TEXT, same } from './answer';

const SAVE_AFTER_MS = 300;

export class Drafts {
  texts = $state<Record<string, AnswerText>>({});
  saved = $state(true);
  readonly #beginning: string;
  /** Units whose drafts wait to be kept. */
  readonly #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(assessment: string, build: string) {
    this.#beginning = `ui.draft:${assessment}:${build}:`;
  }

  async load(): Promise<void> {
    const kept = await call('settings_list', { beginning: this.#beginning }).catch(() => []);
    const texts: Record<string, AnswerText> = {};
    for (const { key, value } of kept) {
      try {
        if (value) texts[key.slice(this.#beginning.length)] = JSON.parse(value) as AnswerText;
      } catch {
        // A draft that cannot be read is left alone until the next one is kept.
      }
    }
    this.texts = { ...texts, ...this.texts };
  }

  get(unit: string): AnswerText | undefined {
    return this.texts[unit];
  }

  /** Keeps a draft; one that says what stands anyway, or nothing, is dropped. */
  set(unit: string, text: AnswerText, stands: AnswerText | null): void {
    if (same(text, stands ?? NO_TEXT)) {
      this.drop(unit);
    } else {
      this.texts[unit] = text;
      this.#saveSoon(unit);
    }
  }

  drop(unit: string): void {
    if (!(unit in this.texts)) return;
    delete this.texts[unit];
    this.#saveSoon(unit);
  }

  /** Writes at once what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const units = [...this.#waiting];
    this.#waiting.clear();
    await Promise.all(
      units.map((unit) => {
        const text = this.texts[unit];
        const value = text ? JSON.stringify(text) : null;
        return call('settings_set', { key: `${this.#beginning}${unit}`, value, scope: 'workspace' }).catch(
          () => undefined,
        );
      }),
    );
    this.saved = this.#waiting.size === 0;
  }

  #saveSoon(unit: string) {
    this.#waiting.add(unit);
    this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }
}
