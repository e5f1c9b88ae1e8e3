import { expect, it } from 'vitest';
import type { Progress } from '../api/types';
import { t } from '../i18n';
import { dayInWords, localDays, percent } from './format';

const NONE: Progress = {
  required: 175,
  pass: 0,
  fail: 0,
  not_applicable: 0,
  inconclusive: 0,
  untested: 175,
  stale: 0,
  disputed: 0,
};
const share = (pass: number, required = 175) => percent({ ...NONE, required, pass });

it('says nothing only where nothing is decided, and all only where nothing is left', () => {
  expect(share(0)).toBe(0);
  expect(share(1)).toBe('under 1');
  expect(share(2)).toBe(1);
  expect(share(174)).toBe(99);
  expect(share(1999, 2000)).toBe(99);
  expect(share(175)).toBe(100);
  expect(t('status.decided', { share: share(1) })).toBe('under 1 % decided');
});

it('writes the days of a sentence as they are written here, and leaves names of files alone', () => {
  const day = dayInWords('2026-12-12');
  expect(day).not.toBe('2026-12-12');
  expect(localDays('The risk is accepted until 2026-12-12.')).toBe(`The risk is accepted until ${day}.`);
  expect(localDays('From 2026-12-12 until 2026-12-12, and not now')).toBe(`From ${day} until ${day}, and not now`);
  const names = 'report-2026-12-12.pdf, 2026-12-12.pdf and a/2026-12-12/b';
  expect(localDays(names)).toBe(names);
});
