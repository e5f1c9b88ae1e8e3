//! The findings that units of a checklist showed: a row marks them, and the pane leads to them.

import { call } from '../../lib/api/commands';
import type { FindingRow } from '../../lib/api/types';
import { session } from '../../lib/state/session.svelte';
import type { ChecklistState } from './checklist.svelte';

export class Found {
  readonly list: ChecklistState;
  /** By unit, in the order of the findings: what is open first, the worst first. */
  byUnit = $state.raw<ReadonlyMap<string, readonly FindingRow[]>>(new Map());

  constructor(list: ChecklistState) {
    this.list = list;
  }

  /** Reads them anew. Without them the checklist is whole: a failure leaves what was known. */
  async load(): Promise<void> {
    const { assessment } = this.list;
    const rows = await call('findings_list', { scope: { kind: 'assessment', id: assessment } }).catch(() => undefined);
    const { moved_from = [] } = session.find(assessment)?.assessment ?? {};
    if (rows) this.byUnit = byUnit(rows, [assessment, ...moved_from]);
  }

  of(unit: string): readonly FindingRow[] {
    return this.byUnit.get(unit) ?? [];
  }
}

/**
 * Findings by the units that showed them, in an assessment or in those that it was moved from; what was withdrawn is none.
 */
export function byUnit(rows: readonly FindingRow[], assessments: readonly string[]): Map<string, FindingRow[]> {
  const found = new Map<string, FindingRow[]>();
  for (const row of rows) {
    if (row.state === 'withdrawn') continue;
    const places = row.builds
      .flatMap((build) => build.places)
      .filter((place) => assessments.includes(place.assessment));
    for (const unit of new Set(places.map((place) => place.unit))) found.set(unit, [...(found.get(unit) ?? []), row]);
  }
  return found;
}

const kept = new WeakMap<ChecklistState, Found>();

/** What belongs to a checklist, kept as long as that is. */
export function foundOf(list: ChecklistState): Found {
  const known = kept.get(list) ?? new Found(list);
  kept.set(list, known);
  return known;
}
