//! Which accepted risks bear on a verdict: those over the control, over its units, and over findings that these showed.

import type { FindingRow, VerdictView, WaiverView } from '../../lib/api/types';

/** The waivers that bear on a failed verdict, those that count first. */
export function accepting(
  verdict: VerdictView,
  waivers: readonly WaiverView[],
  findings: readonly FindingRow[],
): WaiverView[] {
  if (verdict.verdict !== 'fail') return [];
  const failed = failedUnits(verdict);
  const showing = new Set(
    findings
      .filter((finding) =>
        finding.builds.some(
          (on) => on.platform === verdict.platform && on.places.some((place) => failed.has(place.unit)),
        ),
      )
      .map((finding) => finding.id),
  );
  const bears = ({ over, standing }: WaiverView) => {
    if (standing === 'withdrawn') return false;
    if (over.kind === 'finding') return showing.has(over.finding);
    if (over.platform !== verdict.platform) return false;
    return over.kind === 'control' ? over.control === verdict.control : failed.has(over.unit);
  };
  const counts = (waiver: WaiverView) => Number(waiver.standing === 'in_force');
  return waivers.filter(bears).sort((one, other) => counts(other) - counts(one));
}

/** Until when the whole failure is accepted, as the gate counts it: by a waiver over the control, or over all that failed. */
export function acceptedUntil(
  verdict: VerdictView,
  waivers: readonly WaiverView[],
  findings: readonly FindingRow[],
): string | undefined {
  const counting = accepting(verdict, waivers, findings).filter((waiver) => waiver.standing === 'in_force');
  const latest = (found: WaiverView[]) =>
    found
      .map((waiver) => waiver.until)
      .sort()
      .at(-1);
  const whole = latest(counting.filter(({ over }) => over.kind === 'control'));
  if (whole) return whole;
  const days = [...failedUnits(verdict)].map((unit) => {
    const own = latest(counting.filter(({ over }) => over.kind === 'unit' && over.unit === unit));
    if (own) return own;
    const shown = findings.filter(
      (finding) =>
        (finding.state === 'open' || finding.state === 'waived') &&
        finding.builds.some((on) => on.platform === verdict.platform && on.places.some((place) => place.unit === unit)),
    );
    const each = shown.map((finding) =>
      latest(counting.filter(({ over }) => over.kind === 'finding' && over.finding === finding.id)),
    );
    return each.length && each.every(Boolean) ? each.sort()[0] : undefined;
  });
  return days.length && days.every(Boolean) ? days.sort()[0] : undefined;
}

function failedUnits(verdict: VerdictView): Set<string> {
  const units = verdict.weaknesses.flatMap((weakness) => weakness.units);
  return new Set(units.filter((unit) => unit.state === 'fail').map((unit) => unit.unit));
}
