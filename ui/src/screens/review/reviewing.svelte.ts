//! Submitting, approving, returning and assigning, on the row under the cursor or on all that are selected.

import { call } from '../../lib/api/commands';
import type { ReviewAction, ReviewState, UnitRow } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { notices } from '../../lib/state/notices.svelte';
import type { ChecklistState } from '../checklist/checklist.svelte';
import { assigneesOf, rowKey } from '../checklist/filter';
import type { RowLookup } from '../checklist/rows';

/** Which rows an action is about, each unit once. */
export function meant(list: ChecklistState): UnitRow[] {
  if (list.selected.size) return list.selectedUnits;
  return list.current ? [list.current] : [];
}

/**
 * Of which rows each of these can be said. What was returned waits for whoever gave the answer: nobody else hands it in
 * again, and it is approved once it was. Who may not approve their own work is told by the backend.
 */
export function reviewable(rows: readonly UnitRow[]): Record<ReviewAction, UnitRow[]> {
  const stands = (row: UnitRow) => row.review.basis !== '' && row.state !== 'stale';
  const at = (row: UnitRow, ...states: ReviewState[]) => states.includes(row.review.state);
  return {
    submit: rows.filter(
      (row) => stands(row) && !at(row, 'submitted', 'approved') && (row.review.own || !at(row, 'returned')),
    ),
    approve: rows.filter((row) => at(row, 'submitted')),
    return: rows.filter((row) => at(row, 'submitted', 'approved')),
  };
}

/** The next row below that waits for a review, else the first above. */
export function nextToReview(shown: readonly string[], rows: RowLookup, cursor: string | null): string | null {
  const at = cursor ? shown.indexOf(cursor) : -1;
  const here = cursor ? rows.get(cursor)?.unit : undefined;
  const waits = (key: string) => {
    const row = rows.get(key);
    return row !== undefined && row.unit !== here && row.review.queues.includes('to_review');
  };
  return [...shown.slice(at + 1), ...shown.slice(0, Math.max(at, 0))].find(waits) ?? null;
}

export class Reviewing {
  readonly list: ChecklistState;
  busy = $state(false);
  /** Rows that are to be returned: a comment is asked for. */
  returning = $state.raw<UnitRow[] | null>(null);
  /** Rows that are to be assigned: a person is asked for. */
  assigning = $state.raw<UnitRow[] | null>(null);
  /** What was done last, for those who don't see the row change. */
  said = $state('');

  constructor(list: ChecklistState) {
    this.list = list;
  }

  /**
   * What a key is about: of a selection the rows that its button counts, or the row under the cursor, of which the backend
   * says why not. Where there is none, that is said.
   */
  #asked(action: ReviewAction): UnitRow[] {
    const rows = meant(this.list);
    const selected = this.list.selected.size > 0;
    const asked = selected ? reviewable(rows)[action] : rows;
    if (!asked.length) notices.say(t(selected ? `review.none_${action}` : 'review.select_first'));
    return asked;
  }

  /** What a key does. */
  async press(action: 'submit' | 'approve'): Promise<void> {
    if (!this.busy) await this.say(action, this.#asked(action));
  }

  /** Asks for the comment of a return. */
  askReturn(): void {
    const rows = this.#asked('return');
    if (rows.length) this.returning = rows;
  }

  askAssign(): void {
    const rows = meant(this.list);
    if (rows.length) this.assigning = rows;
    else notices.say(t('review.select_first'));
  }

  /** Says it of these rows; true where it was said of any. */
  async say(action: ReviewAction, rows: UnitRow[], comment: string | null = null): Promise<boolean> {
    const { list } = this;
    if (!rows.length || this.busy) return false;
    this.busy = true;
    notices.stepped();
    const selected = list.selected.size > 0;
    try {
      const change = await call('review_state', {
        assessment: list.assessment,
        build: list.build,
        action,
        units: rows.map((row) => ({ unit: row.unit, basis: row.review.basis })),
        comment,
      });
      const on = !selected && list.current?.unit === rows[0]?.unit;
      const next = action === 'submit' ? null : nextToReview(list.shown, list.rows, list.cursor);
      this.take(change.rows);
      const count = change.done.length;
      this.said = t(`review.done_${action}`, { count });
      if (change.refused.length) {
        const reason = change.refused[0]?.sentence ?? '';
        notices.say(t('review.partly', { count: change.refused.length, reason }), {
          tone: 'warning',
          detail: count ? this.said : undefined,
        });
      } else notices.good(this.said);
      if (selected && count) list.clearSelection();
      else if (on && action !== 'submit') {
        if (next) list.cursor = next;
        else if (count) notices.say(t('review.nothing_left'));
      }
      return count > 0;
    } catch (thrown) {
      notices.failed(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** `name` is who the assignee is, for the sentence that says what came of it. */
  async assign(
    name: string,
    input: {
      units?: string[];
      groups?: string[];
      whole_build?: boolean;
      assignee: string | null;
      due: string | null;
    },
  ): Promise<boolean> {
    const { list } = this;
    this.busy = true;
    notices.stepped();
    try {
      const { rows } = await call('work_assign', { assessment: list.assessment, build: list.build, ...input });
      this.take(rows);
      // Of a group only what is not assigned more closely.
      const theirs = rows.filter((row) => (input.assignee ? assigneesOf(row).includes(name) : !row.review.assignee));
      const count = new Set(theirs.map((row) => row.unit)).size;
      const wider = [...new Set(rows.flatMap(assigneesOf))].join(', ');
      if (!rows.length) this.said = t('assign.none');
      // What nobody has by itself goes by its group, or the build.
      else if (!count) this.said = t('assign.wider', { count: new Set(rows.map((row) => row.unit)).size, name: wider });
      else this.said = input.assignee ? t('assign.assigned', { count, name }) : t('assign.unassigned', { count });
      notices.say(this.said, { tone: rows.length ? 'good' : 'plain' });
      list.clearSelection();
      return true;
    } catch (thrown) {
      notices.failed(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Rows as the backend has them now; what is shown stays where it is. */
  take(rows: UnitRow[]): void {
    const { list } = this;
    if (!list.data) return;
    const changed = new Map(rows.map((row) => [rowKey(row), row]));
    list.data = { ...list.data, rows: list.data.rows.map((row) => changed.get(rowKey(row)) ?? row) };
    for (const unit of new Set(rows.map((row) => row.unit))) list.forget(unit);
  }
}
