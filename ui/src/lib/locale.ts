//! In which language the interface speaks, and as which region it writes numbers and dates: English as it is written where
//! the system is. Names of months in another language than the sentence around them would help nobody.

/** English with the system's region: `en-DE` where the system says `de` or `de-DE`. */
export function localeFor(system: string | undefined): string {
  try {
    const region = system ? new Intl.Locale(system).maximize().region : undefined;
    return region ? `en-${region}` : 'en';
  } catch {
    return 'en';
  }
}

export const locale = localeFor(globalThis.navigator?.language);

/** How numbers and days are written here, for the program: it puts them into its sentences. */
export function writingOf(tag: string) {
  const parts = new Intl.NumberFormat(tag).formatToParts(123_456_789_012);
  const groups = parts.filter((part) => part.type === 'integer').map((part) => part.value.length);
  const write = new Intl.DateTimeFormat(tag, DAY_ALONE);
  const days = Array.from({ length: 12 }, (_, month) => {
    const written = write.formatToParts(new Date(Date.UTC(2026, month, 5)));
    return written
      .map(({ type, value }) =>
        type === 'day' ? (value.length > 1 ? '{day2}' : '{day}') : type === 'year' ? '{year}' : value,
      )
      .join('');
  });
  return {
    separator: parts.find((part) => part.type === 'group')?.value ?? '',
    primary: groups.at(-1) ?? 3,
    secondary: groups.at(-2) ?? groups.at(-1) ?? 3,
    days,
  };
}

/** Days without a time are nobody's time zone. */
export const DAY_ALONE = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;

const numbers = new Intl.NumberFormat(locale);

/** A number as people write it. */
export function number(value: number): string {
  return numbers.format(value);
}
