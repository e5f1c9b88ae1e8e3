//! Places on the page that the items of a long list take turns in: what scrolls out of view gives its place to what comes,
//! and nothing is made anew.

import type { Item } from './layout';

export interface Slot {
  readonly key: number;
  readonly item: Item;
  /** It came by in a hurry: there is what it is, and of a row its result; the rest comes once the list rests. */
  readonly bare: boolean;
}

/** How the list moves: not at all, so that each row that comes can be read, or over some rows with every frame. */
export type Pace = 'rests' | 'scrolls' | 'hurries';

function same(one: Item, other: Item): boolean {
  if (one.at !== other.at || one.top !== other.top || one.height !== other.height) return false;
  if (one.kind === 'row') return other.kind === 'row' && one.row === other.row;
  return other.kind === 'control' && one.control === other.control;
}

/**
 * The slots of what is in view now. An item that was in view keeps its slot; what came takes one of its kind that became
 * free. At rest they stand as their items do, for who reads the page from top to bottom, and none is bare; else they stay
 * as they were, and one that became free stays out of sight where it is, for what comes next.
 */
export function arrange(before: readonly Slot[], items: readonly Item[], pace: Pace): Slot[] {
  const bare = pace === 'hurries';
  const coming = new Map(items.map((item) => [item.at, item]));
  const free: Record<Item['kind'], number[]> = { row: [], control: [] };
  const after: (Slot | null)[] = before.map((slot, index) => {
    const item = coming.get(slot.item.at);
    if (item?.kind === slot.item.kind) {
      coming.delete(item.at);
      const bareStill = slot.bare && pace !== 'rests';
      return same(slot.item, item) && bareStill === slot.bare ? slot : { key: slot.key, item, bare: bareStill };
    }
    free[slot.item.kind].push(index);
    return null;
  });
  let next = before.reduce((most, { key }) => Math.max(most, key), -1) + 1;
  for (const item of coming.values()) {
    const index = free[item.kind].shift();
    const slot = index === undefined ? undefined : before[index];
    if (index === undefined || !slot) after.push({ key: next++, item, bare });
    else after[index] = { key: slot.key, item, bare };
  }
  if (pace !== 'rests')
    for (const index of [...free.row, ...free.control]) after[index] = outOfSight(before[index], items);
  const slots = after.filter((slot) => slot !== null);
  return pace === 'rests' ? slots.sort((one, other) => one.item.at - other.item.at) : slots;
}

/** A slot that nothing needs, where it lies clear of what is in view: else it would cover what is. */
function outOfSight(slot: Slot | undefined, items: readonly Item[]): Slot | null {
  const [first, last] = [items[0], items.at(-1)];
  if (!slot || !first || !last) return null;
  const { top, height } = slot.item;
  return top + height <= first.top || top >= last.top + last.height ? slot : null;
}
