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

const numbers = new Intl.NumberFormat(locale);

/** A number as people write it. */
export function number(value: number): string {
  return numbers.format(value);
}
