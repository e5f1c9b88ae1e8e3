import { expect, test } from 'vitest';
import { seenTo } from './conditions';

test('who sees to conditions, until when, and whether that day is over', () => {
  expect(seenTo({ by: '', due: null })).toBe('');
  expect(seenTo({ by: 'Ines Aalto', due: null })).toBe('Ines Aalto');
  expect(seenTo({ by: '', due: '2026-12-05' })).toMatch(/^until .*2026$/);
  expect(seenTo({ by: 'Ines Aalto', due: '2026-12-05', overdue: true })).toMatch(/^Ines Aalto, until .*2026, overdue$/);
});
