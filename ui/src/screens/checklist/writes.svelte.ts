//! Everything that the checklist states: results one by one and in bulk, evidence, comments, undo. The row is painted
//! at once and painted back when the backend says no. Writes go one after the other.

import { call } from '../../lib/api/commands';
import { asFailure } from '../../lib/api/failure';
import type {
  AnswerText,
  Area,
  ChecklistChange,
  EvidenceAdded,
  ResultCode,
  UnitRefused,
  UnitRow,
} from '../../lib/api/types';
import type { CallOptions } from '../../lib/api/transport';
import { t } from '../../lib/i18n';
import { navigation, screenOf } from '../../lib/state/navigation.svelte';
import { notices, type Action } from '../../lib/state/notices.svelte';
import { session } from '../../lib/state/session.svelte';
import type { Covers } from '../evidence/viewer/lines';
import { sayAttached } from './attached';
import { addressableOf, fitting, missing, NO_TEXT, standing, type AnswerField } from './answer';
import type { ChecklistState } from './checklist.svelte';
import { fillWords } from './filling';

/** A result that waits for a text. */
export interface Need {
  unit: string;
  result: ResultCode;
  field: AnswerField;
  /** The result can be set as it is: the note is a wish of the user's. */
  free?: boolean;
}

/** Somebody answered between our looking and our writing. */
export interface Meanwhile {
  unit: string;
  result: ResultCode;
}

/** A result for a selection that would take the place of other answers. */
export interface Replacing {
  result: ResultCode;
  rows: readonly UnitRow[];
}

/** States that are an answer which a new one would replace. */
const ANSWERED = new Set(['pass', 'fail', 'not_applicable', 'inconclusive']);

export class Writes {
  readonly list: ChecklistState;
  need = $state.raw<Need | null>(null);
  meanwhile = $state.raw<Meanwhile | null>(null);
  /** Units that are being written. */
  pending = $state.raw<ReadonlySet<string>>(new Set());
  bulkText = $state<AnswerText>({ ...NO_TEXT });
  bulkRunning = $state(false);
  /** Units of a selection that could not be answered, with the reason of each: then none of it was. */
  refused = $state.raw<readonly UnitRefused[]>([]);
  /** Set when a selection holds answers that would be replaced: nothing was set yet. */
  replacing = $state.raw<Replacing | null>(null);
  /** The result that was asked for once over an approved answer. */
  #asksToReplace: { of: string; notice: number } | null = null;
  /** What was set last, for those who don't see the row change. */
  said = $state('');
  /** The notice of what was refused last: it goes once it is tried again. */
  #refusal = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Heads that our own writes replaced, so that two quick keys on one unit don't collide. */
  #replaced = new Map<string, string[]>();

  constructor(list: ChecklistState) {
    this.list = list;
  }

  /** What a notice of a step offers: it takes that one back. */
  readonly undoIt: Action = { label: t('common.undo'), run: () => void this.undo(), step: true };
  readonly #redoIt: Action = { label: t('action.redo'), run: () => void this.redo(), step: true };

  get #place() {
    return { assessment: this.list.assessment, build: this.list.build };
  }

  /**
   * What would be said with a result on this unit: the draft, else what stands. Undefined where what stands was not
   * read yet.
   */
  #textFor(row: UnitRow): AnswerText | undefined {
    const draft = this.list.drafts.get(row.unit);
    if (draft) return draft;
    if (row.state === 'untested' && !row.has_note) return NO_TEXT;
    const detail = this.list.details.get(row.unit);
    return detail && (standing(detail) ?? NO_TEXT);
  }

  /** The words that stand, from the backend. It rejects: an answer never goes out without the note that it had. */
  #readText(unit: string): Promise<AnswerText> {
    const read = call('unit_show', { ...this.#place, unit }).then((detail) => standing(detail) ?? NO_TEXT);
    // Whoever waits for it hears of a failure; until then it is nobody's.
    read.catch(() => undefined);
    return read;
  }

  /** Sets a result on the current unit and goes on; asks for the text that is missing first. */
  async answer(result: ResultCode, goOn = true): Promise<void> {
    const row = this.list.current;
    if (!row) return;
    if (!this.#mayReplace(row, result)) return;
    // The row is painted in the same turn as the key. Only where words may be missing, what stands is waited for first.
    let text: AnswerText | Promise<AnswerText> = this.#textFor(row) ?? this.#readText(row.unit);
    if (missing(row, result, text instanceof Promise ? NO_TEXT : text) || missing(row, result, NO_TEXT)) {
      const asked = await this.#asked(row, result, text);
      if (!asked) return;
      text = asked.text;
      if (asked.field) {
        this.need = { unit: row.unit, result, field: asked.field };
        return;
      }
    }
    this.need = null;
    const written = this.#state(row, result, text);
    if (goOn && this.list.current?.unit === row.unit && !this.list.goOn()) notices.good(t('checklist.none_left'));
    await written;
  }

  /** Whether a result may take the place of what stands. An approved answer asks for a second press: an undo would state it
   * anew, and the approval is of the one before. */
  #mayReplace(row: UnitRow, result: ResultCode): boolean {
    const asked = `${row.unit} ${result} ${row.heads.join()}`;
    // Its words were asked for after the second press.
    const waits = this.need?.unit === row.unit && this.need.result === result;
    const before = this.#asksToReplace;
    // What was asked is answered, or asked anew.
    if (before) notices.dismiss(before.notice);
    this.#asksToReplace = null;
    if (row.review.state !== 'approved' || waits || before?.of === asked) return true;
    const words = { unit: row.label, by: row.review.by ?? '', result: t(`state.${result}`) };
    const screen = screenOf(navigation.place);
    const notice = notices.say(t('answer.approved', words), { tone: 'warning', screen });
    this.#asksToReplace = { of: asked, notice };
    return false;
  }

  /** Opens the note for a result on the current unit: it is set when the note is done. */
  async compose(result: ResultCode): Promise<void> {
    const row = this.list.current;
    if (!row) return;
    const text = this.#textFor(row) ?? this.#readText(row.unit);
    // The field has the focus before the next key comes, wherever no word can be missing.
    if (!(text instanceof Promise) && !missing(row, result, text) && !missing(row, result, NO_TEXT)) {
      this.need = { unit: row.unit, result, field: 'note', free: true };
      return;
    }
    const asked = await this.#asked(row, result, text);
    if (asked) this.need = { unit: row.unit, result, field: asked.field ?? 'note', free: !asked.field };
  }

  /** What would be said, and which field of it is missing; nothing where what stands cannot be read. */
  async #asked(row: UnitRow, result: ResultCode, words: AnswerText | Promise<AnswerText>) {
    try {
      const text = await words;
      // Clauses that are decided one by one are known from the detail.
      const clauses = result === 'pass' ? addressableOf(await this.list.needDetail(row.unit)) : [];
      return { text, field: missing(row, result, text, clauses) };
    } catch (thrown) {
      notices.failed(thrown);
      return undefined;
    }
  }

  /**
   * One result for all selected units, in one step: all of them or none. Returns the field that is missing, if any. Where
   * answers would be replaced that say something else or have a note, `replacing` says so first.
   */
  async answerSelected(result: ResultCode, replace = false): Promise<AnswerField | null> {
    const { list } = this;
    const rows = list.selectedUnits;
    for (const row of rows) {
      const field = missing(row, result, this.bulkText);
      if (field) return field;
    }
    const others = rows.filter((row) => ANSWERED.has(row.state) && (row.state !== result || row.has_note));
    this.replacing = others.length && !replace ? { result, rows: others } : null;
    if (this.replacing) return null;
    this.refused = [];
    this.bulkRunning = true;
    notices.stepped();
    for (const row of rows) {
      list.paint(row.unit, { state: result, former: null });
      this.#mark(row.unit, true);
    }
    const work = this.#queue.then(() => this.#stateAll(rows, result, { ...this.bulkText }));
    this.#queue = work;
    await work;
    this.bulkRunning = false;
    return null;
  }

  async #stateAll(rows: readonly UnitRow[], result: ResultCode, words: AnswerText): Promise<void> {
    const { list } = this;
    const results = rows.map((row) => {
      // What was painted ahead of the queue is not what was seen: the heads are.
      const expected = this.#replaced.get(`${row.unit}:${row.heads.join()}`) ?? row.heads;
      return { unit: row.unit, result, text: fitting(row, result, fillWords(list, row, words)), expected };
    });
    try {
      const change = await call('results_set', { ...this.#place, results });
      const now = new Map(change.rows.map((row) => [row.unit, row.heads]));
      for (const row of rows) this.#replaced.set(`${row.unit}:${row.heads.join()}`, now.get(row.unit) ?? []);
      list.apply(change);
      const text = t('bulk.done', { count: rows.length, result: t(`state.${result}`) });
      this.said = text;
      notices.say(text, { tone: 'good', action: this.undoIt });
      this.bulkText = { ...NO_TEXT };
      list.clearSelection();
    } catch (thrown) {
      for (const { unit, state, former } of rows) list.paint(unit, { state, former });
      const failure = asFailure(thrown);
      this.refused = failure.units;
      if (!failure.units.length) notices.failed(thrown, { stays: true });
      if (failure.units.some((one) => one.code === 'statement.changed_meanwhile')) await list.load();
    } finally {
      for (const row of rows) this.#mark(row.unit, false);
    }
  }

  /** States it with what belongs to the result; resolves to whether it was taken. */
  #state(row: UnitRow, result: ResultCode, words: AnswerText | Promise<AnswerText>): Promise<boolean> {
    const { list } = this;
    const before = list.rowsOf(row.unit);
    const seen = row.heads;
    notices.stepped();
    const known = words instanceof Promise ? null : fitting(row, result, words);
    list.paint(row.unit, { state: result, former: null, has_note: known ? known.note !== '' : row.has_note });
    this.said = t('answer.said', { unit: row.label, result: t(`state.${result}`) });
    this.#mark(row.unit, true);
    const work = this.#queue.then(async () => {
      const expected = this.#replaced.get(`${row.unit}:${seen.join()}`) ?? seen;
      let text = known;
      try {
        text ??= fitting(row, result, await words);
        const change = await call('result_set', { ...this.#place, unit: row.unit, result, text, expected });
        const heads = change.rows[0]?.heads ?? [];
        this.#replaced.set(`${row.unit}:${expected.join()}`, heads);
        this.#replaced.set(`${row.unit}:${seen.join()}`, heads);
        list.drafts.drop(row.unit);
        list.apply(change);
        if (this.meanwhile?.unit === row.unit) this.meanwhile = null;
        return true;
      } catch (thrown) {
        await this.#refused(row.unit, before, result, text, thrown);
        return false;
      } finally {
        this.#mark(row.unit, false);
      }
    });
    this.#queue = work;
    return work;
  }

  async #refused(unit: string, before: UnitRow[], result: ResultCode, text: AnswerText | null, thrown: unknown) {
    const { list } = this;
    const former = before[0];
    if (former) {
      const { state, former: said, has_note } = former;
      list.paint(unit, { state, former: said, has_note });
    }
    if (text) list.drafts.set(unit, text, null);
    if (asFailure(thrown).is('changed-meanwhile')) {
      await list.load();
      list.goTo(unit);
      this.meanwhile = { unit, result };
    } else {
      notices.failed(thrown, { stays: true });
    }
  }

  /** Runs a write after those before it; meanwhile its units show that it is under way. */
  queued<T>(units: readonly string[], work: () => Promise<T>): Promise<T> {
    notices.stepped();
    for (const unit of units) this.#mark(unit, true);
    const running = this.#queue.then(work).finally(() => {
      for (const unit of units) this.#mark(unit, false);
    });
    this.#queue = running.catch(() => undefined);
    return running;
  }

  #mark(unit: string, on: boolean) {
    const pending = new Set(this.pending);
    if (on) pending.add(unit);
    else pending.delete(unit);
    this.pending = pending;
  }

  /** Takes back the last step that the user stated on this build. */
  async undo(): Promise<void> {
    await this.#step('undo', this.#redoIt);
  }

  /** Does again what was taken back last. */
  async redo(): Promise<void> {
    await this.#step('redo', this.undoIt);
  }

  async #step(command: 'undo' | 'redo', action: Action): Promise<void> {
    notices.stepped();
    const work = this.#queue.then(async () => {
      try {
        const { change, unit, undone } = await call(command, this.#place);
        this.list.apply(change);
        const several = new Set(change.rows.map((row) => row.unit)).size > 1;
        // What is about no unit shows elsewhere; of several, none is where the work goes on.
        if (!unit) await session.loadApps();
        else if (!several) this.list.goTo(unit);
        notices.say(undone, { action });
      } catch (thrown) {
        notices.failed(thrown);
      }
    });
    this.#queue = work;
    await work;
  }

  /** Runs a write that answers with a change. */
  async #change<T extends { change: ChecklistChange }>(work: () => Promise<T>): Promise<T | undefined> {
    notices.stepped();
    notices.dismiss(this.#refusal);
    try {
      const answer = await work();
      this.list.apply(answer.change);
      return answer;
    } catch (thrown) {
      this.#refusal = notices.failed(thrown);
      return undefined;
    }
  }

  async addFiles(unit: string, paths: string[], options: CallOptions): Promise<boolean> {
    const added = await this.#change(() =>
      call('evidence_add_files', { ...this.#place, unit, paths, caption: null }, options),
    );
    if (added) sayAttached(added, this.undoIt);
    return added !== undefined;
  }

  async addBytes(unit: string, name: string, body: Uint8Array): Promise<boolean> {
    const added = await this.#change(() =>
      call('evidence_add_bytes', { ...this.#place, unit, name, caption: null }, { body }),
    );
    if (added) sayAttached(added, this.undoIt);
    return added !== undefined;
  }

  /** Attaches a copy of a picture in which these places are black. */
  async redact(evidence: string, areas: Area[]): Promise<boolean> {
    return this.#copied(() => call('evidence_redact', { ...this.#place, evidence, areas }));
  }

  /** Attaches a copy of a text in which these lines and words are black. */
  async blacken(evidence: string, { lines, words }: Covers, options: CallOptions): Promise<boolean> {
    const input = {
      ...this.#place,
      evidence,
      lines: lines.map(([a, b]): [number, number] => [a, b]),
      words: [...words],
    };
    return this.#copied(() => call('evidence_redact_text', input, options));
  }

  async #copied(work: () => Promise<EvidenceAdded>): Promise<boolean> {
    const added = await this.#change(work);
    if (added) notices.good(t('evidence.copied'), { action: this.undoIt });
    return added !== undefined;
  }

  async addNote(unit: string, text: string): Promise<boolean> {
    return (await this.#change(() => call('evidence_add_note', { ...this.#place, unit, text }))) !== undefined;
  }

  async addLink(unit: string, url: string): Promise<boolean> {
    return (await this.#change(() => call('evidence_add_link', { ...this.#place, unit, url }))) !== undefined;
  }

  async addCommit(
    unit: string,
    repository: string,
    revision: string,
    path: string,
    lines: [number, number] | null,
  ): Promise<boolean> {
    const input = { ...this.#place, unit, repository, revision, path: path || null, lines };
    return (await this.#change(() => call('evidence_add_commit', input))) !== undefined;
  }

  async removeEvidence(evidence: string): Promise<void> {
    const removed = await this.#change(async () => ({
      change: await call('evidence_remove', { ...this.#place, evidence }),
    }));
    if (removed) notices.say(t('evidence.removed'), { action: this.undoIt });
  }

  /** States as not applicable what the profile's conditions propose; without units all that are still untested. */
  async acceptProposals(units?: string[], validUntil?: string): Promise<number> {
    notices.stepped();
    await this.#queue;
    try {
      const { accepted, checklist } = await call('proposals_accept', {
        ...this.#place,
        units: units ?? null,
        valid_until: validUntil ?? null,
      });
      this.list.replace(checklist);
      notices.good(t('proposals.accepted', { count: accepted.length }));
      return accepted.length;
    } catch (thrown) {
      notices.failed(thrown);
      return 0;
    }
  }

  /** States a unit as not applicable in words of one's own, where a condition of the profile proposes it. */
  async acceptInWords(row: UnitRow, justification: string, validUntil?: string): Promise<boolean> {
    const text: AnswerText = { ...NO_TEXT, justification };
    if (validUntil) text.valid_until = validUntil;
    return await this.#state(row, 'not_applicable', text);
  }

  async comment(unit: string, text: string): Promise<boolean> {
    return (await this.#change(() => call('comment_add', { ...this.#place, unit, text }))) !== undefined;
  }
}
