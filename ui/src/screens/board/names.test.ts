import { expect, it } from 'vitest';
import type { BoardRelease } from '../../lib/api/types';
import { dayInWords } from '../../lib/text/format';
import { conditionsOf } from '../../lib/text/gate';
import { assessmentNames } from './names';

it('names every condition, and says which are asked for', () => {
  const all = conditionsOf({ require: ['decided', 'approved'], findings_below: 'critical' });
  expect(all).toHaveLength(9);
  expect(all.filter((one) => one.asked).map((one) => one.words)).toEqual([
    'Every required unit has a result',
    'Every result was approved by a second person',
    'Open findings are below critical',
  ]);
  const level = conditionsOf({ require: [], findings_below: null }).at(-1);
  expect(level).toMatchObject({ asked: false, words: 'Open findings are below some severity' });
});

const of = (...profiles: string[]) =>
  ({ assessments: profiles.map((profile, at) => ({ assessment: `${at}`, profile })) }) as Pick<
    BoardRelease,
    'assessments'
  >;
const names = (release: Pick<BoardRelease, 'assessments'>, ...at: string[]) => [
  ...assessmentNames(release, (id) => at[Number(id)]).values(),
];

it('calls assessments by their profiles, and those of one profile by the day too', () => {
  expect(names(of('L1', 'fintech'))).toEqual(['L1', 'fintech']);
  expect(names(of('L1', 'fintech', 'fintech'), '', '2026-11-02T12:00:00Z', '2026-11-20T12:00:00Z')).toEqual([
    'L1',
    `fintech, opened ${dayInWords('2026-11-02')}`,
    `fintech, opened ${dayInWords('2026-11-20')}`,
  ]);
});

it('tells two of one day apart by the time, and says no day that it does not know', () => {
  const same = names(of('L1', 'L1'), '2026-11-02T12:00:00Z', '2026-11-02T12:30:00Z');
  expect(new Set(same).size).toBe(2);
  expect(same[0]).toMatch(/^L1, opened .*2026.*:00/);
  expect(names(of('L1', 'L1'))).toEqual(['L1', 'L1']);
});
