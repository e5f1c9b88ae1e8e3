//! The measures of the virtual list: rows under the head of their control, only what is in view is drawn.

import type { ControlRow, UnitRow } from '../../lib/api/types';

export type Item =
  | { kind: 'control'; key: string; control: string; top: number; height: number }
  | { kind: 'row'; key: string; row: number; top: number; height: number };

export interface Layout {
  items: Item[];
  /** Indices of heads in `items`. */
  heads: number[];
  /** Index in `items` of every row. */
  indexOf: Map<string, number>;
  height: number;
}

export interface Heights {
  control: number;
  row: number;
}

/** Puts the rows one below the other, a head before the first of every control. */
export function layOut(
  keys: readonly string[],
  rows: ReadonlyMap<string, Pick<UnitRow, 'control'>>,
  heights: Heights,
): Layout {
  const items: Item[] = [];
  const heads: number[] = [];
  const indexOf = new Map<string, number>();
  let top = 0;
  let control: string | undefined;
  keys.forEach((key, row) => {
    const now = rows.get(key)?.control;
    if (now !== undefined && now !== control) {
      control = now;
      heads.push(items.length);
      items.push({ kind: 'control', key: `control:${now}`, control: now, top, height: heights.control });
      top += heights.control;
    }
    indexOf.set(key, items.length);
    items.push({ kind: 'row', key, row, top, height: heights.row });
    top += heights.row;
  });
  return { items, heads, indexOf, height: top };
}

/** The first item that ends below `y`. */
function firstBelow(items: readonly Item[], y: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item && item.top + item.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Items in view, and some beyond. */
export function inView(layout: Layout, scroll: number, height: number, beyond = 8): Item[] {
  const start = Math.max(0, firstBelow(layout.items, scroll) - beyond);
  const end = Math.min(layout.items.length, firstBelow(layout.items, scroll + height) + 1 + beyond);
  return layout.items.slice(start, end);
}

/** The head that sticks at the top, and how far the next one pushes it up. */
export function stickyHead(layout: Layout, scroll: number): { control: string; shift: number } | null {
  let current: Item | undefined;
  let next: Item | undefined;
  for (const index of layout.heads) {
    const head = layout.items[index];
    if (head && head.top <= scroll) current = head;
    else {
      next = head;
      break;
    }
  }
  if (current?.kind !== 'control') return null;
  const shift = next ? Math.min(0, next.top - scroll - current.height) : 0;
  return { control: current.control, shift };
}

/** Where to scroll so that a row is in view, below the sticky head, with a little air. */
export function reveal(layout: Layout, key: string, scroll: number, height: number, heights: Heights): number {
  const item = layout.items[layout.indexOf.get(key) ?? -1];
  if (!item) return scroll;
  const above = item.top - heights.control;
  const below = item.top + item.height + heights.row;
  if (above < scroll) return Math.max(0, above);
  if (below > scroll + height) return Math.min(Math.max(0, layout.height - height), below - height);
  return scroll;
}

/** Controls by id. */
export function byId(controls: readonly ControlRow[]): Map<string, ControlRow> {
  return new Map(controls.map((control) => [control.id, control]));
}
