import { expect, it } from 'vitest';
import { localeFor } from './locale';

it('speaks English and writes numbers as the region does', () => {
  expect(localeFor('de-CH')).toBe('en-CH');
  expect(localeFor('de')).toBe('en-DE');
  expect(localeFor('en-US')).toBe('en-US');
  expect(localeFor(undefined)).toBe('en');
  expect(localeFor('not a locale')).toBe('en');
  expect(new Intl.NumberFormat(localeFor('de-DE')).format(1234.5)).toBe('1.234,5');
});
