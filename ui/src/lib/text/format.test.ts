import { expect, it } from 'vitest';
import type { Progress } from '../api/types';
import { t } from '../i18n';
import { percent } from './format';

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
