import { expect, it } from 'vitest';
import type { SignOffRole, Stamp } from '../../lib/api/types';
import { likelyRole } from './roles';

const signed = (role: SignOffRole, member: string, at: string, withdrawn = false) => ({
  role,
  given: { member, at } as Stamp,
  withdrawn: withdrawn ? ({ member, at } as Stamp) : null,
});

it('begins with the role in which one signed last, else with the first that nobody has', () => {
  expect(likelyRole([], 'mira')).toBe('tester');
  const tested = signed('tester', 'mira', '2026-11-01T10:00:00Z');
  expect(likelyRole([tested], 'jonas')).toBe('reviewer');
  expect(likelyRole([tested], 'mira')).toBe('tester');
  expect(likelyRole([{ ...tested, withdrawn: tested.given }], 'jonas')).toBe('tester');
  const later = signed('approver', 'mira', '2026-11-02T10:00:00Z');
  expect(likelyRole([tested, later], 'mira')).toBe('approver');
  expect(likelyRole([later, tested], 'mira')).toBe('approver');
});
