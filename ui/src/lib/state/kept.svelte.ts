//! What was typed and not yet stated, and where somebody was, by a key each: plain settings of the workspace, so that it
//! survives a crash. Written a moment after the last key.

import { call } from '../api/commands';

const SAVE_AFTER_MS = 300;

/** What the keys of drafts begin with. */
export const DRAFT = 'ui.draft:';

class Kept {
  /** Whether all that was typed is written. */
  saved = $state(true);
  /** What waits to be written; null is dropped. */
  readonly #waiting = new Map<string, string | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Keeps it soon, or drops it. */
  set(key: string, value: string | null): void {
    this.#waiting.set(key, value);
    if (key.startsWith(DRAFT)) this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  async get(key: string): Promise<string | null> {
    const waits = this.#waiting.get(key);
    if (waits !== undefined) return waits;
    const { value } = await call('settings_get', { key, scope: 'workspace' }).catch(() => ({ value: null }));
    return value;
  }

  /** All whose key begins so. */
  async list(beginning: string): Promise<Map<string, string>> {
    // What is written while the list is read may not be in it yet.
    const waited = [...this.#waiting];
    const all = await call('settings_list', { beginning }).catch(() => []);
    const found = new Map(all.map(({ key, value }) => [key, value]));
    for (const [key, value] of [...waited, ...this.#waiting]) if (key.startsWith(beginning)) found.set(key, value);
    return new Map([...found].filter((one): one is [string, string] => !!one[1]));
  }

  /** Writes at once what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = [...this.#waiting];
    const written = await Promise.all(
      asked.map(([key, value]) =>
        call('settings_set', { key, value, scope: 'workspace' }).then(
          () => true,
          () => false,
        ),
      ),
    );
    // Until it is written it is read from here, and what could not be waits for the next time; what was typed meanwhile
    // waits on.
    asked.forEach(([key, value], at) => {
      if (written[at] && this.#waiting.get(key) === value) this.#waiting.delete(key);
    });
    this.saved = ![...this.#waiting.keys()].some((key) => key.startsWith(DRAFT));
  }
}

export const kept = new Kept();
