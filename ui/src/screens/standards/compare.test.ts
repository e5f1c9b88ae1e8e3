import { describe, expect, it } from 'vitest';
import type { Change, Problem, StandardView } from '../../lib/api/types';
import { byStandard } from './catalogues';
import { NO_CHANGE_FILTER, pageOf, selectChanges, tallyChanges } from './compare';
import { asLines, groupOdd } from './odd';

const change = (id: string, kind: Change['kind'], more: Partial<Change> = {}): Change => ({
  item: 'test',
  kind,
  from: kind === 'added' ? null : { id, title: `Title of ${id}` },
  to: kind === 'removed' ? null : { id, title: `Title of ${id}` },
  field: 'id',
  before: [],
  after: [],
  dangling: [],
  ...more,
});
const CHANGES = [
  change('MASTG-TEST-0001', 'added'),
  change('MASTG-TEST-0002', 'removed'),
  change('MASTG-TEST-0003', 'reprofiled', { field: 'profiles', before: ['L1'], after: ['L2'] }),
  change('MASTG-TECH-0001', 'added', { item: 'technique' }),
];

describe('a comparison', () => {
  it('is filtered by kind, item and words, those of the values included', () => {
    const ids = (part: Partial<typeof NO_CHANGE_FILTER>) =>
      selectChanges(CHANGES, { ...NO_CHANGE_FILTER, ...part }).map((one) => (one.to ?? one.from)?.id);
    expect(ids({ kinds: ['added'] })).toEqual(['MASTG-TEST-0001', 'MASTG-TECH-0001']);
    expect(ids({ kinds: ['added'], items: ['test'] })).toEqual(['MASTG-TEST-0001']);
    expect(ids({ text: 'title l2' })).toEqual(['MASTG-TEST-0003']);
  });
  it('counts for each chip what pressing it would show', () => {
    const { kinds, items } = tallyChanges(CHANGES, { ...NO_CHANGE_FILTER, kinds: ['added'], items: ['test'] });
    expect(Object.fromEntries(kinds)).toEqual({ added: 1, removed: 1, reprofiled: 1 });
    expect(Object.fromEntries(items)).toEqual({ test: 1, technique: 1 });
  });
  it('opens the page of a weakness by its id without the numbering', () => {
    expect(pageOf('maswe-beta/MASWE-0018')).toEqual({ id: 'MASWE-0018', scheme: 'maswe-beta' });
    expect(pageOf('MASTG-TEST-0001')).toEqual({ id: 'MASTG-TEST-0001' });
  });
});

it('puts versions in the order of their generation, then by number', () => {
  const version = (name: string, number: string, era: StandardView['era']) =>
    ({ name, version: number, era, shipped: false }) as StandardView;
  const all = [
    version('MASTG', '2.0.0', 'mastg-inherited'),
    version('MASTG', '1.10.0', 'mastg-v1'),
    version('MASTG', '1.9.0', 'mastg-v1'),
    version('MASVS', '2.1.0', 'masvs2'),
  ];
  expect(byStandard(all).map((one) => [one.name, one.versions.map((each) => each.version)])).toEqual([
    ['MASVS', ['2.1.0']],
    ['MASTG', ['1.9.0', '1.10.0', '2.0.0']],
  ]);
});

it('groups what a sync met by kind, the largest group first, with its places', () => {
  const problem = (path: string, line: number | null, code: Problem['code']): Problem => ({
    path,
    line,
    code,
    message: 'A sentence.',
  });
  const all = [problem('b.md', 2, 'bad-yaml'), problem('c10.md', 1, 'odd-id'), problem('c9.md', null, 'odd-id')];
  const groups = groupOdd(all);
  expect(groups.map((group) => [group.code, group.problems.length])).toEqual([
    ['odd-id', 2],
    ['bad-yaml', 1],
  ]);
  expect(asLines(groups)).toBe(
    'odd-id\tc9.md\tA sentence.\nodd-id\tc10.md:1\tA sentence.\nbad-yaml\tb.md:2\tA sentence.',
  );
  expect(groupOdd(all, 'B.MD:2').map((group) => group.code)).toEqual(['bad-yaml']);
});
