//! Which rows are selected while a range grows and shrinks.

/** The keys from one row to another, both included, in the order of the list. */
export function range(keys: readonly string[], from: string, to: string): string[] {
  const [start, end] = [keys.indexOf(from), keys.indexOf(to)].sort((one, other) => one - other);
  if (start === undefined || end === undefined || start < 0) return [];
  return keys.slice(start, end + 1);
}

/** A range that goes on from where it began: what was selected before stays, whatever the range does. */
export interface Growing {
  anchor: string;
  before: ReadonlySet<string>;
}

export function grown(keys: readonly string[], growing: Growing, to: string): Set<string> {
  return new Set([...growing.before, ...range(keys, growing.anchor, to)]);
}
