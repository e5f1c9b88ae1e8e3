//! The answers of a former build beside a checklist, and saying on what basis they hold on this one.

import { call } from '../../../lib/api/commands';
import { asFailure, type CommandFailure } from '../../../lib/api/failure';
import type { FormerAnswer, FormerAnswers, FormerBuild, ReconfirmBasis, UnitRow } from '../../../lib/api/types';
import { t } from '../../../lib/i18n';
import { notices } from '../../../lib/state/notices.svelte';
import { buildName } from '../../../lib/text/format';
import type { ChecklistState } from '../checklist.svelte';
import { waits } from '../cursor';
import type { Writes } from '../writes.svelte';

/** Answers that wait until somebody says on what basis they hold. */
export interface Asking {
  rows: UnitRow[];
  basis: ReconfirmBasis;
  /** The words are asked for: the basis is chosen already. */
  argues: boolean;
}

export class Former {
  readonly list: ChecklistState;
  data = $state.raw<FormerAnswers | null>(null);
  failure = $state.raw<CommandFailure | null>(null);
  answers = $state.raw<ReadonlyMap<string, FormerAnswer>>(new Map());
  /** What was argued last: asked once, and taken again until it is changed or the window is closed. */
  argument = $state('');
  asking = $state.raw<Asking | null>(null);
  /** Somebody wants to reconfirm what waits, and the checklist is still to come. */
  wanted = $state(false);
  #chosen: string | null | undefined;

  constructor(list: ChecklistState) {
    this.list = list;
  }

  get build(): FormerBuild | null {
    return this.data?.former ?? null;
  }

  /** The build in words. */
  get name(): string {
    return this.build ? buildName(this.build.build.build) : '';
  }

  get #key(): string {
    return `former.${this.list.build}`;
  }

  async load(): Promise<void> {
    const { assessment, build } = this.list;
    try {
      if (this.#chosen === undefined) {
        const { value } = await call('settings_get', { key: this.#key, scope: 'workspace' });
        this.#chosen = value || null;
      }
      this.#take(await this.#show(this.#chosen));
      this.failure = null;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      // Where the build that was chosen once is no choice any more, the nearest one is.
      if (this.#chosen) await this.choose(null);
      else this.#take({ assessment, build, former: null, choices: [], answers: [], arguments: [] });
    }
  }

  #show(former: string | null | undefined): Promise<FormerAnswers> {
    const { assessment, build } = this.list;
    return call('former_show', { assessment, build, former: former ?? null });
  }

  #take(data: FormerAnswers) {
    this.data = data;
    this.answers = new Map(data.answers.map((answer) => [answer.unit, answer]));
    this.list.reconfirmable = new Set(data.answers.filter((one) => one.refused === null).map((one) => one.unit));
    this.argument ||= data.arguments[0]?.text ?? '';
  }

  /** Compares with another build from now on; with the nearest one where none is named. */
  async choose(build: string | null): Promise<void> {
    this.#chosen = build;
    this.argument = '';
    await call('settings_set', { key: this.#key, value: build ?? '', scope: 'workspace' }).catch(() => undefined);
    try {
      this.#take(await this.#show(build));
    } catch (thrown) {
      notices.failed(thrown);
    }
  }

  /** The answer that can be reconfirmed on a row. */
  reconfirmable(row: UnitRow): FormerAnswer | undefined {
    const answer = this.answers.get(row.unit);
    return answer && answer.refused === null ? answer : undefined;
  }

  /** Of these rows those that wait for an answer and have one that can be reconfirmed, each unit once. */
  waiting(rows: Iterable<UnitRow | undefined>): UnitRow[] {
    const found = new Map<string, UnitRow>();
    for (const row of rows) {
      if (row && waits(row) && this.reconfirmable(row)) found.set(row.unit, row);
    }
    return [...found.values()];
  }

  /** What a key does: the selected rows, else the one under the cursor; then on to the next. */
  async press(writes: Writes, basis: ReconfirmBasis): Promise<void> {
    const { list } = this;
    if (list.selected.size) {
      const rows = this.waiting(list.selectedUnits);
      if (rows.length) await this.start(writes, rows, basis);
      else notices.say(t('former.none_selected'));
      return;
    }
    const row = list.current;
    if (!row) return;
    const answer = this.answers.get(row.unit);
    if (!answer) notices.say(t('former.none_here', { unit: row.label }));
    else if (answer.refused) notices.say(t(`former.refused_${answer.refused}`, { unit: row.label }));
    else await this.start(writes, [row], basis);
  }

  /** Reconfirms them, or asks for the argument first. */
  async start(writes: Writes, rows: UnitRow[], basis: ReconfirmBasis): Promise<void> {
    if (basis === 'argued' && !this.argument.trim()) {
      this.asking = { rows, basis, argues: true };
      return;
    }
    await this.reconfirm(writes, rows, basis, this.argument);
  }

  /** States it: the rows are painted at once, and painted back when the backend says no. */
  async reconfirm(writes: Writes, rows: UnitRow[], basis: ReconfirmBasis, argument: string): Promise<boolean> {
    const { list, build } = this;
    if (!build || !rows.length) return false;
    if (basis === 'argued') this.argument = argument.trim();
    const before = rows.flatMap((row) => list.rowsOf(row.unit));
    for (const row of rows) {
      const answer = this.answers.get(row.unit);
      if (!answer?.result) return false;
      list.paint(row.unit, { state: answer.result, former: null, reconfirmed: basis, has_note: answer.has_note });
    }
    writes.said = t('former.said', { count: rows.length, basis: t(`former.basis_${basis}`) });
    const several = rows.length > 1 || list.selected.size > 0;
    const units = rows.map((row) => row.unit);
    const written = writes.queued(units, async () => {
      const { change } = await call('result_reconfirm', {
        assessment: list.assessment,
        build: list.build,
        former: build.build.build.id,
        basis,
        argument: basis === 'argued' ? this.argument : null,
        units: units.map((unit) => ({
          unit,
          former: this.answers.get(unit)?.heads ?? [],
          // Read when its turn comes: a write of our own before it may have replaced them.
          expected: list.rowsOf(unit)[0]?.heads ?? [],
        })),
      });
      list.apply(change);
      for (const unit of units) list.drafts.drop(unit);
    });
    if (several) list.clearSelection();
    else if (list.current?.unit === units[0] && !list.goOn()) notices.good(t('checklist.none_left'));
    try {
      await written;
      if (several) {
        const text = t('former.done', { count: rows.length, basis: t(`former.basis_${basis}`) });
        notices.good(text, { action: writes.undoIt });
      }
      return true;
    } catch (thrown) {
      for (const row of before) {
        const { state, former, reconfirmed, has_note } = row;
        list.paint(row.unit, { state, former, reconfirmed, has_note });
      }
      if (asFailure(thrown).is('changed-meanwhile')) {
        await Promise.all([list.load(), this.load()]);
        notices.say(t('former.meanwhile'), { tone: 'warning' });
      } else {
        notices.failed(thrown);
      }
      return false;
    }
  }
}

const kept = new WeakMap<ChecklistState, Former>();

/** What belongs to a checklist, kept as long as that is. */
export function formerOf(list: ChecklistState): Former {
  const found = kept.get(list) ?? new Former(list);
  kept.set(list, found);
  return found;
}
