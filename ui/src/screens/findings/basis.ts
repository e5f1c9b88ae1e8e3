//! The results that a retest of a finding may rest on: what is said now, on the build that was tested again, of the units
//! that showed it.

import { call } from '../../lib/api/commands';
import type { AppView, FindingRow, ResultCode, RetestOutcome, Stamp } from '../../lib/api/types';

/** A current result. */
export interface Basis {
  entry: string;
  label: string;
  result: ResultCode;
  stated: Stamp;
}

/** Where to look: each unit that showed the finding, in each assessment of the build's release. */
export function spots(finding: FindingRow, build: string, apps: readonly AppView[]) {
  const units = [...new Set(finding.builds.flatMap((one) => one.places.map((place) => place.unit)))];
  const releases = apps.flatMap((app) => app.releases);
  const release = releases.find((one) => one.builds.some((it) => it.id === build));
  return (release?.assessments ?? []).flatMap(({ id }) => units.map((unit) => ({ assessment: id, build, unit })));
}

/** What is said now at these places, newest first. An assessment that does not ask for a unit has nothing of it. */
export async function results(where: ReturnType<typeof spots>): Promise<Basis[]> {
  const asked = await Promise.all(where.map((spot) => call('unit_show', spot).catch(() => null)));
  const found = asked.flatMap((detail) =>
    (detail?.answers ?? []).map((answer) => ({
      entry: answer.stated.entry,
      label: detail?.rows[0]?.label ?? '',
      result: answer.result,
      stated: answer.stated,
    })),
  );
  // What builds share has one answer, whichever assessment shows it.
  const once = found.filter((one, index) => found.findIndex((it) => it.entry === one.entry) === index);
  return once.sort((one, other) => other.stated.at.localeCompare(one.stated.at));
}

/** The result of a test that says the same. */
const AGREES: Record<RetestOutcome, ResultCode> = { fixed: 'pass', still_there: 'fail' };

/** What a retest rests on until somebody chooses: the newest result, and the newest that agrees once the outcome is chosen. */
export function basisFor(offered: readonly Basis[], outcome: RetestOutcome | null): Basis | undefined {
  return outcome ? offered.find((one) => one.result === AGREES[outcome]) : offered[0];
}
