//! Where the cursor goes.

import type { UnitRow } from '../../lib/api/types';

type Rows = ReadonlyMap<string, UnitRow>;

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
export function nextUntested(keys: readonly string[], rows: Rows, from: string | null): string | null {
  const at = from === null ? -1 : keys.indexOf(from);
  const around = [...keys.slice(at + 1), ...keys.slice(0, Math.max(at, 0))];
  const here = from === null ? undefined : rows.get(from);
  const waiting = around.filter((key) => {
    const row = rows.get(key);
    return row !== undefined && waits(row) && row.unit !== here?.unit;
  });
  const required = waiting.find((key) => rows.get(key)?.required);
  if (here && !here.required) return waiting[0] ?? null;
  return required ?? waiting[0] ?? null;
}
