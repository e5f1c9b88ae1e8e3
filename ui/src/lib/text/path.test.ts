import { expect, it } from 'vitest';
import { isWhole } from './path';

it('tells a whole path from one below another folder', () => {
  expect(['/home/mira/reviews', ' /srv '].every((path) => isWhole(path, false))).toBe(true);
  expect(['rel/path', './here', '~/reviews', 'C:\\reviews', ''].some((path) => isWhole(path, false))).toBe(false);
  expect(['C:\\reviews', 'd:/reviews', '\\\\server\\share'].every((path) => isWhole(path, true))).toBe(true);
  expect(['rel\\path', 'C:reviews', '\\reviews', '/reviews', ''].some((path) => isWhole(path, true))).toBe(false);
});
