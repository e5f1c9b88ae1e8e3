//! How many units each value of the filter stands for, and how many rows lie on each pile of the review.

import type { AnswerState, Level, Queue, ReviewState, SubjectKind, UnitRow } from '../../lib/api/types';
import { assigneesOf, kindsOf } from './filter';

type Count<Value> = Map<Value, number>;

export interface Counts {
  states: Count<AnswerState>;
  need: Count<'required' | 'optional'>;
  levels: Count<Level>;
  kinds: Count<string>;
  subjects: Count<SubjectKind>;
  reviews: Count<ReviewState>;
  assignees: Count<string>;
  authors: Count<string>;
  queues: Count<Queue>;
}

function add<Value>(counts: Count<Value>, value: Value): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** Goes once through the rows. A unit that counts under two controls has a row under each, and is one unit. */
export function countsOf(rows: readonly UnitRow[]): Counts {
  const counts: Counts = {
    states: new Map(),
    need: new Map(),
    levels: new Map(),
    kinds: new Map(),
    subjects: new Map(),
    reviews: new Map(),
    assignees: new Map(),
    authors: new Map(),
    queues: new Map(),
  };
  const seen = new Set<string>();
  for (const row of rows) {
    for (const queue of row.review.queues) add(counts.queues, queue);
    if (seen.has(row.unit)) continue;
    seen.add(row.unit);
    add(counts.states, row.state);
    add(counts.need, row.required ? 'required' : 'optional');
    for (const level of row.levels) add(counts.levels, level);
    for (const kind of kindsOf(row)) add(counts.kinds, kind);
    add(counts.subjects, row.subject);
    add(counts.reviews, row.review.state);
    for (const name of assigneesOf(row)) add(counts.assignees, name);
    if (row.answered_by) add(counts.authors, row.answered_by);
  }
  return counts;
}
