//! Android and iOS of one release beside each other: per control what counts under it on each.

import type { Platform, PlatformVerdicts, UnitPart, Verdict } from '../../lib/api/types';
import { controlRows } from './rows';

/** A weakness, or the control itself, with its units on each platform. */
export interface Pair {
  id: string | null;
  title: string;
  on: Partial<Record<Platform, { verdict: Verdict; units: UnitPart[] }>>;
  /** Whether what follows differs between the platforms. */
  differs: boolean;
  /** Platforms on which nobody began. */
  notBegun: Platform[];
}

export interface Beside {
  control: string;
  summary: string;
  verdicts: Partial<Record<Platform, Verdict>>;
  pairs: Pair[];
  differs: boolean;
}

/** The controls that any platform asks for, each with its weaknesses side by side. */
export function beside(platforms: readonly PlatformVerdicts[]): Beside[] {
  return controlRows(platforms).map((row) => {
    const pairs = new Map<string, Pair>();
    for (const { platform } of platforms) {
      for (const { id, title, verdict, units } of row.on[platform]?.weaknesses ?? []) {
        const pair = pairs.get(id ?? '') ?? { id, title, on: {}, differs: false, notBegun: [] };
        pair.on[platform] = { verdict, units };
        if (units.length && units.every((unit) => unit.state === 'untested')) pair.notBegun.push(platform);
        pairs.set(id ?? '', pair);
      }
    }
    const verdicts: Beside['verdicts'] = {};
    for (const { platform } of platforms) verdicts[platform] = row.on[platform]?.verdict;
    for (const pair of pairs.values()) pair.differs = varies(platforms.map((one) => pair.on[one.platform]?.verdict));
    return {
      control: row.control,
      summary: row.summary,
      verdicts,
      pairs: [...pairs.values()],
      differs: varies(platforms.map((one) => verdicts[one.platform])),
    };
  });
}

/** What no platform asks for differs from nothing, and what was not decided yet says nothing of a difference. */
function varies(verdicts: readonly (Verdict | undefined)[]): boolean {
  return new Set(verdicts.map((verdict) => verdict ?? 'out_of_scope').filter((it) => it !== 'untested')).size > 1;
}
