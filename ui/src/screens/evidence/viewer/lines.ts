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

/** What is to be black in a copy of a text. */
export interface Covers {
  /** The first and last line of each stretch, counted from 1. */
  lines: readonly (readonly [number, number])[];
  /** Words, wherever they stand, in small or capital letters. */
  words: readonly string[];
}

export function isCovered(covers: Covers, line: number): boolean {
  return covers.lines.some(([first, last]) => first <= line && line <= last);
}

/** A line of a text, cut where words stand: those that were looked for, and those that are to be black. */
export interface Part {
  text: string;
  as: 'plain' | 'hit' | 'black';
}

export function partsOf(text: string, wanted: string, black: readonly string[]): Part[] {
  const small = text.toLowerCase();
  // In some languages small letters are more or fewer than capital ones: then places are not known, and only the copy is right.
  const any = small.length === text.length;
  const exact = wanted.toLowerCase() !== wanted;
  const looked: [string, string, Part['as']][] = [
    ...black.map((words): [string, string, Part['as']] => [
      any ? small : text,
      any ? words.toLowerCase() : words,
      'black',
    ]),
    ...(wanted ? [[exact || !any ? text : small, wanted, 'hit'] as [string, string, Part['as']]] : []),
  ];
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length) {
    let next: { from: number; to: number; as: Part['as'] } | undefined;
    for (const [where, words, as] of looked) {
      const from = words ? where.indexOf(words, at) : -1;
      if (from >= 0 && (!next || from < next.from)) next = { from, to: from + words.length, as };
    }
    if (!next) break;
    if (next.from > at) parts.push({ text: text.slice(at, next.from), as: 'plain' });
    parts.push({ text: text.slice(next.from, next.to), as: next.as });
    at = next.to;
  }
  if (at < text.length || !parts.length) parts.push({ text: text.slice(at), as: 'plain' });
  return parts;
}
