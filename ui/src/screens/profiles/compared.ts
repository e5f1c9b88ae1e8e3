//! What two profiles set beside their lists, and where they differ in it: a row each, with what each side says.

import type { FindingSeverity, ProfileComparison } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import { spelled } from './plan';

export interface Setting {
  key: string;
  what: string;
  of?: string;
  a: string;
  b: string;
  whyA?: string;
  whyB?: string;
}

/** The rules of a gate that name a level of findings: one of each side at most. */
const LEVEL = 'findings-below-';

export function settingsOf({ parameters, gate, sayings }: Pick<ProfileComparison, 'parameters' | 'gate' | 'sayings'>) {
  const levels = gate.filter((one) => one.rule.startsWith(LEVEL));
  const level = (side: 'a' | 'b') => levels.find((one) => one[side])?.rule.slice(LEVEL.length);
  const settings: Setting[] = parameters.map((one) => ({
    key: one.id,
    what: one.title,
    of: one.id,
    a: value(one.a, one.unit),
    b: value(one.b, one.unit),
    whyA: one.because_a,
    whyB: one.because_b,
  }));
  if (levels.length)
    settings.push({
      key: 'gate findings',
      what: t('profiles.gate_findings'),
      a: below(level('a')),
      b: below(level('b')),
    });
  for (const one of gate.filter((rule) => !levels.includes(rule)))
    settings.push({
      key: `gate ${one.rule}`,
      what: t('profiles.gate_rule', { rule: ruleWords(one.rule) }),
      a: yes(one.a),
      b: yes(one.b),
    });
  for (const one of sayings)
    settings.push({
      key: `${one.kind} ${one.words} ${one.items.join()}`,
      what: t(`profiles.saying_${one.kind}`, { words: one.words }),
      of: one.items.join(', '),
      a: said(one.a),
      b: said(one.b),
    });
  return settings;
}

/** A rule's word; those with a value keep theirs. */
function ruleWords(word: string): string {
  if (word === 'four-eyes') return t('profiles.four_eyes');
  const key = `gate.${word}` as MessageKey;
  const name = t(key);
  return name === key ? spelled(word) : name;
}

const value = (number: number | null, unit: string) => (number === null ? t('profiles.not_set') : `${number} ${unit}`);
const below = (level: string | undefined) =>
  level === undefined ? t('profiles.not_asked') : t(`severity.${level as FindingSeverity}`);
const said = (line: { document: string; line: number } | null) =>
  line ? t('profiles.line', { document: line.document, line: line.line }) : t('profiles.no');
const yes = (has: boolean) => (has ? t('profiles.yes') : t('profiles.no'));
