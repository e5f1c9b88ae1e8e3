import { expect, it } from 'vitest';
import { DAY_ALONE, localeFor, writingOf } from './locale';

it('speaks English and writes numbers as the region does', () => {
  expect(localeFor('de-CH')).toBe('en-CH');
  expect(localeFor('de')).toBe('en-DE');
  expect(localeFor('en-US')).toBe('en-US');
  expect(localeFor(undefined)).toBe('en');
  expect(localeFor('not a locale')).toBe('en');
  expect(new Intl.NumberFormat(localeFor('de-DE')).format(1234.5)).toBe('1.234,5');
});

/** What the program makes of it, see `writing.rs` of the crate of messages. */
function written(tag: string, iso: string): string {
  const [year, month, day] = iso.split('-').map(String) as [string, string, string];
  const pattern = writingOf(tag).days[Number(month) - 1]!;
  return pattern
    .replace('{day2}', day)
    .replace('{day}', `${Number(day)}`)
    .replace('{year}', year);
}

it('tells the program how numbers and days are written here', () => {
  for (const tag of ['en', 'en-US', 'en-GB', 'en-DE', 'en-CH', 'en-IN', 'en-ZA', 'en-CA', 'en-SE', 'en-AU']) {
    for (const iso of ['2026-01-05', '2027-12-31', '2026-05-25']) {
      const own = new Intl.DateTimeFormat(tag, DAY_ALONE).format(new Date(`${iso}T00:00:00Z`));
      expect(written(tag, iso), tag).toBe(own);
    }
    const { separator, primary, secondary } = writingOf(tag);
    const own = new Intl.NumberFormat(tag).format(1234567);
    const parts = ['1234567'.slice(-primary)];
    for (let rest = '1234567'.slice(0, -primary); rest; rest = rest.slice(0, -secondary)) {
      parts.unshift(rest.slice(-secondary));
    }
    expect(parts.join(separator), tag).toBe(own);
  }
});
