//! Which findings a list shows, and what a form begins with.

import type { FindingRow, FindingState, FindingText, Severity } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import { dayInWords } from '../../lib/text/format';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const STATES: readonly FindingState[] = ['open', 'waived', 'fixed', 'withdrawn'];

export interface Filter {
  states: readonly FindingState[];
  severities: readonly Severity[];
  owner: string;
  words: string;
  /** Only those that should have been fixed by now. */
  overdue: boolean;
}

export const NO_FILTER: Filter = { states: [], severities: [], owner: '', words: '', overdue: false };

export const NO_WORDS: FindingText = {
  title: '',
  description: '',
  steps: '',
  remedy: '',
  owner: '',
  due: null,
  ticket: null,
  cwe: [],
  vector: null,
};

export function titleOf(finding: Pick<FindingRow, 'text'>): string {
  return finding.text?.title ?? t('finding.redacted');
}

/** How long ago it was found. */
export function foundWords({ age_days: count }: Pick<FindingRow, 'age_days'>): string {
  return count ? t('finding.found', { count }) : t('finding.found_today');
}

/** The part of a unit's id that people know it by. */
export function unitLabel(unit: string): string {
  return unit.split(/[:/]/).at(-1) ?? unit;
}

/** What a filter leaves, in the order of the list. */
export function filtered(rows: readonly FindingRow[], filter: Filter): FindingRow[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.states.length && !filter.states.includes(row.state)) return false;
    if (filter.severities.length && !filter.severities.includes(row.severity)) return false;
    if (filter.overdue && !row.overdue) return false;
    if (filter.owner && row.text?.owner !== filter.owner) return false;
    const { title = '', description = '', owner = '', cwe = [] } = row.text ?? {};
    const units = row.builds.flatMap((build) => build.places.map((place) => place.unit));
    const all = [title, description, owner, ...cwe.map((one) => `cwe-${one}`), ...units].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Everyone who owns one of them. */
export function owners(rows: readonly FindingRow[]): string[] {
  const names = rows.map((row) => row.text?.owner ?? '').filter(Boolean);
  return [...new Set(names)].sort((one, other) => one.localeCompare(other));
}

/** The state in a sentence: fixed where, accepted until when. */
export function stateSentence(row: FindingRow): string {
  if (row.state === 'fixed') {
    const on = row.builds.filter((build) => row.fixed_on.includes(build.build));
    return t('finding.fixed_on', {
      builds: on.map((build) => `${t(`platform.${build.platform}`)} ${build.version}`).join(', '),
    });
  }
  const counts = row.waivers.find((waiver) => waiver.standing === 'in_force');
  if (row.state === 'waived' && counts) return t('finding.waived_until', { until: dayInWords(counts.until) });
  const over = row.waivers.find(
    ({ standing }) => standing === 'expired' || standing === 'outgrown' || standing === 'barred',
  );
  if (row.state === 'open' && over)
    return t(`finding.open_${over.standing}` as MessageKey, { until: dayInWords(over.until) });
  return t(`finding.state_${row.state}`);
}

/** Numbers as people write them: `CWE-532, 200`. */
export function cweOf(text: string): number[] {
  return [...new Set([...text.matchAll(/\d+/g)].map(([number]) => Number(number)))];
}
