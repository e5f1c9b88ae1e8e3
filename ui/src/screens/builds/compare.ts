//! Two builds beside each other: which can be compared, and what of the comparison is shown.

import type { AppView, BuildView, SincePart, UnitChange, UnitOnBuilds } from '../../lib/api/types';
import { t } from '../../lib/i18n';

/** A build with what it belongs to. */
export interface Known {
  app: AppView;
  release: string;
  build: BuildView;
}

/** Every build with its app, in the order in which they were added. */
export function knownBuilds(apps: readonly AppView[]): Known[] {
  const known = apps.flatMap((app) =>
    app.releases.flatMap((release) => release.builds.map((build) => ({ app, release: release.name, build }))),
  );
  return known.sort((a, b) => a.build.added.at.localeCompare(b.build.added.at));
}

/** The builds that one can be compared with: of the same app and platform. */
export function comparable(known: readonly Known[], one: Known | undefined): Known[] {
  if (!one) return [];
  return known.filter((it) => it.app.id === one.app.id && it.build.facts.platform === one.build.facts.platform);
}

/** What ships, or is what will ship: a debug build says little about either. */
const isRelease = ({ build }: Known) => build.facts.variant === 'release' || build.facts.variant === 'store_signed';

/**
 * The build that one is best compared with: that of record of the former version, else the last release build before it,
 * else the last one before it. The board compares with the same.
 */
export function formerOf(known: readonly Known[], later: Known | undefined): Known | undefined {
  if (!later) return undefined;
  const others = comparable(known, later).filter((it) => it.build.id !== later.build.id);
  // Releases come the newest first.
  const at = later.app.releases.findIndex((release) => release.id === later.build.release);
  for (const release of later.app.releases.slice(at + 1)) {
    const its = others.filter((it) => it.build.release === release.id);
    const ofRecord = its.findLast(isRelease) ?? its.at(-1);
    if (ofRecord) return ofRecord;
  }
  const before = others.filter((it) => it.build.added.at <= later.build.added.at);
  return before.findLast(isRelease) ?? before.at(-1);
}

/** The newest two builds that can be compared; the one before and the one after. */
export function newestPair(known: readonly Known[]): [Known, Known] | undefined {
  for (const later of known.toReversed()) {
    const former = formerOf(known, later);
    if (former) return [former, later];
  }
  return undefined;
}

/** The newest of some builds that has another to be compared with, else the newest. */
export function worthComparing(known: readonly Known[], builds: readonly BuildView[]): string | undefined {
  const newest = builds.toReversed();
  const found = newest.find((build) => {
    const one = known.find((it) => it.build.id === build.id);
    return comparable(known, one).length > 1;
  });
  return (found ?? newest[0])?.id;
}

/** The ways in which a unit can have changed, the worst first. */
export const CHANGES: readonly UnitChange[] = [
  'broken',
  'open',
  'changed',
  'mended',
  'decided',
  'added',
  'gone',
  'same',
];

/** Which units are shown: of one change, else all, else what changed. */
export function shownUnits(
  units: readonly UnitOnBuilds[],
  only: { changed: boolean; change: UnitChange | null },
): UnitOnBuilds[] {
  return units.filter((unit) => (only.change ? unit.change === only.change : !only.changed || unit.change !== 'same'));
}

/** What of the board's numbers counts controls, and what counts findings; the worst first. */
export const CONTROL_PARTS: readonly SincePart[] = ['broken', 'first_judged', 'still', 'mended'];
export const FINDING_PARTS: readonly SincePart[] = ['new_findings', 'fixed_findings'];

interface Counted {
  part: SincePart | null;
  changed: boolean;
}

/** The parts that there are in rows, as chips. */
export function partChips(rows: readonly Counted[], parts: readonly SincePart[]) {
  const chips = parts.map((value) => ({
    value,
    label: t(`builds.part_${value}`),
    count: rows.filter((row) => row.part === value).length,
  }));
  return chips.filter(({ count }) => count > 0);
}

/** Which rows are shown: of one part where it is one of theirs, else all, else what changed. */
export function shownRows<Row extends Counted>(
  rows: readonly Row[],
  only: { changed: boolean; part?: SincePart },
  parts: readonly SincePart[],
): Row[] {
  const { changed, part } = only;
  if (part && parts.includes(part)) return rows.filter((row) => row.part === part);
  return rows.filter((row) => row.changed || !changed);
}
