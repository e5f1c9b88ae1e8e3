import { expect, it } from 'vitest';
import { profileId } from './levels';

it('names a combination in the order of the levels', () => {
  expect(profileId({ base: 'L2', resilience: true, privacy: true })).toBe('L2+R+P');
  expect(profileId({ base: null, resilience: false, privacy: true })).toBe('P');
});

it('never lets resilience stand alone', () => {
  expect(profileId({ base: null, resilience: true, privacy: false })).toBeNull();
  expect(profileId({ base: null, resilience: true, privacy: true })).toBe('P');
});
