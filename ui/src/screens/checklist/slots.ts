//! Places on the page that the items of a long list take turns in: what scrolls out of view gives its place to what comes,
//! and nothing is made anew.

import type { Item } from './layout';

export interface Slot {
  readonly key: number;
  readonly item: Item;
}

function same(one: Item, other: Item): boolean {
  if (one.at !== other.at || one.top !== other.top || one.height !== other.height) return false;
  if (one.kind === 'row') return other.kind === 'row' && one.row === other.row;
  return other.kind === 'control' && one.control === other.control;
}

/**
 * The slots of what is in view now. An item that was in view keeps its slot; what came takes one of its kind that became
 * free. `inOrder` puts them as their items stand, for who reads the page from top to bottom; else they stay as they were.
 */
export function arrange(before: readonly Slot[], items: readonly Item[], inOrder: boolean): Slot[] {
  const coming = new Map(items.map((item) => [item.at, item]));
  const free: Record<Item['kind'], number[]> = { row: [], control: [] };
  const after: (Slot | null)[] = before.map((slot, index) => {
    const item = coming.get(slot.item.at);
    if (item?.kind === slot.item.kind) {
      coming.delete(item.at);
      return same(slot.item, item) ? slot : { key: slot.key, item };
    }
    free[slot.item.kind].push(index);
    return null;
  });
  let next = before.reduce((most, { key }) => Math.max(most, key), -1) + 1;
  for (const item of coming.values()) {
    const index = free[item.kind].shift();
    const slot = index === undefined ? undefined : before[index];
    if (index === undefined || !slot) after.push({ key: next++, item });
    else after[index] = { key: slot.key, item };
  }
  const slots = after.filter((slot) => slot !== null);
  return inOrder ? slots.sort((one, other) => one.item.at - other.item.at) : slots;
}
