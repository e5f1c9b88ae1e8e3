//! The state behind the fake: one workspace, an app, two builds, answers.

import type {
  AnswerText,
  AnswerView,
  AppView,
  AssessmentView,
  BuildView,
  Checklist,
  ChecklistChange,
  CommentView,
  ControlRow,
  EvidenceView,
  EntryView,
  HistoryItem,
  Platform,
  Progress,
  ResultCode,
  Status,
  Undone,
  UnitRow,
  Verdict,
  VerdictView,
} from '../../src/lib/api/types';
import { build, controls, groups, hash, rowsFor, sequence, stamp } from './data';
import { PROFILES, REQUIREMENTS } from './profiles';
import { requirementGroups, tailoredRows } from './tailored';

export const ENGAGEMENT = {
  customer: 'Acme Bank',
  laboratory: 'Northern Light Labs',
  place: 'Zagreb',
  access: 'Source code, test accounts',
  sensitive_data: ['Account numbers'],
  first_party_domains: ['acme.example'],
  authorised_by: '',
  out_of_scope: [],
  from_others: [],
  deviations: [],
  opinions: [],
  devices: [],
  tools: [],
  received: null,
  started: null,
  finished: null,
};
const CATALOGUES = ['MASVS 2.1.0', 'MASWE 1.0.0', 'MASTG 2.0.0'].map((one) => {
  const [name = '', version = ''] = one.split(' ');
  return {
    name,
    version,
    digest: hash(),
    commit: hash().slice(0, 40),
    source_url: `https://github.com/OWASP/${name.toLowerCase()}`,
    licence: 'CC-BY-SA-4.0',
  };
});

type Asked = { id: string; group: string; summary: string; title?: string; set?: string | null };

/** What undo puts back: units as they were before a step. */
export interface Step {
  build: string;
  units: { unit: string; before: Unit }[];
}

export interface Unit {
  answers: AnswerView[];
  evidence: EvidenceView[];
  comments: CommentView[];
  history: HistoryItem[];
}

export function progressOf(rows: readonly UnitRow[]): Progress {
  const progress: Progress = {
    required: 0,
    pass: 0,
    fail: 0,
    not_applicable: 0,
    inconclusive: 0,
    untested: 0,
    stale: 0,
    disputed: 0,
  };
  const seen = new Set<string>();
  for (const row of rows) {
    if (!row.required || seen.has(row.unit)) continue;
    seen.add(row.unit);
    progress.required += 1;
    progress[row.state] += 1;
  }
  return progress;
}

/** The verdict rule, over units at once. */
export function verdictOf(rows: readonly UnitRow[]): Verdict {
  const required = rows.filter((row) => row.required);
  if (!required.length) return 'out_of_scope';
  if (rows.some((row) => row.state === 'fail')) return 'fail';
  if (required.some((row) => ['untested', 'stale', 'disputed'].includes(row.state))) return 'untested';
  if (required.some((row) => row.state === 'inconclusive')) return 'inconclusive';
  return required.every((row) => row.state === 'not_applicable') ? 'not_applicable' : 'pass';
}

export class World {
  identity: Status['identity'] = { name: 'Mira Kovač', email: 'mira@example.org' };
  open = true;
  synced = true;
  settings = new Map<string, string>();
  version = 1;
  releases = 'r1';
  builds: BuildView[] = [
    build('b-android', 'r1', 'android', '4210'),
    build('b-ios', 'r1', 'ios', '4210.3'),
    build('b-debug', 'r1', 'android', '4211', 'debug'),
  ];
  rows = new Map<string, UnitRow[]>();
  units = new Map<string, Unit>();
  overrides = new Map<string, VerdictView['overrides']>();
  entries: EntryView[] = [];
  done: Step[] = [];
  undone: Step[] = [];
  apps: AppView[];
  profiles = [...PROFILES];

  constructor() {
    // `?tests=44` makes more than 3,000 rows, to see how the list bears them.
    const tests = Number(new URLSearchParams(location.search).get('tests')) || 4;
    for (const one of this.builds) this.rows.set(one.id, rowsFor(one.facts.platform, tests));
    this.apps = [this.#app('a1', 'Acme Pay', 'r1', '4.2.0', this.builds)];
    this.apps.push(this.#app('a2', 'Acme Wallet for Business and Corporate Customers', 'r2', '2026.11', []));
    const next = sequence(5);
    const results: ResultCode[] = ['pass', 'pass', 'pass', 'pass', 'not_applicable', 'inconclusive', 'fail'];
    for (const [id, rows] of this.rows) {
      const share = { 'b-android': 0.45, 'b-ios': 0.2 }[id] ?? 0;
      rows.forEach((row, index) => {
        if (index > rows.length * share || next() < 0.15) return;
        const result = results[Math.floor(next() * results.length)] ?? 'pass';
        const unit = this.unit(id, row.unit);
        const text = {
          note: next() < 0.4 ? 'Checked on a rooted Pixel 8 with Android 15.' : '',
          justification: result === 'not_applicable' ? 'No such component.' : '',
          method: row.kind === 'direct' ? 'Read the code.' : '',
        };
        this.#answer(unit, result, text, 60 + index * 13, index % 5 ? 'Mira Kovač' : 'Jörg Öztürk-Lindqvist');
        this.refresh(id, row.unit);
        if (next() < 0.05) this.#paint(id, row.unit, { state: 'stale', former: result });
      });
    }
    for (const [id, rows] of this.rows) this.rows.set(id, [...rows, ...tailoredRows()]);
  }

  #app(id: string, name: string, release: string, version: string, builds: BuildView[]): AppView {
    const assessments: AssessmentView[] = builds.length
      ? [
          {
            id: 's1',
            release,
            title: `${name} ${version}, L2+R+P`,
            profile: 'L2+R+P',
            profile_title: 'MAS L2, R and P',
            documents: [],
            requirements: null,
            answers: {},
            gate: { require: ['decided', 'no-failed-required'], findings_below: 'high', not_waivable: [] },
            catalogues: CATALOGUES,
            migrated_from: null,
            moved_from: [],
            engagement: ENGAGEMENT,
            opened: stamp(8000),
            builds: [],
          },
        ]
      : [];
    const added = stamp(9500);
    return {
      id,
      name,
      description: builds.length ? 'Payments and transfers for private customers.' : null,
      added,
      releases: [{ id: release, app: id, name: version, builds, assessments, added }],
    };
  }

  unit(buildId: string, unit: string): Unit {
    const key = `${buildId}/${unit}`;
    const found = this.units.get(key) ?? { answers: [], evidence: [], comments: [], history: [] };
    this.units.set(key, found);
    return found;
  }

  #answer(unit: Unit, result: ResultCode, text: AnswerText, minutes: number, by: string) {
    const stated = stamp(minutes, by);
    for (const item of unit.history) if (item.kind === 'result') item.superseded = true;
    unit.answers =
      result === 'untested'
        ? []
        : [
            {
              result,
              text,
              note_html: `<p>${text.note}</p>`,
              stated,
              carried: null,
              reconfirmed: null,
              original: null,
              reworded: null,
            },
          ];
    unit.history = [
      {
        kind: result === 'untested' ? 'withdrawn' : 'result',
        result,
        text: text.note || text.justification,
        valid_until: text.valid_until ?? null,
        addressable: text.addressable ?? [],
        superseded: false,
        stated,
      },
      ...unit.history,
    ];
    this.log('result.stated', result, stated.entry, by);
  }

  log(kind: string, result: string | null, entry: string, by: string) {
    const arrival = this.entries.length;
    this.entries.unshift({
      hash: entry,
      arrival,
      device: 'd'.repeat(64),
      seq: arrival,
      kind,
      subject: 'assessment/s1/build/b-android/unit/test:MASTG-TEST-0200',
      at: new Date().toISOString(),
      by,
      result,
      superseded: false,
      redacted: false,
    });
  }

  /** Keeps what a unit was before a step. */
  remember(build: string, unit: string) {
    this.done.push({ build, units: [{ unit, before: structuredClone(this.unit(build, unit)) }] });
    this.undone.length = 0;
  }

  /** Puts units back as they were, and keeps what they are for the way back. */
  step(last: Step, other: Step[], say: (units: Step['units']) => string): Undone {
    const { build, units } = last;
    other.push({ build, units: units.map(({ unit }) => ({ unit, before: structuredClone(this.unit(build, unit)) })) });
    const changes = units.map(({ unit, before }) => {
      this.units.set(`${build}/${unit}`, before);
      return this.refresh(build, unit);
    });
    const change = { ...changes[0]!, rows: changes.flatMap((one) => one.rows) };
    return { change, unit: units[0]?.unit ?? null, control: null, undone: say(units) };
  }

  state(buildId: string, unitId: string, result: ResultCode, text: AnswerText): ChecklistChange {
    const unit = this.unit(buildId, unitId);
    this.remember(buildId, unitId);
    this.#answer(unit, result, text, 0, this.identity?.name ?? '');
    return this.refresh(buildId, unitId);
  }

  #paint(buildId: string, unitId: string, change: Partial<UnitRow>) {
    const rows = this.rows.get(buildId) ?? [];
    this.rows.set(
      buildId,
      rows.map((row) => (row.unit === unitId ? { ...row, ...change } : row)),
    );
  }

  /** Makes the unit's rows anew from what was stated. */
  refresh(buildId: string, unitId: string): ChecklistChange {
    const unit = this.unit(buildId, unitId);
    const [answer] = unit.answers;
    this.#paint(buildId, unitId, {
      state: unit.answers.length > 1 ? 'disputed' : (answer?.result ?? 'untested'),
      former: null,
      answered_at: answer?.stated.at ?? null,
      answered_by: answer?.stated.by ?? null,
      valid_until: answer?.text?.valid_until ?? null,
      has_note: !!answer?.text?.note,
      evidence: unit.evidence.length,
      comments: unit.comments.length,
      heads: unit.answers.map((one) => one.stated.entry),
    });
    const rows = (this.rows.get(buildId) ?? []).filter((row) => row.unit === unitId);
    const touched = new Set(rows.map((row) => row.control));
    const all = this.checklist(buildId);
    return {
      entry: answer?.stated.entry ?? hash(),
      rows,
      controls: all.controls.filter((control) => touched.has(control.id)),
      groups: all.groups.filter((group) => rows.some((row) => row.group === group.id)),
      progress: all.progress,
    };
  }

  checklist(buildId: string): Checklist {
    const rows = this.rows.get(buildId) ?? [];
    const one = this.builds.find((other) => other.id === buildId) as BuildView;
    const assessment = this.assessment();
    return {
      assessment: assessment.id,
      assessment_title: assessment.title,
      profile: assessment.profile,
      build: one,
      app: 'a1',
      app_name: 'Acme Pay',
      release_name: '4.2.0',
      platform: one.facts.platform,
      rows,
      progress: progressOf(rows),
      groups: [...groups, ...requirementGroups()].map((group) => ({
        ...group,
        progress: progressOf(rows.filter((row) => row.group === group.id)),
      })),
      controls: [...controls, ...REQUIREMENTS].map((control: Asked): ControlRow => {
        const own = rows.filter((row) => row.control === control.id);
        const lowered = this.overrides.get(`${buildId}/${control.id}`)?.[0];
        return {
          ...control,
          title: control.title ?? '',
          set: control.set ?? null,
          verdict: lowered?.verdict ?? verdictOf(own),
          overridden: lowered !== undefined,
          progress: progressOf(own),
        };
      }),
    };
  }

  assessment(): AssessmentView {
    const view = this.apps[0]?.releases[0]?.assessments[0] as AssessmentView;
    view.builds = this.builds.map((one) => ({
      build: one.id,
      platform: one.facts.platform,
      progress: progressOf(this.rows.get(one.id) ?? []),
    }));
    return view;
  }

  verdict(buildId: string, control: string): VerdictView {
    const rows = (this.rows.get(buildId) ?? []).filter((row) => row.control === control);
    const computed = verdictOf(rows);
    const overrides = this.overrides.get(`${buildId}/${control}`) ?? [];
    const ids = [...new Set(rows.map((row) => row.weakness?.id ?? ''))];
    const platform = this.builds.find((one) => one.id === buildId)?.facts.platform as Platform;
    return {
      control,
      summary: controls.find((one) => one.id === control)?.summary ?? '',
      build: buildId,
      platform,
      computed,
      verdict: overrides[0]?.verdict ?? computed,
      row: { out_of_scope: 0, fail: 1, untested: 2, inconclusive: 3, not_applicable: 4, pass: 5 }[computed],
      sentence: `${control} is ${computed.replaceAll('_', ' ')} on ${platform}, because of the results below.`,
      weaknesses: ids.map((id) => {
        const own = rows.filter((row) => row.weakness?.id === id);
        return {
          id,
          title: own[0]?.weakness?.title ?? '',
          verdict: verdictOf(own),
          row: 2,
          units: own.map((row) => ({
            unit: row.unit,
            label: row.label,
            title: row.title,
            required: row.required,
            state: row.state,
            counts: row.required || row.state === 'fail',
            remark: row.required ? '' : 'Optional: counts only where it fails.',
          })),
        };
      }),
      secondary_failures: [],
      to_conclude: false,
      overrides,
      override_heads: overrides.map((one) => one.stated.entry),
      limits: ['MASTG-TEST-0299 is announced without a procedure and is not asked for.'],
    };
  }
}
