//! Note snippets as text: placeholders such as `{app}` that are filled in when a snippet is inserted, and blanks such as
//! `{{what was seen}}` that a person fills in.

export interface Snippet {
  /** What is typed after the semicolon: letters, digits and hyphens. */
  name: string;
  text: string;
}

/** What placeholders stand for. One without a value stays as it is. */
export type Filling = Partial<Record<'app' | 'version' | 'build' | 'test' | 'control' | 'tester' | 'date', string>>;

const PLACEHOLDER = /(?<!\{)\{([a-z]+)\}(?!\})/g;
const BLANK = /\{\{([^{}\n]{1,80})\}\}/g;

/** The names that a placeholder can have. */
export const PLACEHOLDERS = ['app', 'version', 'build', 'test', 'control', 'tester', 'date'] as const;

export function fill(text: string, filling: Filling): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => filling[name as keyof Filling] ?? whole);
}

/** A blank in a text. */
export interface Blank {
  start: number;
  end: number;
  asks: string;
}

export function blanks(text: string): Blank[] {
  return [...text.matchAll(BLANK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    asks: match[1] ?? '',
  }));
}

/** The blank that Tab goes to from a selection; the one before it with Shift. */
export function nextBlank(text: string, from: { start: number; end: number }, back = false): Blank | undefined {
  const all = blanks(text);
  if (back) return all.findLast((blank) => blank.end <= from.start);
  return all.find((blank) => blank.start >= from.end || (blank.start >= from.start && blank.end > from.end));
}

/** What is being typed as the name of a snippet: where its semicolon stands, and the letters so far. */
export function typedName(text: string, caret: number): { start: number; name: string } | undefined {
  const found = /(?:^|\s);([\p{L}\p{N}-]*)$/u.exec(text.slice(0, caret));
  return found ? { start: caret - (found[1] ?? '').length - 1, name: found[1] ?? '' } : undefined;
}

/** Snippets whose name begins so; the one of exactly that name first. */
export function named(snippets: readonly Snippet[], name: string): Snippet[] {
  const wanted = name.toLowerCase();
  const found = snippets.filter((one) => one.name.toLowerCase().startsWith(wanted));
  return found.sort((one, other) => Number(other.name === wanted) - Number(one.name === wanted));
}

/** A name as it can be typed after a semicolon. */
export function tidyName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}
