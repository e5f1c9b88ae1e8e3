//! What was typed of answers and not yet stated: one draft a unit, so that two windows on one build don't write over each
//! other's.

import type { AnswerText } from '../../lib/api/types';
import { draftKey } from '../../lib/state/draft.svelte';
import { kept } from '../../lib/state/kept.svelte';
import { NO_TEXT, same } from './answer';

export class Drafts {
  texts = $state<Record<string, AnswerText>>({});
  readonly #beginning: string;

  constructor(assessment: string, build: string) {
    this.#beginning = draftKey(`answer:${assessment}:${build}:`);
  }

  /** Whether all of them are written. */
  get saved(): boolean {
    return kept.saved;
  }

  async load(): Promise<void> {
    const texts: Record<string, AnswerText> = {};
    for (const [key, value] of await kept.list(this.#beginning)) {
      try {
        texts[key.slice(this.#beginning.length)] = JSON.parse(value) as AnswerText;
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
      kept.set(this.#beginning + unit, JSON.stringify(text));
    }
  }

  drop(unit: string): void {
    if (!(unit in this.texts)) return;
    delete this.texts[unit];
    kept.set(this.#beginning + unit, null);
  }
}
