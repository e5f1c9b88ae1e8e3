import { expect, it } from 'vitest';
import type { AppView, SincePart, UnitOnBuilds } from '../../lib/api/types';
import {
  comparable,
  CONTROL_PARTS,
  formerOf,
  knownBuilds,
  newestPair,
  partChips,
  shownRows,
  shownUnits,
  worthComparing,
} from './compare';

function build(id: string, platform: 'android' | 'ios', at: string, release: string, variant = 'release') {
  return { id, release, facts: { platform, variant }, added: { at } };
}
const apps = [
  {
    id: 'one',
    releases: [
      {
        id: 'r2',
        name: '2',
        builds: [build('c', 'android', '2026-03-01', 'r2'), build('d', 'ios', '2026-03-02', 'r2')],
      },
      {
        id: 'r1',
        name: '1',
        builds: [build('a', 'android', '2026-01-01', 'r1'), build('b', 'android', '2026-02-01', 'r1')],
      },
    ],
  },
  { id: 'two', releases: [{ id: 'r1', name: '1', builds: [build('e', 'android', '2026-04-01', 'r1')] }] },
] as unknown as AppView[];

it('compares builds of one app on one platform, the newest pair first', () => {
  const known = knownBuilds(apps);
  expect(known.map((it) => it.build.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  const c = known.find((it) => it.build.id === 'c');
  expect(comparable(known, c).map((it) => it.build.id)).toEqual(['a', 'b', 'c']);
  expect(newestPair(known)?.map((it) => it.build.id)).toEqual(['b', 'c']);
  expect(newestPair(known.filter((it) => it.app.id === 'two'))).toBeUndefined();
});

it('compares with the build of record of the version before, else with the last release build', () => {
  const of = (id: string, ...releases: ReturnType<typeof build>[][]) => {
    const app = { id: 'app', releases: releases.map((builds, at) => ({ id: `r${at}`, name: `${at}`, builds })) };
    const known = knownBuilds([app] as unknown as AppView[]);
    return formerOf(
      known,
      known.find((it) => it.build.id === id),
    )?.build.id;
  };
  const former = [build('a', 'android', '2026-01-01', 'r1'), build('b', 'android', '2026-01-02', 'r1', 'debug')];
  const now = [build('c', 'android', '2026-03-01', 'r0', 'debug'), build('d', 'android', '2026-03-02', 'r0')];
  expect(of('d', now, former)).toBe('a');
  expect(of('d', now)).toBe('c');
  expect(of('d', [build('x', 'android', '2026-02-01', 'r0'), ...now])).toBe('x');
  expect(of('c', now)).toBeUndefined();
});

it('begins with a build of the release that can be compared, though the last one added can not', () => {
  const known = knownBuilds(apps);
  const builds = apps[0]!.releases[0]!.builds;
  expect(builds.at(-1)?.id).toBe('d');
  expect(worthComparing(known, builds)).toBe('c');
  expect(worthComparing(known, apps[1]!.releases[0]!.builds)).toBe('e');
});

it('shows what changed, all, or one kind of change', () => {
  const units = [{ change: 'same' }, { change: 'broken' }, { change: 'open' }] as UnitOnBuilds[];
  const of = (only: Parameters<typeof shownUnits>[1]) => shownUnits(units, only).map((unit) => unit.change);
  expect(of({ changed: true, change: null })).toEqual(['broken', 'open']);
  expect(of({ changed: false, change: null })).toEqual(['same', 'broken', 'open']);
  expect(of({ changed: true, change: 'same' })).toEqual(['same']);
});

it('shows what the board counts, whether it changed or not', () => {
  const rows = [
    { id: 1, part: 'still' as const, changed: false },
    { id: 2, part: 'broken' as const, changed: true },
    { id: 3, part: null, changed: true },
    { id: 4, part: null, changed: false },
  ];
  const of = (only: { changed: boolean; part?: SincePart }) =>
    shownRows(rows, only, CONTROL_PARTS).map((row) => row.id);
  expect(of({ changed: true, part: 'still' })).toEqual([1]);
  expect(of({ changed: true, part: 'new_findings' })).toEqual([2, 3]);
  expect(of({ changed: false })).toEqual([1, 2, 3, 4]);
  expect(partChips(rows, CONTROL_PARTS).map(({ value, count }) => [value, count])).toEqual([
    ['broken', 1],
    ['still', 1],
  ]);
});
