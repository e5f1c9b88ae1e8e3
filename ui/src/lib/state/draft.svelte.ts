//! The draft of a form: what was typed into it comes back until it is stated or thrown away. It belongs to whoever typed it.

import { DRAFT, kept } from './kept.svelte';
import { session } from './session.svelte';

/** The key of a draft: the person's own, in this workspace. */
export function draftKey(of: string): string {
  return `${DRAFT}${session.member}:${of}`;
}

/** What a form holds, by field. */
type Fields = Record<string, unknown>;

export class Draft<T extends Fields> {
  /** What was typed before is there again. */
  resumed = $state(false);
  readonly #key: string;
  readonly #take: () => T;
  readonly #put: (fields: T) => void;
  /** What each field began with. */
  readonly #begun: ReadonlyMap<string, string>;

  /**
   * For a component, while it is made: `of` says what it is about, `take` reads its fields and `put` sets them. Only fields
   * that say something else than they began with are kept: the others are as they are recorded when one comes back.
   */
  constructor(of: string, take: () => T, put: (fields: T) => void) {
    this.#key = draftKey(of);
    this.#take = take;
    this.#put = put;
    this.#begun = written(take());
    let known = false;
    $effect(() => {
      void this.#resume().then(() => (known = true));
      return () => void kept.flush();
    });
    $effect(() => {
      const changed = this.#changed();
      if (!known && !changed) return;
      // All is as it was: after it was stated, or typed away.
      if (!changed) this.resumed = false;
      kept.set(this.#key, changed);
    });
  }

  /** Throws it away: what was typed was stated, or is not wanted. */
  drop(): void {
    kept.set(this.#key, null);
  }

  /** Begins anew. */
  discard(): void {
    this.#put(this.#from({}));
    this.resumed = false;
  }

  async #resume(): Promise<void> {
    const value = await kept.get(this.#key);
    // Whoever typed meanwhile goes on with that.
    if (!value || this.#changed()) return;
    try {
      this.#put(this.#from(JSON.parse(value) as Partial<T>));
      this.resumed = this.#changed() !== null;
    } catch {
      // What cannot be read is as good as none.
    }
  }

  #from(typed: Partial<T>): T {
    const begun = [...this.#begun].map(([field, text]) => [field, JSON.parse(text) as unknown]);
    return { ...(Object.fromEntries(begun) as T), ...typed };
  }

  #changed(): string | null {
    const now = this.#take();
    const changed = [...written(now)].filter(([field, text]) => text !== this.#begun.get(field));
    return changed.length ? JSON.stringify(Object.fromEntries(changed.map(([field]) => [field, now[field]]))) : null;
  }
}

function written(fields: Fields): Map<string, string> {
  return new Map(Object.entries(fields).map(([field, value]) => [field, JSON.stringify(value ?? null)]));
}
