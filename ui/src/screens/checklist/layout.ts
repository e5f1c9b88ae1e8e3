//! The measures of the virtual list: rows under the head of their control, only what is in view is drawn. Rows have one
//! height and heads another, so a list is known by where its heads stand, however long it is.

import type { ControlRow, UnitRow } from '../../lib/api/types';

/** Rows that stand under one head. */
export interface Section {
  control: string;
  /** The first of them, among the rows shown. */
  first: number;
}

export type Item =
  /** `at`: counted from 0, heads included. */
  | { kind: 'control'; at: number; control: string; top: number; height: number }
  /** `row`: among the rows shown. */
  | { kind: 'row'; at: number; row: number; top: number; height: number };

interface Head extends Section {
  at: number;
  top: number;
}

export interface Layout {
  heads: readonly Head[];
  heights: Heights;
  /** How many items there are, heads included. */
  count: number;
  height: number;
}

export interface Heights {
  control: number;
  row: number;
}

/** A head before the first row of every control. */
export function sectionsOf(rows: readonly Pick<UnitRow, 'control'>[]): Section[] {
  const sections: Section[] = [];
  let control: string | undefined;
  rows.forEach((row, first) => {
    if (row.control === control) return;
    control = row.control;
    sections.push({ control, first });
  });
  return sections;
}

/** Puts the rows one below the other, each section's under its head. */
export function layOut(sections: readonly Section[], rows: number, heights: Heights): Layout {
  const heads = sections.map(({ control, first }, index) => ({
    control,
    first,
    at: first + index,
    top: first * heights.row + index * heights.control,
  }));
  return {
    heads,
    heights,
    count: rows + heads.length,
    height: rows * heights.row + heads.length * heights.control,
  };
}

/** The last head of which this is true; it is true of those before it too. */
function lastHead(heads: readonly Head[], is: (head: Head) => boolean): number {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const head = heads[middle];
    if (head && is(head)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The item that holds `y`; beyond the end the one after the last. */
function itemAt({ heads, heights, count, height }: Layout, y: number): number {
  if (y >= height) return count;
  const head = heads[lastHead(heads, ({ top }) => top <= y)];
  if (!head) return 0;
  const below = y - head.top - heights.control;
  return below < 0 ? head.at : head.at + 1 + Math.floor(below / heights.row);
}

/** Items in view, and some beyond. */
export function inView(layout: Layout, scroll: number, height: number, beyond = 8): Item[] {
  const { heads, heights, count } = layout;
  const start = Math.max(0, itemAt(layout, scroll) - beyond);
  const end = Math.min(count, itemAt(layout, scroll + height) + 1 + beyond);
  const items: Item[] = [];
  let section = lastHead(heads, ({ at }) => at <= start);
  for (let at = start; at < end; at += 1) {
    if (heads[section + 1]?.at === at) section += 1;
    const head = heads[section];
    if (!head) continue;
    if (head.at === at)
      items.push({ kind: 'control', at, control: head.control, top: head.top, height: heights.control });
    else {
      const row = head.first + at - head.at - 1;
      items.push({ kind: 'row', at, row, top: topOf(layout, row, section), height: heights.row });
    }
  }
  return items;
}

/** Where a row begins. */
function topOf(
  { heads, heights }: Layout,
  row: number,
  section = lastHead(heads, ({ first }) => first <= row),
): number {
  return row * heights.row + (section + 1) * heights.control;
}

/** The head that sticks at the top, and how far the next one pushes it up. */
export function stickyHead({ heads, heights }: Layout, scroll: number): { control: string; shift: number } | null {
  const at = lastHead(heads, ({ top }) => top <= scroll);
  const current = heads[at];
  const next = heads[at + 1];
  if (!current) return null;
  const shift = next ? Math.min(0, next.top - scroll - heights.control) : 0;
  return { control: current.control, shift };
}

/** Where to scroll so that a row is in view, below the sticky head, with a little air. */
export function reveal(layout: Layout, row: number, scroll: number, height: number): number {
  if (row < 0) return scroll;
  const { heights } = layout;
  const top = topOf(layout, row);
  const above = top - heights.control;
  const below = top + 2 * heights.row;
  if (above < scroll) return Math.max(0, above);
  if (below > scroll + height) return Math.min(Math.max(0, layout.height - height), below - height);
  return scroll;
}

/** Controls by id. */
export function byId(controls: readonly ControlRow[]): Map<string, ControlRow> {
  return new Map(controls.map((control) => [control.id, control]));
}
