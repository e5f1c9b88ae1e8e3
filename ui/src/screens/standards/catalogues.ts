//! How versions of a standard are put side by side and named.

import type { Counts, Era, PageKind, StandardView } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import { short } from '../../lib/text/format';

/** MASVS, MASWE and MASTG in this order, each with its versions, the oldest first. */
export function byStandard(catalogues: readonly StandardView[]): { name: string; versions: StandardView[] }[] {
  const order = ['MASVS', 'MASWE', 'MASTG'];
  const names = [...new Set(catalogues.map((one) => one.name))];
  names.sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return names.map((name) => ({
    name,
    versions: catalogues
      .filter((one) => one.name === name)
      .sort(
        (one, other) =>
          generation(one) - generation(other) ||
          compareVersions(one.version, other.version) ||
          Number(one.shipped) - Number(other.shipped),
      ),
  }));
}

const ERAS: readonly Era[] = [
  'masvs1',
  'masvs2',
  'maswe-beta',
  'maswe1',
  'mastg-chapters',
  'mastg-v1',
  'mastg-tests-beta',
  'mastg-remapped',
  'mastg-maswe-list',
  'mastg-inherited',
];
const generation = (catalogue: StandardView) => ERAS.indexOf(catalogue.era);

/** Versions by their numbers: 1.10 comes after 1.9, and what goes on after the same numbers comes later. */
export function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** `2.0.0, 80ce89172e`: enough to tell two readings of one version apart. */
export function versionName(catalogue: Pick<StandardView, 'version' | 'commit' | 'digest'>): string {
  const from = catalogue.commit ? short(catalogue.commit, 10) : short(catalogue.digest, 10);
  return `${catalogue.version} (${from})`;
}

/** The generation that a version belongs to, in words. */
export function eraOf(catalogue: StandardView): string {
  return t(`era.${catalogue.era}`);
}

/** The facts that a matrix has a row for. */
const COUNTED = ['groups', 'controls', 'weaknesses', 'live_tests', 'placeholder_tests', 'deprecated_tests'] as const;

/** Rows of counts: those kinds that any of the versions has, in one order. */
export function countRows(all: readonly Counts[]): { key: string; label: string; values: number[] }[] {
  const rows = COUNTED.map((key) => ({
    key: key as string,
    label: t(`counts.${key}`),
    values: all.map((counts) => counts[key]),
  }));
  const kinds = [...new Set(all.flatMap((counts) => Object.keys(counts.pages) as PageKind[]))].sort();
  for (const kind of kinds) {
    rows.push({
      key: kind,
      label: t(`counts.page_${kind}` as MessageKey),
      values: all.map((counts) => counts.pages[kind] ?? 0),
    });
  }
  return rows.filter((row) => row.values.some((value) => value > 0));
}
