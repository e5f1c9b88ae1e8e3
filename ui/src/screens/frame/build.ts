//! Which build is opened where none is named.

import type { BuildView } from '../../lib/api/types';

/** The newest release or store-signed build of the first platform that has one, else the newest of any variant. */
export function buildOfRecord(builds: readonly BuildView[]): BuildView | undefined {
  const [first] = builds.filter(isRelease);
  const wanted = first?.facts.platform;
  return builds.findLast((build) => isRelease(build) && build.facts.platform === wanted) ?? builds.at(-1);
}

function isRelease(build: BuildView): boolean {
  return build.facts.variant === 'release' || build.facts.variant === 'store_signed';
}
