import { expect, it } from 'vitest';
import type { Person } from '../../lib/api/types';
import { people } from '../review/people.svelte';
import { subjectWords } from './subject';

it('names a member where the name is known, and never shows a path', () => {
  people.list = [{ member: 'f954e5ae-0000', name: 'Mira Kovač' } as Person];
  expect(subjectWords('member/f954e5ae-0000')).toBe('Mira Kovač');
  expect(subjectWords('member/0b1c2d3e4f-1111')).toMatch(/^Member 0b1c2d3e/);
});
