//! Levels of the MAS profiles as a user combines them.

import type { Level } from '../../lib/api/types';

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
