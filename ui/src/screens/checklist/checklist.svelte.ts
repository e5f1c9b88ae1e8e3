//! The checklist of one build: its rows, the filter, the cursor and the selection. Writing is in `writes.svelte.ts`.

import { call } from '../../lib/api/commands';
import { asFailure, type CommandFailure } from '../../lib/api/failure';
import type { Checklist, ChecklistChange, ControlRow, UnitDetail, UnitRow } from '../../lib/api/types';
import { kept as keeps } from '../../lib/state/kept.svelte';
import { session } from '../../lib/state/session.svelte';
import { nextUntested, step } from './cursor';
import { Drafts } from './drafts.svelte';
import {
  eachUnit,
  fromKept,
  isFiltered,
  matches,
  NO_FILTER,
  proposed,
  rowKey,
  select,
  toKeep,
  type Filter,
} from './filter';
import { byId, sectionsOf, type Section } from './layout';
import { RowNames, Rows } from './rows';
import { grown, type Growing } from './selection';
import { asks } from './words';

export class ChecklistState {
  readonly assessment: string;
  readonly build: string;
  readonly drafts: Drafts;
  /** Where the filter and the cursor are kept, for whoever works here. */
  readonly #keptAs: string;
  #kept: string | null = null;

  data = $state.raw<Checklist | null>(null);
  failure = $state.raw<CommandFailure | null>(null);
  filter = $state.raw<Filter>(NO_FILTER);
  /** Keys of the rows shown. Made when the filter changes, not when an answer does: the list never jumps. */
  shown = $state.raw<readonly string[]>([]);
  /** Those rows by the controls that they stand under. */
  sections = $state.raw<readonly Section[]>([]);
  /** The places of those rows among all; none where all are shown. */
  #places = $state.raw<readonly number[] | null>(null);
  #names = $state.raw(new RowNames([]));
  cursor = $state<string | null>(null);
  selected = $state.raw<ReadonlySet<string>>(new Set());
  /** The units selected, a row each. */
  selectedUnits = $derived.by<UnitRow[]>(() => {
    const rows = [...this.selected].map((key) => this.rows.get(key));
    return eachUnit(rows.filter((row) => row !== undefined));
  });
  details = $state.raw<ReadonlyMap<string, UnitDetail>>(new Map());
  detailFailure = $state.raw<CommandFailure | null>(null);
  /** Units of which somebody said that they do apply: they are proposed no more. */
  passedOver = $state.raw<ReadonlySet<string>>(new Set());
  /** Units with an answer of a former build that waits to be reconfirmed: that comes first. */
  reconfirmable = $state.raw<ReadonlySet<string>>(new Set());
  /** The row that the cursor went on to by itself after an answer: the list follows once the answer was seen. */
  wentOnTo: string | null = null;
  /** The range that is being selected with Shift. */
  #growing: Growing | undefined;

  rows = $derived(new Rows(this.#names, this.data?.rows ?? []));
  controls = $derived<Map<string, ControlRow>>(byId(this.data?.controls ?? []));
  /** Where the cursor is among the rows shown; -1 where it is on none. */
  at = $derived(this.cursor === null ? -1 : this.shown.indexOf(this.cursor));
  current = $derived<UnitRow | null>(this.shownRow(this.at) ?? null);
  detail = $derived(this.current ? this.details.get(this.current.unit) : undefined);
  filtered = $derived(isFiltered(this.filter));
  /** The rows shown that fit the filter now. What was answered since stays where it was, but is no part of it any more. */
  fitting = $derived.by<readonly string[]>(() => {
    if (!this.filtered) return this.shown;
    const words = this.#words();
    return this.shown.filter((_, at) => {
      const row = this.shownRow(at);
      return row !== undefined && matches(row, this.filter, words);
    });
  });
  /** Units that a condition of the profile proposes as not applicable, and nobody has answered. */
  proposals = $derived(
    proposed(this.data?.rows ?? []).filter(({ unit }) => !this.passedOver.has(unit) && !this.reconfirmable.has(unit)),
  );

  constructor(assessment: string, build: string) {
    this.assessment = assessment;
    this.build = build;
    this.drafts = new Drafts(assessment, build);
    this.#keptAs = `ui.list:${session.member}:${assessment}:${build}`;
  }

  /** Reads it, or reads it anew: rows shown stay shown, and the cursor stays where it is. */
  async load(): Promise<void> {
    const first = this.data === null;
    try {
      const [data] = await Promise.all([
        call('checklist_show', { assessment: this.assessment, build: this.build }),
        first ? this.drafts.load() : undefined,
        first ? this.#loadPassedOver() : undefined,
        first ? this.#comeBack() : undefined,
      ]);
      this.failure = null;
      this.#take(data);
      if (!first) {
        // What is shown stays until it was read anew; the rest is read when it is looked at.
        const shown = this.detail;
        const unit = this.current?.unit;
        this.details = new Map(unit && shown ? [[unit, shown]] : []);
        if (unit) void this.fetchDetail(unit);
      }
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  /** Takes up the filter and the cursor as they were left when the window was closed. */
  async #comeBack(): Promise<void> {
    this.#kept = await keeps.get(this.#keptAs);
    const { filter, cursor } = fromKept(this.#kept);
    this.filter = filter;
    this.cursor = cursor;
  }

  /** Keeps the filter and the cursor for the next time. */
  keep(): void {
    const value = toKeep({ filter: this.filter, cursor: this.cursor });
    if (!this.data || value === this.#kept) return;
    this.#kept = value;
    keeps.set(this.#keptAs, value);
  }

  get #passedOverKey(): string {
    return `proposals.passed_over:${this.assessment}`;
  }

  async #loadPassedOver(): Promise<void> {
    const { value } = await call('settings_get', { key: this.#passedOverKey, scope: 'workspace' }).catch(() => ({
      value: null,
    }));
    this.passedOver = new Set(value ? value.split('\n') : []);
  }

  /** Proposes a unit no more in this assessment, on no build of it: it does apply. */
  async passOver(unit: string): Promise<void> {
    this.passedOver = new Set([...this.passedOver, unit]);
    const value = [...this.passedOver].join('\n');
    await call('settings_set', { key: this.#passedOverKey, value, scope: 'workspace' });
  }

  /**
   * Changes a part of the filter. A condition lifts the narrowing to what a number counts: whoever takes up a queue wants
   * to see all that lies on it.
   */
  setFilter(change: Partial<Filter>): void {
    const lifts = this.filter.counted && !('units' in change) && !('text' in change);
    const rest = lifts ? { ...this.filter, units: null, counted: false } : this.filter;
    this.filter = { ...rest, ...change };
    this.#select();
  }

  /** Shows a queue in place of whatever was filtered by, so that there is what its number counts; null leaves it. */
  showQueue(queue: Filter['queue']): void {
    this.setFilter(queue ? { ...NO_FILTER, queue } : { queue });
  }

  clearFilter(): void {
    this.filter = NO_FILTER;
    this.#select();
  }

  /** The row that is shown at this place. */
  shownRow(at: number): UnitRow | undefined {
    return this.data?.rows[this.#places ? (this.#places[at] ?? -1) : at];
  }

  /** Takes over what the backend says; rows shown stay shown. */
  #take(data: Checklist) {
    const before = this.data && isFiltered(this.filter) ? new Set(this.shown) : null;
    this.data = data;
    this.#names = new RowNames(data.rows);
    this.#select(before);
  }

  /** What the text of the filter asks for; drafts are of whoever works here. */
  #words() {
    return asks(this.filter.text, (unit) => this.drafts.get(unit) !== undefined);
  }

  #select(keep: ReadonlySet<string> | null = null) {
    this.#growing = undefined;
    const rows = this.data?.rows ?? [];
    const { keys } = this.#names;
    const places = isFiltered(this.filter)
      ? select(rows, this.filter, (place) => keep?.has(keys[place] ?? '') ?? false, this.#words())
      : null;
    this.#places = places;
    this.shown = places ? places.map((place) => keys[place] ?? '') : keys;
    this.sections = sectionsOf(places ? places.map((place) => rows[place] as UnitRow) : rows);
    if (this.at < 0) {
      const unit = this.cursor ? this.rows.get(this.cursor)?.unit : undefined;
      this.cursor = this.shown.find((key) => unit && this.rows.get(key)?.unit === unit) ?? this.shown[0] ?? null;
    }
  }

  move(by: number): void {
    this.#growing = undefined;
    this.wentOnTo = null;
    this.cursor = step(this.shown, this.cursor, by);
  }

  /** Moves and takes the rows on the way into the selection; going back gives them up again. */
  extend(by: number): void {
    const from = this.cursor;
    const to = step(this.shown, from, by);
    if (from && to) this.extendTo(to);
  }

  /** Takes the rows from where the range began to this one into the selection. */
  extendTo(key: string): void {
    if (!this.cursor) return;
    this.#growing ??= { anchor: this.cursor, before: this.selected };
    this.selected = grown(this.shown, this.#growing, key);
    this.cursor = key;
  }

  /** Selects all rows that fit the filter now; where they are selected already, none. */
  selectFitting(): void {
    this.#growing = undefined;
    const all = this.fitting.length > 0 && this.fitting.every((key) => this.selected.has(key));
    this.selected = new Set(all ? [] : [...this.selected, ...this.fitting]);
  }

  /** Takes these units out of the selection. */
  unselect(units: ReadonlySet<string>): void {
    this.#growing = undefined;
    this.selected = new Set([...this.selected].filter((key) => !units.has(this.rows.get(key)?.unit ?? '')));
  }

  /** Goes to the next row that waits for an answer; false when none is left here. */
  advance(): boolean {
    const next = nextUntested(this.shown, this.rows, this.cursor);
    this.#growing = undefined;
    this.wentOnTo = null;
    if (next) this.cursor = next;
    return next !== null;
  }

  /** The same after an answer, which is seen where it was given before the list follows. */
  goOn(): boolean {
    const went = this.advance();
    if (went) this.wentOnTo = this.cursor;
    return went;
  }

  /** Puts the cursor on a unit, lifting the filter if it hides it. */
  goTo(unit: string): boolean {
    const on = (keys: readonly string[]) => keys.find((key) => this.rows.get(key)?.unit === unit);
    if (this.current?.unit === unit) return true;
    if (!on(this.shown) && on(this.#names.keys)) this.clearFilter();
    const key = on(this.shown);
    if (key) this.cursor = key;
    return key !== undefined;
  }

  toggleSelected(key: string | null = this.cursor): void {
    if (!key) return;
    this.#growing = undefined;
    const selected = new Set(this.selected);
    if (!selected.delete(key)) selected.add(key);
    this.selected = selected;
  }

  clearSelection(): void {
    this.#growing = undefined;
    if (this.selected.size) this.selected = new Set();
  }

  /** The rows of a unit, one a control. */
  rowsOf(unit: string): UnitRow[] {
    return (this.data?.rows ?? []).filter((row) => row.unit === unit);
  }

  /** Takes over what a write changed. */
  apply(change: ChecklistChange): void {
    if (!this.data) return;
    const rows = new Map(change.rows.map((row) => [rowKey(row), row]));
    const controls = byId(change.controls);
    const groups = new Map(change.groups.map((group) => [group.id, group]));
    this.data = {
      ...this.data,
      rows: this.data.rows.map((row) => rows.get(rowKey(row)) ?? row),
      controls: this.data.controls.map((control) => controls.get(control.id) ?? control),
      groups: this.data.groups.map((group) => groups.get(group.id) ?? group),
      progress: change.progress,
    };
    for (const unit of new Set(change.rows.map((row) => row.unit))) this.forget(unit);
  }

  /** Takes over a checklist that a write answered with; rows shown stay where they are. */
  replace(data: Checklist): void {
    this.#take(data);
    const unit = this.current?.unit;
    this.details = new Map();
    if (unit) void this.fetchDetail(unit);
  }

  /** Shows rows otherwise than stored, until the answer of the backend is there. */
  paint(unit: string, change: Partial<UnitRow>): void {
    if (!this.data) return;
    const rows = this.data.rows.map((row) => (row.unit === unit ? { ...row, ...change } : row));
    this.data = { ...this.data, rows };
  }

  /** Reads a unit's detail anew; what is shown stays until it is there. */
  forget(unit: string): void {
    if (this.current?.unit === unit) void this.fetchDetail(unit);
    else if (this.details.has(unit)) {
      const details = new Map(this.details);
      details.delete(unit);
      this.details = details;
    }
  }

  /** A unit's detail, from what was read before or from the backend. */
  async needDetail(unit: string): Promise<UnitDetail | undefined> {
    return this.details.get(unit) ?? (await this.fetchDetail(unit));
  }

  async fetchDetail(unit: string): Promise<UnitDetail | undefined> {
    try {
      const detail = await call('unit_show', { assessment: this.assessment, build: this.build, unit });
      this.details = new Map(this.details).set(unit, detail);
      if (this.current?.unit === unit) this.detailFailure = null;
      return detail;
    } catch (thrown) {
      if (this.current?.unit === unit) this.detailFailure = asFailure(thrown);
      return undefined;
    }
  }
}

const kept = new Map<string, { state: ChecklistState; end: () => void }>();

/**
 * The state of a build's checklist, kept while the workspace is open: coming back finds filter and cursor. Each person has
 * their own: there are drafts in it.
 *
 * It has an effect root of its own: derived values that a screen makes stop following their sources when that screen
 * goes, and the next one would then state results on the row that the cursor had left long ago.
 */
export function checklistOf(assessment: string, build: string): ChecklistState {
  const key = `${session.member}/${assessment}/${build}`;
  const found = kept.get(key);
  if (found) return found.state;
  let made: ChecklistState | undefined;
  const end = $effect.root(() => {
    const one = (made = new ChecklistState(assessment, build));
    $effect(() => one.keep());
  });
  const state = made as unknown as ChecklistState;
  kept.set(key, { state, end });
  return state;
}

export function forgetChecklists(): void {
  for (const { end } of kept.values()) end();
  kept.clear();
}
