//! Strings live in message files; this finds them, fills in what varies and chooses the plural. With `?pseudo` in the
//! address (the bridge's, or the development server's) all of them are shown in the pseudo-language, see `pseudo.ts`.

import { en } from '../../messages/en';
import { number } from './locale';
import { pseudo } from './pseudo';

type Raw = keyof typeof en;
/** A key of the message file, without its plural ending. */
export type MessageKey = Raw extends infer K ? (K extends `${infer Base}#${string}` ? Base : K) : never;
export type MessageValues = Record<string, string | number>;

const inPseudo = new URLSearchParams(globalThis.location?.search).has('pseudo');
/** The BCP 47 tag of the language: what the backend says comes in it too. */
export const language = inPseudo ? 'qps-ploc' : 'en';
const messages: Record<string, string> = inPseudo
  ? Object.fromEntries(Object.entries(en).map(([key, text]) => [key, pseudo(text)]))
  : en;
const plural = new Intl.PluralRules('en');

/** The text of a key; `count` chooses between `key#one` and `key#other`. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  const count = values.count;
  const ending = typeof count === 'number' ? `#${plural.select(count)}` : '';
  const text = messages[`${key}${ending}`] ?? messages[`${key}#other`] ?? messages[key] ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}
