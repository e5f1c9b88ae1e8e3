//! The user's own snippets, and those that come with Assay. They are plain settings of the user: no statement holds them.

import { call } from '../api/commands';
import { t } from '../i18n';
import type { Snippet } from './text';

const KEY = 'ui.snippets';
/** What comes with Assay; the texts are messages. */
const STARTERS = ['absent', 'asked', 'clean', 'code', 'log', 'open', 'seen', 'traffic'] as const;

/** Own texts by name; null where one that comes with Assay is not wanted. */
type Own = Record<string, string | null>;

class Snippets {
  own = $state.raw<Own>({});
  #read: Promise<void> | undefined;

  /** By name: one's own take the place of those that come with Assay. */
  list = $derived.by<Snippet[]>(() => {
    const texts: Own = {};
    for (const name of STARTERS) texts[name] = t(`snippet.${name}`);
    Object.assign(texts, this.own);
    return Object.entries(texts)
      .flatMap(([name, text]) => (text === null ? [] : [{ name, text }]))
      .sort((one, other) => one.name.localeCompare(other.name));
  });

  /** Reads them once. */
  load(): Promise<void> {
    this.#read ??= call('settings_get', { key: KEY }).then(
      ({ value }) => {
        try {
          this.own = value ? (JSON.parse(value) as Own) : {};
        } catch {
          // What cannot be read is left alone until the next one is kept.
        }
      },
      () => undefined,
    );
    return this.#read;
  }

  isOwn(name: string): boolean {
    return typeof this.own[name] === 'string';
  }

  /** Keeps a snippet; `former` is the name that it had. */
  async keep(name: string, text: string, former?: string): Promise<void> {
    const own = { ...this.own };
    if (former && former !== name) this.#drop(own, former);
    own[name] = text;
    await this.#save(own);
  }

  async remove(name: string): Promise<void> {
    const own = { ...this.own };
    this.#drop(own, name);
    await this.#save(own);
  }

  /** Brings back those that come with Assay. */
  async restore(): Promise<void> {
    await this.#save(Object.fromEntries(Object.entries(this.own).filter(([, text]) => text !== null)));
  }

  get removed(): boolean {
    return Object.values(this.own).includes(null);
  }

  #drop(own: Own, name: string) {
    if ((STARTERS as readonly string[]).includes(name)) own[name] = null;
    else delete own[name];
  }

  async #save(own: Own): Promise<void> {
    await this.load();
    await call('settings_set', { key: KEY, value: JSON.stringify(own) });
    this.own = own;
  }
}

export const snippets = new Snippets();
