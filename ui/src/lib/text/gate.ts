//! A release gate: what it can ask for, how files spell it, and the same in sentences.

import type { FindingSeverity, Gate, GateRule, ProfileItem } from '../api/types';
import { t } from '../i18n';

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

/** As files spell an item. */
export function itemName(item: ProfileItem): string {
  return item.kind === 'weakness' ? `${item.id.id}@${item.id.scheme}` : item.id;
}

/** What it asks for, a sentence each, in the order of the file. */
export function gateSentences({ require, findings_below, not_waivable }: Gate): string[] {
  return [
    ...require.map((rule) => t(`gate.${rule}`)),
    ...(findings_below ? [t('gate.findings_below', { severity: findings_below })] : []),
    ...(not_waivable.length ? [t('gate.not_waivable', { items: not_waivable.map(itemName).join(', ') })] : []),
  ];
}

/** What a gate can ask for. */
export interface Condition {
  key: string;
  words: string;
  asked: boolean;
}

/** Every condition that there is, and whether this gate asks for it. */
export function conditionsOf(gate: Pick<Gate, 'require' | 'findings_below'>): Condition[] {
  const { require, findings_below: severity } = gate;
  return [
    ...GATE_RULES.map((rule) => ({ key: rule, words: t(`gate.${rule}`), asked: require.includes(rule) })),
    {
      key: 'findings_below',
      words: severity ? t('gate.findings_below', { severity }) : t('gate.findings_any'),
      asked: severity !== null,
    },
  ];
}
