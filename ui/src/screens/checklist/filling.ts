//! What the placeholders of snippets stand for, on a row of a checklist.

import type { AnswerText, UnitRow } from '../../lib/api/types';
import { fill, type Filling } from '../../lib/snippets/text';
import { session } from '../../lib/state/session.svelte';
import type { ChecklistState } from './checklist.svelte';

/** Today as people here write dates in records: `2026-11-28`. */
function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Without a row what differs from row to row stays open: it is filled in when each is answered. */
export function fillingOf(list: ChecklistState, row?: UnitRow): Filling {
  const facts = list.data?.build.facts;
  // As builds are told apart in a sentence: by the number that counts up.
  const build = facts && (facts.version_code || facts.version_name);
  return {
    app: list.data?.app_name,
    version: list.data?.release_name,
    build,
    tester: session.identity?.name,
    date: today(),
    ...(row ? { test: row.label, control: row.control } : {}),
  };
}

/** The words of an answer, filled in for a row. */
export function fillWords(list: ChecklistState, row: UnitRow, words: AnswerText): AnswerText {
  const filling = fillingOf(list, row);
  return {
    ...words,
    note: fill(words.note, filling),
    justification: fill(words.justification, filling),
    method: fill(words.method, filling),
  };
}
