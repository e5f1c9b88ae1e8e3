//! The words of the filter: what occurs in a row, and conditions such as `type:dynamic`, `state:fail` or `has:note`, so that
//! nothing of the filter needs a mouse. A minus before it says the opposite.

import type { UnitRow } from '../../lib/api/types';

/** Whether a row fits one word. */
export type Ask = (row: UnitRow) => boolean;

/** A row's kinds as the filter names them. */
export function kindsOf(row: UnitRow): string[] {
  return row.kind === 'direct' ? ['direct'] : row.kinds;
}

/** What a row is searched by, in lower case. */
function haystack(row: UnitRow): string {
  const weakness = row.weakness ? `${row.weakness.id} ${row.weakness.title}` : '';
  return `${row.label} ${row.title} ${row.control} ${weakness}`.toLowerCase();
}

/** Whether something was typed of a unit that is not stated yet. */
export type Drafted = (unit: string) => boolean;

const HAS: Record<string, (row: UnitRow, drafted: Drafted) => boolean> = {
  draft: (row, drafted) => drafted(row.unit),
  note: (row) => row.has_note,
  evidence: (row) => row.evidence > 0,
  comments: (row) => row.comments > 0,
  proposal: (row) => row.proposal !== null,
};

/** Other names that people try. */
const ALIASES: Record<string, string> = { status: 'state', result: 'state', is: 'state', kind: 'type', with: 'has' };

/** Values of `state` in other words. */
const STATES: Record<string, string> = {
  failed: 'fail',
  passed: 'pass',
  na: 'not_applicable',
  'n/a': 'not_applicable',
  open: 'untested',
  todo: 'untested',
};

const starts = (values: readonly string[], value: string) => values.some((one) => one.toLowerCase().startsWith(value));

/** A value as the condition compares it: `in_progress` and `in-progress` are one. */
function valueOf(name: string, typed: string): string {
  if (name === 'state') return STATES[typed] ?? typed.replaceAll('-', '_');
  return name === 'review' ? typed.replaceAll('_', '-') : typed;
}

/** What stands before the colon, and what it asks of a row. A beginning of the value is enough. */
const CONDITIONS: Record<string, (row: UnitRow, value: string, drafted: Drafted) => boolean> = {
  state: (row, value) => starts([row.state], value),
  type: (row, value) => starts(kindsOf(row), value),
  level: (row, value) => row.levels.some((level) => level.toLowerCase() === value),
  need: (row, value) => starts([row.required ? 'required' : 'optional'], value),
  about: (row, value) => starts([row.subject], value),
  review: (row, value) => starts([valueOf('review', row.review.state)], value),
  assigned: (row, value) => (row.review.assignee ?? '').toLowerCase().includes(value),
  by: (row, value) => (row.answered_by ?? '').toLowerCase().includes(value),
  group: (row, value) => row.group.toLowerCase().includes(value),
  has: (row, value, drafted) => Object.entries(HAS).some(([name, ask]) => name.startsWith(value) && ask(row, drafted)),
};

/** The names of the conditions, for telling of them. */
export const CONDITION_NAMES: readonly string[] = Object.keys(CONDITIONS);

/** The values that a condition can have; of people none are told: who did nothing here is somebody all the same. */
const VALUES: Record<string, (rows: readonly UnitRow[]) => readonly string[]> = {
  state: () => ['untested', 'pass', 'fail', 'not_applicable', 'inconclusive', 'stale', 'disputed'],
  type: (rows) => rows.flatMap(kindsOf).sort(),
  level: () => ['L1', 'L2', 'R', 'P'],
  need: () => ['required', 'optional'],
  about: () => ['build', 'release', 'back-end', 'organisation'],
  review: () => ['open', 'in-progress', 'submitted', 'returned', 'approved'],
  group: (rows) => rows.map((row) => row.group).sort(),
  has: () => Object.keys(HAS),
};

/** A condition of the text, and what it can ask for. */
export interface Hint {
  /** As it was typed. */
  typed: string;
  name: string;
  values: string[];
  /** Nothing is called so: no row can fit. */
  unknown: boolean;
}

/**
 * What to tell of a filter: of a word with a colon that is no condition or has no such value; else of the condition that is
 * being typed at the end, as long as it may still become one of several.
 */
export function hintOf(text: string, rows: readonly UnitRow[]): Hint | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const [at, typed] of words.entries()) {
    const word = typed.replace(/^-/, '');
    const colon = word.indexOf(':');
    if (colon <= 0) continue;
    const name = nameOf(word.slice(0, colon));
    if (!conditionOf(name)) return { typed: word, name: '', values: [...CONDITION_NAMES], unknown: true };
    const values = [...new Set(VALUES[name]?.(rows))];
    if (!values.length) continue;
    const value = valueOf(name, word.slice(colon + 1));
    const fit = values
      .map((one) => one.toLowerCase())
      .filter((one) => (name === 'group' ? one.includes(value) : one.startsWith(value)));
    if (!fit.length) return { typed: word, name, values, unknown: true };
    const typing = at === words.length - 1 && !/\s$/.test(text) && !fit.includes(value);
    if (typing && fit.length > 1)
      return { typed: word, name, values: values.filter((one) => fit.includes(one.toLowerCase())), unknown: false };
  }
  return null;
}

function nameOf(typed: string): string {
  return (Object.hasOwn(ALIASES, typed) && ALIASES[typed]) || typed;
}
function conditionOf(name: string) {
  return Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name] : undefined;
}

/** What a text asks of each row; a condition that is only begun asks nothing yet. */
export function asks(text: string, drafted: Drafted = () => false): Ask[] {
  const found: Ask[] = [];
  for (const typed of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const not = typed.length > 1 && typed.startsWith('-');
    const word = not ? typed.slice(1) : typed;
    const colon = word.indexOf(':');
    const name = nameOf(word.slice(0, Math.max(colon, 0)));
    const condition = conditionOf(name);
    const value = valueOf(name, word.slice(colon + 1));
    if (condition && !value) continue;
    const fits: Ask = condition ? (row) => condition(row, value, drafted) : (row) => haystack(row).includes(word);
    found.push(not ? (row) => !fits(row) : fits);
  }
  return found;
}
