import { describe, expect, test } from 'vitest';
import type {
  AnswerState,
  BoardPerson,
  BoardPlatform,
  BoardRelease,
  BoardWork,
  Progress,
  Reason,
  ReviewCounts,
  ReviewState,
  RowReview,
  SinceBuild,
} from '../../lib/api/types';
import {
  arranged,
  gateReasons,
  isWhich,
  pace,
  placeOf,
  profilesToName,
  reasonWords,
  reviewPartOf,
  reviewParts,
  sinceParts,
  sinceWords,
  stillOpen,
  summary,
  unassigned,
  type SummaryPart,
} from './board';

const NONE: Progress = {
  required: 100,
  pass: 0,
  fail: 0,
  not_applicable: 0,
  inconclusive: 0,
  untested: 100,
  stale: 0,
  disputed: 0,
};
const said = (parts: SummaryPart[]) => parts.map(({ words, after }) => words + after).join('');
const reason = (code: Reason['code'], count: number, what: Reason['what'] = 'units'): Reason => ({
  code,
  what,
  count,
  level: null,
  words: '',
  parts: [{ platform: 'android', build: 'build-1', tally: { count, items: [] } }],
});
function release(name: string, over: Partial<BoardRelease> = {}, reasons: Reason[] = []): BoardRelease {
  return {
    app: `app-${name}`,
    app_name: name,
    release: `release-${name}`,
    release_name: '1.0',
    ready: reasons.length === 0,
    sentence: '',
    assessments: [
      {
        assessment: 'a',
        title: '',
        profile: 'L1',
        ready: !reasons.length,
        sentence: '',
        reasons,
        waived: [],
        conditions: [],
        blockers: [],
        more_blockers: 0,
        asks_review: false,
        sign_offs: 0,
        sign_offs_outdated: 0,
        platforms: [],
      },
    ],
    due: null,
    decision: null,
    decisions: 0,
    ...over,
  };
}
const due = (days_left: number) => ({
  day: '2026-12-01',
  days_left,
  stated: { by: '', member: '', at: '2026-11-01T00:00:00Z', entry: '' },
});

describe('the order of the board', () => {
  const far = release('Far', { due: due(30) }, [reason('stale', 2)]);
  const late = release('Late', { due: due(-1) }, [reason('undecided', 50)]);
  const ready = release('Ready');
  const all = [far, ready, late];
  test('by due date: what is late first, what has no date last', () => {
    expect(arranged(all, '', 'due').map((one) => one.app_name)).toEqual(['Late', 'Far', 'Ready']);
  });
  test('by readiness: what may ship first, then by how much is in the way', () => {
    expect(arranged(all, '', 'readiness').map((one) => one.app_name)).toEqual(['Ready', 'Far', 'Late']);
  });
  test('by app, and only those that the words name', () => {
    expect(arranged(all, '', 'name').map((one) => one.app_name)).toEqual(['Far', 'Late', 'Ready']);
    expect(arranged(all, 'read 1.0', 'name').map((one) => one.app_name)).toEqual(['Ready']);
  });
  test('the whole in a sentence', () => {
    expect(said(summary(all))).toBe('Of 3 releases, 1 may ship. One release is late.');
    expect(said(summary([late]))).toBe('The one release may not ship yet. One release is late.');
    const decision = { choice: 'go', over_closed_gate: true, outdated: false, role: '', reason: 'x', conditions: '' };
    const over = { ...far, decision: { ...decision, stated: far.due!.stated } } as BoardRelease;
    expect(said(summary([over]))).toBe(
      'The one release may not ship yet. One release was decided to ship over its closed gate.',
    );
    const outdated = { ...over, decision: { ...over.decision!, outdated: true } };
    expect(said(summary([outdated]))).toBe(
      'The one release may not ship yet. One decision is outdated: it was to ship over a closed gate.',
    );
    // Of two decisions each is said for itself.
    const other = { ...far, decision: { ...over.decision!, over_closed_gate: false, outdated: true } };
    expect(said(summary([over, other]))).toBe(
      'None of 2 releases may ship yet. One decision is outdated, one release was decided to ship over its closed gate.',
    );
    expect(said(summary([far, late]))).toBe('None of 2 releases may ship yet. One release is late.');
  });
  test('each number of it with the releases that it counts', () => {
    const outdated = { ...far, decision: { over_closed_gate: false, outdated: true } } as BoardRelease;
    const both = [...all, outdated];
    const parts = summary(both);
    expect(parts.map(({ words, of }) => [words, of])).toEqual([
      ['Of 4 releases, 1 may ship.', 'ready'],
      ['One release is late', 'late'],
      ['one decision is outdated', 'outdated'],
    ]);
    expect(both.filter((one) => isWhich(one, 'ready'))).toEqual([ready]);
    expect(both.filter((one) => isWhich(one, 'late'))).toEqual([late]);
    expect(both.filter((one) => isWhich(one, 'outdated'))).toEqual([outdated]);
    // Where none may ship the number counts all that stands there.
    expect(summary([far, late])[0]).toMatchObject({ of: undefined });
  });
  test('what a filter leaves in a sentence that says so', () => {
    expect(said(summary(all, true))).toBe('Of the 3 releases shown, 1 may ship. One release is late.');
    expect(said(summary([far], true))).toBe('The one release shown may not ship yet.');
    expect(said(summary([ready], true))).toBe('The one release shown may ship.');
    expect(said(summary([far, late], true))).toBe('None of the 2 releases shown may ship yet. One release is late.');
    expect(said(summary([], true))).toBe('No release matches.');
  });
});

test('reasons read as the command line and the report write them', () => {
  expect(reasonWords({ code: 'control_fails', level: null }, 2)).toBe('2 required controls fail');
  expect(reasonWords({ code: 'waiver_expired', level: null }, 1)).toBe('1 waiver expired');
  expect(reasonWords({ code: 'no_build', level: null }, 1)).toBe('there is no build to judge');
  expect(reasonWords({ code: 'finding_open', level: 'high' }, 1)).toBe('1 open finding is high or worse');
  expect(reasonWords({ code: 'finding_open', level: 'critical' }, 2)).toBe('2 open findings are critical');
});

test('numbers lead to exactly what they count', () => {
  const units = reason('stale', 2);
  expect(placeOf(units, units.parts[0]!, ['test:A', 'test:B'], 'a', 'app')).toEqual({
    screen: 'assessment',
    tab: 'checklist',
    assessment: 'a',
    build: 'build-1',
    units: ['test:A', 'test:B'],
  });
  expect(placeOf(units, units.parts[0]!, ['test:A', 'test:B'], 'a', 'app', 'test:B')).toMatchObject({
    units: ['test:A', 'test:B'],
    unit: 'test:B',
  });
  const controls = reason('control_fails', 1, 'controls');
  expect(placeOf(controls, controls.parts[0]!, ['MASVS-AUTH-1'], 'a', 'app')).toMatchObject({
    tab: 'verdicts',
    controls: ['MASVS-AUTH-1'],
  });
  const waivers = reason('waiver_expired', 1, 'waivers');
  expect(placeOf(waivers, waivers.parts[0]!, ['waiver-1'], 'a', 'app')).toMatchObject({
    tab: 'findings',
    findings: ['waiver-1'],
  });
  const findings = reason('finding_open', 2, 'findings');
  expect(placeOf(findings, findings.parts[0]!, ['one', 'two'], 'a', 'app')).toMatchObject({
    tab: 'findings',
    findings: ['one', 'two'],
  });
});

test('what became of a platform since the version before, in words', () => {
  const since = (over: Partial<SinceBuild>): SinceBuild => ({
    build: 'b',
    release_name: '4.1.0',
    version_name: '4.1.0',
    version_code: '4103',
    progress: { ...NONE, pass: 31, untested: 69 },
    broken: 0,
    profile: null,
    first_judged: 0,
    still: 0,
    mended: 0,
    new_findings: 0,
    fixed_findings: 0,
    ...over,
  });
  expect(sinceWords(null)).toBe('No earlier version to compare with');
  expect(sinceWords(since({}))).toBe('Since 4.1.0 (4103), 31 % decided:');
  expect(sinceParts(since({}))).toEqual([]);
  const parts = sinceParts(since({ broken: 1, first_judged: 2, mended: 1, new_findings: 3 }));
  expect(parts.map((part) => part.words)).toEqual([
    'one control fails that passed there',
    '2 fail that were not decided there',
    'one control no longer fails',
    '3 findings are new',
  ]);
  expect(sinceWords(since({ profile: 'L1' }))).toBe('Since 4.1.0 (4103) by L1, 31 % decided:');
  expect(sinceParts(since({ progress: null, new_findings: 1 }))).toEqual([]);
  expect(sinceWords(since({ progress: null }))).toContain('which nobody assessed');
});

test('a row counts for one part of the review, and only while its answer stands', () => {
  const row = (state: AnswerState, review: ReviewState, by_author = false) => ({
    required: true,
    state,
    review: { state: review, by: null, at: null, left_behind: null, own: false, by_author } as RowReview,
  });
  expect(reviewPartOf(row('pass', 'in_progress'))).toBe('open');
  expect(reviewPartOf(row('fail', 'approved'))).toBe('approved');
  expect(reviewPartOf(row('fail', 'approved', true))).toBe('by_author');
  expect(reviewPartOf(row('untested', 'open'))).toBeUndefined();
  expect(reviewPartOf(row('stale', 'returned'))).toBeUndefined();
  expect(reviewPartOf({ ...row('pass', 'open'), required: false })).toBeUndefined();
});

test('what is still open before a report goes out is said in words, and nothing where nothing is', () => {
  const review = { approved: 0, by_author: 0, submitted: 2, returned: 0, open: 0 };
  const of = (required: number, more: Partial<ReviewCounts>) =>
    [{ progress: { ...NONE, required, pass: 98 }, review: { ...review, ...more } }] as BoardPlatform[];
  const none = { ready: true, reasons: [], sign_offs: 0, sign_offs_outdated: 0 };
  expect(stillOpen({ ...none, platforms: of(100, {}) }, null)).toEqual([
    '2 required units have no answer that stands',
    '2 results wait for a second person',
    'nobody has signed off',
  ]);
  expect(stillOpen({ ...none, platforms: of(98, { submitted: 0 }), sign_offs: 1 }, null)).toEqual([]);
});

test('the gate says itself why it is closed, and what it says is not said again', () => {
  const reasons = [reason('control_fails', 3, 'controls'), reason('undecided', 1), reason('stale', 1)];
  expect(gateReasons({ ready: false, reasons })).toEqual([
    '3 required controls fail',
    '1 required unit untested',
    '1 answer stale',
  ]);
  expect(gateReasons({ ready: true, reasons: [] })).toEqual([]);
  const platforms = [{ progress: { ...NONE, pass: 98 }, review: { submitted: 0, returned: 0 } }] as BoardPlatform[];
  const of = { ready: false, reasons, platforms, sign_offs: 1, sign_offs_outdated: 0 };
  expect(stillOpen(of, { outdated: true })).toEqual(['the release decision is outdated']);
  // A gate that does not ask for all of it names only a part.
  expect(stillOpen({ ...of, reasons: [reason('stale', 1)] }, { outdated: false })).toEqual([
    '2 required units have no answer that stands',
  ]);
});

test('what nobody is to do is what is open and nobody has, by build', () => {
  const one = release('One');
  const on = (id: string, open: number) =>
    ({ platform: 'android', build: { id }, progress: { ...NONE, pass: 100 - open } }) as BoardPlatform;
  one.assessments[0]!.platforms = [on('few', 2), on('none', 5), on('many', 90), on('done', 0)];
  const work = (build: string, assigned: number) => ({ assessment: 'a', build, assigned }) as BoardWork;
  const people = [
    { member: 'm', name: 'Mira', work: [work('many', 20), work('none', 3), work('done', 0)] },
    { member: 'j', name: 'Jo', work: [work('many', 10), work('none', 2)] },
  ];
  const told = (all: BoardPerson[]) => unassigned([one], all).map(({ build, count }) => [build, count]);
  expect(told(people)).toEqual([
    ['many', 60],
    ['few', 2],
  ]);
  expect(told([])[0]).toEqual(['many', 90]);
  expect(unassigned([one], [])[0]).toMatchObject({ label: 'One 1.0', assessment: 'a', platform: 'android' });
});

test('profiles are named where a release has several assessments', () => {
  const one = release('One');
  const two = release('Two');
  const [first] = two.assessments;
  two.assessments = [
    { ...first!, assessment: 'b', profile: 'L1' },
    { ...first!, assessment: 'c', profile: 'fintech' },
  ];
  expect([...profilesToName([one, two], () => undefined)]).toEqual([
    ['b', 'L1'],
    ['c', 'fintech'],
  ]);
});

test('the review says what waits, worst first, and leaves out what is not there', () => {
  const parts = reviewParts({ approved: 17, by_author: 0, submitted: 6, returned: 4, open: 82 });
  expect(parts.map((part) => part.words)).toEqual([
    '4 returned',
    '6 waiting for a second person',
    '82 not handed in',
    '17 approved by a second person',
  ]);
});

test('what is open is spread over the days that are left', () => {
  const one = release('One', { due: due(4) });
  one.assessments[0]!.platforms = [
    {
      platform: 'android',
      build: {} as never,
      progress: NONE,
      verdicts: {} as never,
      accepted: 0,
      review: { approved: 0, by_author: 0, submitted: 0, returned: 0, open: 0 },
      since: null,
      trend: [],
    },
  ];
  expect(pace(one)).toEqual({ open: 100, perDay: 25 });
  expect(pace({ ...one, due: due(0) })).toBeUndefined();
});
