import { describe, expect, test } from 'vitest';
import type { BoardRelease, Progress, Reason, TrendPoint } from '../../lib/api/types';
import { arranged, changeWords, pace, placeOf, reasonWords, summary } from './board';

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
const reason = (code: Reason['code'], count: number, what: Reason['what'] = 'units'): Reason => ({
  code,
  what,
  count,
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
    expect(summary(all)).toBe('Of 3 releases, 1 may ship. One release is late.');
    expect(summary([late])).toBe('The one release may not ship yet. One release is late.');
    expect(summary([far, late])).toBe('None of 2 releases may ship yet. One release is late.');
  });
});

test('reasons read as the command line and the report write them', () => {
  expect(reasonWords({ code: 'control_fails' }, 2)).toBe('2 required controls fail');
  expect(reasonWords({ code: 'waiver_expired' }, 1)).toBe('1 waiver expired');
  expect(reasonWords({ code: 'no_build' }, 1)).toBe('there is no build to judge');
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
  const controls = reason('control_fails', 1, 'controls');
  expect(placeOf(controls, controls.parts[0]!, ['MASVS-AUTH-1'], 'a', 'app')).toMatchObject({
    tab: 'verdicts',
    controls: ['MASVS-AUTH-1'],
  });
  const findings = reason('finding_open', 2, 'findings');
  expect(placeOf(findings, findings.parts[0]!, ['one', 'two'], 'a', 'app')).toMatchObject({
    tab: 'findings',
    findings: ['one', 'two'],
  });
});

test('the trend in words', () => {
  const point = (code: string, decided: number, failed_controls: number): TrendPoint => ({
    build: code,
    version_name: '1.0',
    version_code: code,
    variant: 'release',
    progress: { ...NONE, pass: decided, untested: 100 - decided },
    failed_controls,
  });
  expect(changeWords([point('1', 10, 0)])).toBe('First build');
  expect(changeWords([point('1', 10, 3), point('2', 40, 1)])).toBe(
    '30 more decided than on 1.0 (1), 2 controls fewer fail.',
  );
  expect(changeWords([point('1', 40, 0), point('2', 40, 1)])).toBe(
    'As many decided as on 1.0 (1), one more control fails.',
  );
});

test('what is open is spread over the days that are left', () => {
  const one = release('One', { due: due(4) });
  one.assessments[0]!.platforms = [
    { platform: 'android', build: {} as never, progress: NONE, verdicts: {} as never, trend: [] },
  ];
  expect(pace(one)).toEqual({ open: 100, perDay: 25 });
  expect(pace({ ...one, due: due(0) })).toBeUndefined();
});
