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

const HAS: Record<string, Ask> = {
  note: (row) => row.has_note,
  evidence: (row) => row.evidence > 0,
  comments: (row) => row.comments > 0,
  proposal: (row) => row.proposal !== null,
};

const starts = (values: readonly string[], value: string) => values.some((one) => one.toLowerCase().startsWith(value));

/** What stands before the colon, and what it asks of a row. A beginning of the value is enough. */
const CONDITIONS: Record<string, (row: UnitRow, value: string) => boolean> = {
  state: (row, value) => (value === 'na' ? row.state === 'not_applicable' : starts([row.state], value)),
  type: (row, value) => starts(kindsOf(row), value),
  level: (row, value) => row.levels.some((level) => level.toLowerCase() === value),
  need: (row, value) => starts([row.required ? 'required' : 'optional'], value),
  about: (row, value) => starts([row.subject], value),
  review: (row, value) => starts([row.review.state.replace('in_progress', 'in-progress')], value),
  assigned: (row, value) => (row.review.assignee ?? '').toLowerCase().includes(value),
  by: (row, value) => (row.answered_by ?? '').toLowerCase().includes(value),
  group: (row, value) => row.group.toLowerCase().includes(value),
  has: (row, value) => Object.entries(HAS).some(([name, ask]) => name.startsWith(value) && ask(row)),
};

/** The names of the conditions, for telling of them. */
export const CONDITION_NAMES: readonly string[] = Object.keys(CONDITIONS);

/** What a text asks of each row; a condition that is only begun asks nothing yet. */
export function asks(text: string): Ask[] {
  const found: Ask[] = [];
  for (const typed of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const not = typed.length > 1 && typed.startsWith('-');
    const word = not ? typed.slice(1) : typed;
    const colon = word.indexOf(':');
    const condition = colon > 0 ? CONDITIONS[word.slice(0, colon)] : undefined;
    const value = word.slice(colon + 1);
    if (condition && !value) continue;
    const fits: Ask = condition ? (row) => condition(row, value) : (row) => haystack(row).includes(word);
    found.push(not ? (row) => !fits(row) : fits);
  }
  return found;
}
