import { expect, it } from 'vitest';
import type { AppView } from '../../lib/api/types';
import { choiceOf, profileId, usualProfile } from './levels';

it('names a combination in the order of the levels', () => {
  expect(profileId({ base: 'L2', resilience: true, privacy: true })).toBe('L2+R+P');
  expect(profileId({ base: null, resilience: false, privacy: true })).toBe('P');
});

it('never lets resilience stand alone', () => {
  expect(profileId({ base: null, resilience: true, privacy: false })).toBeNull();
  expect(profileId({ base: null, resilience: true, privacy: true })).toBe('P');
});

it('reads a combination, and no other profile', () => {
  for (const id of ['L1', 'L2', 'L2+R', 'L2+R+P', 'P']) expect(profileId(choiceOf(id)!), id).toBe(id);
  expect(choiceOf('fintech')).toBeNull();
  expect(choiceOf('R')).toBeNull();
});

it('begins the next release with the profile of the newest assessment of the app', () => {
  const of = (release: string, ...profiles: [profile: string, day: string][]) => ({
    id: release,
    assessments: profiles.map(([profile, day]) => ({ release, profile, opened: { at: `2026-${day}T08:00:00Z` } })),
  });
  const app = (...releases: ReturnType<typeof of>[]) => ({ releases }) as unknown as AppView;
  const both = app(of('r2'), of('r1', ['L2', '03-01'], ['L2+R', '05-01'], ['fintech', '04-01']));
  expect(usualProfile(both, 'r2')).toBe('L2+R');
  expect(usualProfile(app(of('r2'), of('r1', ['fintech', '03-01'])), 'r2')).toBe('fintech');
  // A second one of the same kind is hardly meant.
  expect(usualProfile(both, 'r1')).toBe('L2');
  expect(usualProfile(app(of('r1')), 'r1')).toBe('L2');
  expect(usualProfile(undefined, 'r1')).toBe('L2');
});
