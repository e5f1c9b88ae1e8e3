//! The pseudo-language: English with accents, longer by two fifths, in brackets. Whoever looks at a screen in it sees at
//! once what does not come from a message file, and what has no room for a longer language.

const ACCENTED: Record<string, string> = {
  a: 'á',
  c: 'ç',
  e: 'ë',
  i: 'ï',
  n: 'ñ',
  o: 'ö',
  s: 'š',
  u: 'ü',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  C: 'Ç',
  E: 'Ë',
  I: 'Ï',
  N: 'Ñ',
  O: 'Ö',
  S: 'Š',
  U: 'Ü',
};

export const OPEN = '⟦';
export const CLOSE = '⟧';

/** Words that make a text longer as German or Finnish would: long ones, with few places to break. */
const FILLING = ['lörem', 'ïpsumdölör', 'šit', 'amëtçöns', 'ëcteturadïp'];

/** A message in the pseudo-language; what stands in braces is filled in later and stays as it is. */
export function pseudo(message: string): string {
  let letters = 0;
  const accented = message.replaceAll(/(\{\w+\})|([^{]+)/g, (_, value: string | undefined, words: string) => {
    if (value) return value;
    letters += words.length;
    return words.replaceAll(/[A-Za-z]/g, (letter) => ACCENTED[letter] ?? letter);
  });
  let longer = accented;
  for (let at = 0, missing = Math.ceil(letters * 0.4) - 2; missing > 0; at += 1) {
    const word = FILLING[at % FILLING.length] ?? '';
    // A short label grows within its word; a sentence by words.
    const part = letters < 12 ? word.slice(0, missing) : ` ${word}`;
    longer += part;
    missing -= part.length;
  }
  return `${OPEN}${longer}${CLOSE}`;
}
