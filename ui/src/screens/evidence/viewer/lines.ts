//! Where the lines of a long text stand in a scroller. A browser's scroller is only so high: past that, a pixel of
//! scrolling stands for more than one.

/** What browsers take for a height without losing precision. */
const HIGHEST = 8_000_000;

export interface Sheet {
  /** How high the scroller's content is. */
  height: number;
  row: number;
  total: number;
  view: number;
}

export function sheetOf(total: number, row: number, view: number): Sheet {
  return { height: Math.max(view, Math.min(total * row, HIGHEST)), row, total, view };
}

/** The line at the top, counted from 0; may lie between two. */
export function topLine({ height, row, total, view }: Sheet, scroll: number): number {
  const furthest = Math.max(0, total - view / row);
  const most = height - view;
  return most <= 0 ? 0 : Math.min(furthest, (scroll / most) * furthest);
}

/** Where to scroll so that a line, counted from 0, is a third down. */
export function scrollTo({ height, row, total, view }: Sheet, line: number): number {
  const furthest = Math.max(0, total - view / row);
  const most = height - view;
  if (furthest === 0) return 0;
  const top = Math.min(furthest, Math.max(0, line - view / row / 3));
  return (top / furthest) * most;
}

/** The blocks of lines that a view needs, by number. */
export function blocks(first: number, count: number, total: number, size: number): number[] {
  if (total === 0) return [];
  const from = Math.floor(Math.max(0, first) / size);
  const to = Math.floor(Math.min(total - 1, first + count) / size);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
