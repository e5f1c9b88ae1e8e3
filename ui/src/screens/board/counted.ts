//! What a number of the board counts, by name. The board itself has numbers only: which things they count is asked when
//! somebody wants to see them.

import { call } from '../../lib/api/commands';
import type { BoardRelease, CountedItem, Platform, Reason, ReasonPart, UnitRow } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import type { Place } from '../../lib/state/navigation.svelte';
import { OPEN_STATES } from '../checklist/filter';
import { placeOf } from './board';

/** What is counted on one build, or of a release as a whole. */
export interface CountedGroup {
  /** `Android`. */
  label: string;
  items: readonly CountedItem[];
  /** Where all of it is shown, at one of its items where that is named. */
  place: (at?: string) => Place;
}

/** A row that is required and has no answer that stands. */
export const isOpen = (row: Pick<UnitRow, 'required' | 'state'>) => row.required && OPEN_STATES.includes(row.state);
/** A row that is required and has an answer that stands. */
export const isDecided = (row: Pick<UnitRow, 'required' | 'state'>) => row.required && !OPEN_STATES.includes(row.state);

/** The units of a build's checklist that are counted. */
export async function countedUnits(
  of: { assessment: string; build: string; label?: string },
  wanted: (row: UnitRow) => boolean,
): Promise<CountedGroup> {
  const { assessment, build, label = '' } = of;
  const { rows } = await call('checklist_show', { assessment, build });
  // A unit that several controls ask for is counted once.
  const units = new Map(rows.filter(wanted).map(({ unit, label, title }) => [unit, { id: unit, label, title }]));
  const ids = [...units.keys()];
  return {
    label,
    items: [...units.values()],
    place: (unit) => ({ screen: 'assessment', tab: 'checklist', assessment, build, units: ids, unit }),
  };
}

/** Required units of a release that are open, build by build; `named` says which assessment, where there are several. */
export async function openUnits(
  release: BoardRelease,
  named: (assessment: string) => string | undefined,
): Promise<CountedGroup[]> {
  const builds = release.assessments.flatMap(({ assessment, platforms }) =>
    platforms.map(({ platform, build }) => ({
      assessment,
      build: build.id,
      label: [t(`platform.${platform}`), named(assessment)].filter(Boolean).join(', '),
    })),
  );
  const groups = await Promise.all(builds.map((build) => countedUnits(build, isOpen)));
  return groups.filter((group) => group.items.length);
}

/**
 * What a reason of the gate counts, part by part. What holds back and what is accepted can have one code, and count other
 * things.
 */
export async function reasonGroups(
  reason: Pick<Reason, 'code' | 'what'>,
  of: { assessment: string; app: string; accepted: boolean },
  wanted: (part: Pick<ReasonPart, 'build'>) => boolean = () => true,
): Promise<CountedGroup[]> {
  const now = await call('assessment_readiness', { assessment: of.assessment });
  const same = (of.accepted ? now.waived : now.reasons).find((one) => one.code === reason.code);
  return (same?.parts ?? []).filter(wanted).map((part) => {
    const { items } = part.tally;
    const ids = items.map((item) => item.id);
    return {
      label: partName(part.platform),
      items,
      place: (at) => placeOf(reason, part, ids, of.assessment, of.app, at),
    };
  });
}

/** `Android`, or that it is about the whole release. */
export function partName(platform: Platform | null): string {
  return platform ? t(`platform.${platform}`) : t('board.whole_release');
}
