//! Which rows of the checklist are shown.

import type { AnswerState, Level, Queue, ReviewState, SubjectKind, UnitRow } from '../../lib/api/types';
import { asks, kindsOf, type Ask } from './words';

export { kindsOf } from './words';

export interface Filter {
  text: string;
  group: string | null;
  /** Empty: any. */
  states: AnswerState[];
  required: 'all' | 'required' | 'optional';
  /** Empty: any. */
  levels: Level[];
  /** The MASTG's types, and `direct`; empty: any. */
  kinds: string[];
  /** Empty: any. */
  subjects: SubjectKind[];
  /** Only these units; none: any. */
  units: ReadonlySet<string> | null;
  /** Whether those are what a number of the board counts. */
  counted: boolean;
  /** A pile of the review. */
  queue: Queue | null;
  /** Empty: any. */
  reviews: ReviewState[];
  /** Names of those who are to test it; empty: any. */
  assignees: string[];
  /** Names of those who gave the answer; empty: any. */
  authors: string[];
}

export const NO_FILTER: Filter = {
  text: '',
  group: null,
  states: [],
  required: 'all',
  levels: [],
  kinds: [],
  subjects: [],
  units: null,
  counted: false,
  queue: null,
  reviews: [],
  assignees: [],
  authors: [],
};

/** What is shown of a checklist, and where the cursor is. */
export interface Left {
  filter: Filter;
  /** The name of a row. */
  cursor: string | null;
}

/** As text, for coming back to it; only what is filtered by. */
export function toKeep({ filter, cursor }: Left): string {
  const set = Object.entries(filter).filter(([name, value]) => value !== NO_FILTER[name as keyof Filter]);
  return JSON.stringify({ filter: Object.fromEntries(set), cursor }, (_, value: unknown) =>
    value instanceof Set ? [...(value as ReadonlySet<string>)] : value,
  );
}

export function fromKept(text: string | null): Left {
  try {
    const { filter, cursor } = JSON.parse(text ?? '{}') as {
      filter?: Omit<Filter, 'units'> & { units?: string[] };
      cursor?: string;
    };
    const units = filter?.units ? new Set(filter.units) : null;
    return { filter: { ...NO_FILTER, ...filter, units }, cursor: cursor ?? null };
  } catch {
    // What cannot be read is as good as none.
    return { filter: NO_FILTER, cursor: null };
  }
}

/** States that wait for somebody to test. */
export const OPEN_STATES: readonly AnswerState[] = ['untested', 'stale', 'disputed'];

/** Who is to test it: several where they were assigned at the same time. */
export function assigneesOf(row: UnitRow): string[] {
  return row.review.assignee?.split(', ') ?? [];
}

/** The name of a row: a unit that serves several controls has several rows. */
export function rowKey(row: UnitRow): string {
  return `${row.control}/${row.weakness ? `${row.weakness.scheme}:${row.weakness.id}` : ''}/${row.unit}`;
}

/** Whether a row is to be shown. Every word of the text has to fit, see `words.ts`. */
export function matches(row: UnitRow, filter: Filter, words: readonly Ask[] = asks(filter.text)): boolean {
  if (filter.units && !filter.units.has(row.unit)) return false;
  if (filter.group && row.group !== filter.group) return false;
  if (filter.states.length && !filter.states.includes(row.state)) return false;
  if (filter.required === 'required' && !row.required) return false;
  if (filter.required === 'optional' && row.required) return false;
  if (filter.levels.length && !row.levels.some((level) => filter.levels.includes(level))) return false;
  if (filter.kinds.length && !kindsOf(row).some((kind) => filter.kinds.includes(kind))) return false;
  if (filter.subjects.length && !filter.subjects.includes(row.subject)) return false;
  if (filter.queue && !row.review.queues.includes(filter.queue)) return false;
  if (filter.reviews.length && !filter.reviews.includes(row.review.state)) return false;
  if (filter.assignees.length && !assigneesOf(row).some((name) => filter.assignees.includes(name))) return false;
  if (filter.authors.length && !(row.answered_by && filter.authors.includes(row.answered_by))) return false;
  return words.every((fits) => fits(row));
}

/** How many conditions are set, the text and the group left out: those are visible by themselves. */
export function conditions(filter: Filter): number {
  return (
    filter.states.length +
    filter.levels.length +
    filter.kinds.length +
    filter.subjects.length +
    (filter.units ? 1 : 0) +
    (filter.queue ? 1 : 0) +
    filter.reviews.length +
    filter.assignees.length +
    filter.authors.length +
    (filter.required === 'all' ? 0 : 1)
  );
}

export function isFiltered(filter: Filter): boolean {
  return conditions(filter) > 0 || filter.group !== null || filter.text.trim() !== '';
}

/**
 * The places of the rows to show, in order. Rows in `keep` stay although they match no longer: an answer never makes the
 * list jump.
 */
export function select(
  rows: readonly UnitRow[],
  filter: Filter,
  keep: (place: number) => boolean = () => false,
  words: readonly Ask[] = asks(filter.text),
): number[] {
  return [...rows.keys()].filter((place) => {
    const row = rows[place];
    return row !== undefined && (matches(row, filter, words) || keep(place));
  });
}

/** Of these rows the units, a row each. */
export function eachUnit(rows: readonly UnitRow[]): UnitRow[] {
  return [...new Map(rows.map((row) => [row.unit, row])).values()];
}

/** Rows of units that are proposed as not applicable and untested, each unit once. */
export function proposed(rows: readonly UnitRow[]): UnitRow[] {
  const open = rows.filter((row) => row.proposal && row.state === 'untested');
  return eachUnit(open);
}
