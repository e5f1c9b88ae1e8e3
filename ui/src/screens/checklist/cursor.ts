//! Where the cursor goes.

import type { UnitRow } from '../../lib/api/types';
import type { RowLookup } from './rows';

/** The key `by` rows further, held at the ends. */
export function step(keys: readonly string[], from: string | null, by: number): string | null {
  if (!keys.length) return null;
  const at = from === null ? -1 : keys.indexOf(from);
  if (at < 0) return (by > 0 ? keys[0] : keys.at(-1)) ?? null;
  return keys[Math.min(keys.length - 1, Math.max(0, at + by))] ?? null;
}

/** Whether a row waits for an answer. Disputed ones wait for an adjudication instead. */
export function waits(row: UnitRow): boolean {
  return row.state === 'untested' || row.state === 'stale';
}

/**
 * The next row that waits for an answer, after `from`, then from the top. Coming from a required row only required
 * ones count, as long as there are any: optional ones never hold up the work.
 */
export function nextUntested(keys: readonly string[], rows: RowLookup, from: string | null): string | null {
  const at = from === null ? -1 : keys.indexOf(from);
  const here = from === null ? undefined : rows.get(from);
  let first: string | null = null;
  for (let by = 1; by <= keys.length; by += 1) {
    const key = keys[(at + by) % keys.length];
    const row = key === undefined ? undefined : rows.get(key);
    if (key === undefined || !row || !waits(row) || row.unit === here?.unit) continue;
    if (row.required || (here && !here.required)) return key;
    first ??= key;
  }
  return first;
}
