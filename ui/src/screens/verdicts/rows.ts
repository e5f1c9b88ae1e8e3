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
  const asked = verdicts.length - count('out_of_scope');
  const held = (['fail', 'untested', 'inconclusive'] as const).some((verdict) => count(verdict) > 0);
  if (!held) return t('verdicts.all_good', { count: asked });
  // All of them, so that the numbers add up.
  const parts = (['fail', 'untested', 'inconclusive', 'not_applicable', 'pass'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => t(`verdicts.count_${verdict}`, { count: count(verdict) }));
  return t('verdicts.some_open', { parts: parts.join(', '), asked });
}

/**
 * What an assessor may conclude: only worse than what the rule gives. The one exception: where nothing but failures that
 * are secondary here made it inconclusive, each of the three answers the question that they raised.
 */
export function conclusions({ computed, to_conclude }: VerdictView): Verdict[] {
  if (to_conclude) return ['pass', 'inconclusive', 'fail'];
  switch (computed) {
    case 'pass':
    case 'not_applicable':
      return ['inconclusive', 'fail'];
    case 'inconclusive':
    case 'untested':
      return ['fail'];
    default:
      return [];
  }
}

/** A weakness without its numbering: `maswe-1/MASWE-0001` says no more to a reader. */
export function plainName(weakness: string): string {
  return weakness.replace(/^[^/]+\//, '');
}
