//! Levels of the MAS profiles as a user combines them.

import type { AppView, Level } from '../../lib/api/types';

/** A choice under way: one security level or none, and what is added to it. */
export interface LevelChoice {
  base: 'L1' | 'L2' | null;
  resilience: boolean;
  privacy: boolean;
}

/** The canonical id, such as `L2+R+P`; null where nothing that stands by itself is chosen. */
export function profileId({ base, resilience, privacy }: LevelChoice): string | null {
  const levels: Level[] = [];
  if (base) levels.push(base);
  // Resilience adds to a security level and never stands alone.
  if (resilience && base) levels.push('R');
  if (privacy) levels.push('P');
  return levels.length ? levels.join('+') : null;
}

/** The levels of a canonical id; null where it is another profile's. */
export function choiceOf(profile: string): LevelChoice | null {
  const levels = profile.split('+');
  const base = levels.includes('L2') ? 'L2' : levels.includes('L1') ? 'L1' : null;
  const choice: LevelChoice = { base, resilience: levels.includes('R'), privacy: levels.includes('P') };
  return profileId(choice) === profile ? choice : null;
}

/**
 * What a new assessment of a release begins with: the profile of the app's newest assessment, for the next release is
 * measured as the one before. Where the release has one by it already, and where there is none, level 2.
 */
export function usualProfile(app: AppView | undefined, release: string): string {
  const all = app?.releases.flatMap((one) => one.assessments) ?? [];
  const newest = all.toSorted((one, other) => other.opened.at.localeCompare(one.opened.at))[0]?.profile;
  const has = all.some((one) => one.release === release && one.profile === newest);
  return newest && !has ? newest : 'L2';
}
