//! The verdicts of several platforms side by side.

import type { Platform, PlatformVerdicts, Verdict, VerdictView } from '../../lib/api/types';
import { t } from '../../lib/i18n';

export interface ControlVerdicts {
  control: string;
  group: string;
  summary: string;
  on: Partial<Record<Platform, VerdictView>>;
}

/** One row a control, in the order of the first platform; what is out of scope everywhere is left out. */
export function controlRows(platforms: readonly PlatformVerdicts[]): ControlVerdicts[] {
  const rows = new Map<string, ControlVerdicts>();
  for (const { platform, verdicts } of platforms) {
    for (const verdict of verdicts) {
      const { control, summary } = verdict;
      const row = rows.get(control) ?? { control, group: control.replace(/-\d+$/, ''), summary, on: {} };
      row.on[platform] = verdict;
      rows.set(control, row);
    }
  }
  return [...rows.values()].filter((row) => Object.values(row.on).some((one) => one.verdict !== 'out_of_scope'));
}

/** A platform in a sentence. */
export function readiness({ verdicts }: PlatformVerdicts): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const count = (verdict: Verdict) => counts.get(verdict) ?? 0;
  const parts = (['fail', 'untested', 'inconclusive'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => t(`verdicts.count_${verdict}`, { count: count(verdict) }));
  const asked = verdicts.length - count('out_of_scope');
  if (!parts.length) return t('verdicts.all_good', { count: asked });
  return t('verdicts.some_open', { parts: parts.join(', '), pass: count('pass'), asked });
}

/**
 * What an assessor may conclude: only worse than what the rule gives. The one exception: where nothing but failures that
 * are secondary here made it inconclusive, concluding *pass* answers the question that they raised.
 */
export function conclusions({ computed, secondary_failures, weaknesses }: VerdictView): Verdict[] {
  switch (computed) {
    case 'pass':
    case 'not_applicable':
      return ['inconclusive', 'fail'];
    case 'inconclusive': {
      const own = weaknesses.some((weakness) => weakness.verdict === 'inconclusive');
      return secondary_failures.length && !own ? ['pass', 'fail'] : ['fail'];
    }
    case 'untested':
      return ['fail'];
    default:
      return [];
  }
}
