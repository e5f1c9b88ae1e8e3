//! What a release gate can ask for, and how files spell it.

import type { FindingSeverity, Gate, GateRule, ProfileItem } from '../../lib/api/types';

/** In the order in which the program names them. */
export const GATE_RULES: readonly GateRule[] = [
  'decided',
  'no-failed-required',
  'evidence',
  'expected-evidence',
  'approved',
  'nothing-disputed',
  'nothing-stale',
  'nothing-inconclusive',
];
/** The levels that open findings can have to be below. */
export const GATE_LEVELS: readonly FindingSeverity[] = ['low', 'medium', 'high', 'critical'];

/** What holds where a profile says nothing of its own: plain MAS levels. */
export const USUAL_GATE: Gate = {
  require: ['decided', 'no-failed-required', 'nothing-disputed', 'nothing-stale', 'nothing-inconclusive'],
  findings_below: 'high',
  not_waivable: [],
};

/** As files spell an item. */
export function itemName(item: ProfileItem): string {
  return item.kind === 'weakness' ? `${item.id.id}@${item.id.scheme}` : item.id;
}
