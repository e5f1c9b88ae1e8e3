//! In which role somebody signs off.

import type { SignOffRole, SignOffView } from '../../lib/api/types';

/** In the order in which work is signed off. */
export const ROLES: readonly SignOffRole[] = ['tester', 'reviewer', 'approver', 'customer'];

/** The role to begin with: that in which this member signed last, else the first in which nobody did. */
export function likelyRole(
  signed: readonly Pick<SignOffView, 'role' | 'given' | 'withdrawn'>[],
  me: string | undefined,
): SignOffRole {
  const own = signed.filter((one) => one.given.member === me);
  const last = own.toSorted((one, other) => other.given.at.localeCompare(one.given.at))[0];
  if (last) return last.role;
  const taken = new Set(signed.filter((one) => !one.withdrawn).map((one) => one.role));
  return ROLES.find((role) => !taken.has(role)) ?? 'customer';
}
