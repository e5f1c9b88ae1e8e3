//! What of a comparison is shown: by kind of change, kind of item, and words.

import type { CatalogueDiff, Change, ChangeKind, ItemKind } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';

/** In the order in which people look at them. */
export const CHANGE_KINDS: readonly ChangeKind[] = [
  'added',
  'removed',
  'renumbered',
  'reworded',
  'reprofiled',
  'deprecated',
  'restored',
  'status-changed',
  'successors-changed',
  'retitled',
  'replatformed',
  'remapped',
  'relinked',
  'amended',
];

export interface ChangeFilter {
  /** Empty: any. */
  kinds: ChangeKind[];
  /** Empty: any. */
  items: ItemKind[];
  text: string;
}

export const NO_CHANGE_FILTER: ChangeFilter = { kinds: [], items: [], text: '' };

/** The name of a change: what it is about, what happened, and to which fact. */
export function changeKey(change: Change): string {
  return [change.item, change.kind, change.from?.id ?? '', change.to?.id ?? '', change.field].join('|');
}

function fits(change: Change, words: readonly string[]): boolean {
  if (!words.length) return true;
  const named = [change.from, change.to].map((name) => (name ? `${name.id} ${name.title}` : '')).join(' ');
  const text = `${named} ${change.field} ${change.before.join(' ')} ${change.after.join(' ')}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean);

export function selectChanges(changes: readonly Change[], filter: ChangeFilter): Change[] {
  const words = wordsOf(filter.text);
  return changes.filter(
    (change) =>
      (!filter.kinds.length || filter.kinds.includes(change.kind)) &&
      (!filter.items.length || filter.items.includes(change.item)) &&
      fits(change, words),
  );
}

/** Counts for the chips: each leaves its own choice out, so that a chip says what pressing it would show. */
export function tallyChanges(changes: readonly Change[], filter: ChangeFilter) {
  const kinds = new Map<ChangeKind, number>();
  const items = new Map<ItemKind, number>();
  for (const change of selectChanges(changes, { ...filter, kinds: [] }))
    kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1);
  for (const change of selectChanges(changes, { ...filter, items: [] }))
    items.set(change.item, (items.get(change.item) ?? 0) + 1);
  return { kinds, items };
}

/** A fact's name for people; one without a name here is shown as the model calls it. */
export function fieldName(field: string): string {
  const key = `field.${field}` as MessageKey;
  const name = t(key);
  return name === key ? field.replaceAll('_', ' ') : name;
}

/** Whether the values of a fact are digests of texts: the words differ, and nobody can read a digest. */
export function isText(field: string): boolean {
  return field.endsWith('digest');
}

/** The id of the page that shows an item: a weakness's full name carries its numbering. */
export function pageOf(id: string): { id: string; scheme?: string } {
  const [scheme, rest] = id.split('/');
  return rest ? { id: rest, scheme } : { id };
}

/** One line on what both versions hold. */
export function extent(diff: CatalogueDiff): { item: ItemKind; from: number; to: number }[] {
  return diff.counts.filter((one) => one.from || one.to).map(({ item, from, to }) => ({ item, from, to }));
}
