//! What the board shows, in which order, and where each number leads.

import type {
  AnswerState,
  AppView,
  BoardAssessment,
  BoardDecision,
  BoardPerson,
  BoardPlatform,
  BoardRelease,
  EndingWaiver,
  FindingRow,
  Platform,
  Reason,
  ReasonCode,
  ReasonPart,
  ReleaseView,
  ReviewCounts,
  SinceBuild,
  SincePart,
  TrendPoint,
  UnitRow,
} from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import type { Place } from '../../lib/state/navigation.svelte';
import { decided, percent } from '../../lib/text/format';
import { assessmentNames } from './names';

export type Sort = 'due' | 'readiness' | 'name';
export const SORTS: readonly Sort[] = ['due', 'readiness', 'name'];

const FAR = Number.MAX_SAFE_INTEGER;
const name = (release: BoardRelease) => `${release.app_name} ${release.release_name}`;

/** How many things hold a release back; one that nothing measures is furthest from ready. */
export function heldBack(release: BoardRelease): number {
  if (release.ready) return 0;
  const counts = release.assessments.flatMap((one) => one.reasons.map((reason) => reason.count));
  return counts.length ? counts.reduce((sum, count) => sum + count, 0) : FAR;
}

/** The releases to show, in order. Every word of the query has to occur in the names of app and release. */
export function arranged(releases: readonly BoardRelease[], query: string, sort: Sort): BoardRelease[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = releases.filter((release) => words.every((word) => name(release).toLowerCase().includes(word)));
  const byName = (a: BoardRelease, b: BoardRelease) => a.app_name.localeCompare(b.app_name);
  const byDue = (a: BoardRelease, b: BoardRelease) => (a.due?.days_left ?? FAR) - (b.due?.days_left ?? FAR);
  const order = {
    due: (a: BoardRelease, b: BoardRelease) => byDue(a, b) || byName(a, b),
    readiness: (a: BoardRelease, b: BoardRelease) => heldBack(a) - heldBack(b) || byDue(a, b) || byName(a, b),
    name: byName,
  }[sort];
  return found.toSorted(order);
}

/** What a number of the headline counts. */
export type Which = 'ready' | 'late' | 'soon' | 'outdated' | 'over';

/** Whether a release is of those that a number of the headline counts. */
export function isWhich(release: BoardRelease, which: Which): boolean {
  const left = release.due?.days_left;
  switch (which) {
    case 'ready':
      return release.ready;
    case 'late':
      return left !== undefined && left < 0;
    case 'soon':
      return left !== undefined && left >= 0 && left <= 7;
    case 'outdated':
      return release.decision?.outdated ?? false;
    // Somebody decided that it ships, and the gate says no: that is no less news than the gate's answer.
    case 'over':
      return !release.ready && (release.decision?.over_closed_gate ?? false);
  }
}

/** A part of the headline: its words, what stands between it and the next, and what its number counts. */
export interface SummaryPart {
  words: string;
  after: string;
  of?: Which;
}

/** The board in a sentence or two: of all, or of those that are shown. */
export function summary(releases: readonly BoardRelease[], narrowed = false): SummaryPart[] {
  const all = releases.length;
  if (narrowed && !all) return [{ words: t('board.no_match'), after: '' }];
  const which = (one: Which) => releases.filter((release) => isWhich(release, one));
  const [ready, late, soon] = [which('ready').length, which('late').length, which('soon').length];
  const [outdated, over] = [which('outdated'), which('over')];
  // Of the same decisions both is said at once: two would be looked for else.
  const same = outdated.length === over.length && outdated.every((one) => over.includes(one));
  const of = narrowed ? 'shown' : 'ready';
  const first =
    all === 1
      ? t(`board.${of}_one${ready ? '' : '_not'}`)
      : ready
        ? t(`board.${of}`, { count: ready, all })
        : t(`board.${of}_none`, { all });
  const told: [Which, string, number][] = [
    ['late', t('board.due_late', { count: late }), late],
    ['soon', t('board.due_soon', { count: soon }), soon],
    ['outdated', t(same ? 'board.outdated_over' : 'board.outdated', { count: outdated.length }), outdated.length],
    ['over', t('board.over_gate', { count: over.length }), same ? 0 : over.length],
  ];
  const rest = told.filter(([, , count]) => count).map(([of, words]) => ({ of, words }));
  return [
    { words: first, after: rest.length ? ' ' : '', of: ready ? 'ready' : undefined },
    ...rest.map(({ of, words }, at) => ({
      of,
      words: at ? words : words.charAt(0).toUpperCase() + words.slice(1),
      after: at < rest.length - 1 ? ', ' : '.',
    })),
  ];
}

/** A reason in words. */
export function reasonWords(reason: Pick<Reason, 'code' | 'level'>, count: number): string {
  const from = reason.level && t(`reason.from_${reason.level}` as MessageKey);
  return t(`reason.${reason.code}` as MessageKey, { count, from: from ?? '' });
}

/** Where a number leads: to exactly what it counts. `items` are the ids of what it counts, `at` is the one to begin with. */
export function placeOf(
  reason: Pick<Reason, 'what'>,
  part: Pick<ReasonPart, 'build'>,
  items: string[],
  assessment: string,
  app: string,
  at?: string,
): Place {
  const build = part.build ?? undefined;
  switch (reason.what) {
    case 'controls':
      return { screen: 'assessment', tab: 'verdicts', assessment, build, controls: items, control: at };
    case 'units':
      return { screen: 'assessment', tab: 'checklist', assessment, build, units: items, unit: at };
    case 'statements':
      return { screen: 'history' };
    case 'release':
      return { screen: 'apps', app };
    case 'findings':
      return { screen: 'assessment', tab: 'findings', assessment, finding: at ?? items[0], findings: items };
    case 'waivers':
      return { screen: 'assessment', tab: 'findings', assessment, findings: items };
  }
}

/** What became of a platform since the version before: only what there is, each part with where it is counted. */
export function sinceParts(since: SinceBuild): { key: SincePart; words: string }[] {
  if (!since.progress) return [];
  return SINCE_PARTS.filter((key) => since[key] > 0).map((key) => ({
    key,
    words: t(`since.${key}`, { count: since[key] }),
  }));
}
/** The parts of what became of a platform, the worst first. */
export const SINCE_PARTS: readonly SincePart[] = [
  'broken',
  'first_judged',
  'still',
  'mended',
  'new_findings',
  'fixed_findings',
];

/** What a platform is compared with, in words. */
export function sinceWords(since: SinceBuild | null): string {
  if (!since) return t('since.first');
  const build = pointName(since);
  if (!since.progress) return t('since.not_measured', { build });
  const words = { build, percent: percent(since.progress) };
  return since.profile ? t('since.words_by', { ...words, profile: since.profile }) : t('since.words', words);
}

/** Where the review of a platform's results stands, in words; only what there is. */
export function reviewParts(review: ReviewCounts): { key: ReviewPart; count: number; words: string }[] {
  return REVIEW_PARTS.map((key) => ({
    key,
    count: review[key],
    words: t(`review_counts.${key}`, { count: review[key] }),
  })).filter((part) => part.count > 0);
}
export type ReviewPart = keyof ReviewCounts;
/** Which number of the review counts a row: one that is required, and whose answer stands. */
export function reviewPartOf(row: Pick<UnitRow, 'required' | 'state' | 'review'>): ReviewPart | undefined {
  if (!row.required || OPEN.has(row.state)) return undefined;
  const { state, by_author } = row.review;
  if (state === 'approved') return by_author ? 'by_author' : 'approved';
  return state === 'in_progress' ? 'open' : state;
}
const OPEN: ReadonlySet<AnswerState> = new Set(['untested', 'stale', 'disputed']);
const REVIEW_PARTS: readonly ReviewPart[] = ['returned', 'submitted', 'open', 'by_author', 'approved'];

/** Why an assessment's gate is closed, in its own words; nothing where it is open. */
export function gateReasons({ ready, reasons }: Pick<BoardAssessment, 'ready' | 'reasons'>): string[] {
  return ready ? [] : reasons.map((reason) => reasonWords(reason, reason.count));
}

/** Units without an answer that stands, as the gate counts them. */
const OPEN_REASONS: ReadonlySet<ReasonCode> = new Set(['undecided', 'stale', 'disputed']);

/** What else is open of an assessment before it goes out, in words; nothing where nothing is. */
export function stillOpen(
  of: Pick<BoardAssessment, 'ready' | 'reasons' | 'platforms' | 'sign_offs' | 'sign_offs_outdated'>,
  decision: Pick<BoardDecision, 'outdated'> | null,
): string[] {
  const sum = (count: (one: BoardPlatform) => number) => of.platforms.reduce((all, one) => all + count(one), 0);
  const told = of.ready ? [] : of.reasons.filter((one) => OPEN_REASONS.has(one.code));
  // The gate's reasons stand before, and most gates name all of these.
  const without = undecided(of);
  const units = told.reduce((all, one) => all + one.count, 0) < without ? without : 0;
  const waiting = sum((one) => one.review.submitted);
  const returned = sum((one) => one.review.returned);
  return [
    decision?.outdated && t('issue.left_decision'),
    units && t('issue.left_units', { count: units }),
    waiting && t('issue.left_waiting', { count: waiting }),
    returned && t('issue.left_returned', { count: returned }),
    of.sign_offs_outdated && t('issue.left_outdated', { count: of.sign_offs_outdated }),
    !of.sign_offs && t('issue.left_unsigned'),
  ].filter((part) => typeof part === 'string');
}

/** How many required units of an assessment have no answer that stands. */
export function undecided({ platforms }: Pick<BoardAssessment, 'platforms'>): number {
  return platforms.reduce((all, { progress }) => all + progress.required - decided(progress), 0);
}

/** `4.2.0 (4210)`. */
export function pointName(point: Pick<TrendPoint, 'version_name' | 'version_code'>): string {
  return point.version_code ? `${point.version_name} (${point.version_code})` : point.version_name;
}

/** How many required units are open, and how many a day that makes until the release is due. */
export function pace(release: BoardRelease): { open: number; perDay: number } | undefined {
  if (!release.due || release.due.days_left < 1) return undefined;
  const open = release.assessments
    .flatMap((one) => one.platforms)
    .reduce((sum, one) => sum + one.progress.required - decided(one.progress), 0);
  return open ? { open, perDay: Math.ceil(open / release.due.days_left) } : undefined;
}

/** How long a finding has been open, as the board counts it. */
export type Age = 'week' | 'month' | 'quarter' | 'older';
export const AGES: readonly Age[] = ['week', 'month', 'quarter', 'older'];

export function ageOf(days: number): Age {
  if (days < 7) return 'week';
  if (days < 30) return 'month';
  return days < 90 ? 'quarter' : 'older';
}

/** Where a finding is looked at: the newest assessment of a release on one of whose builds it is known. */
export function findingPlace(finding: Pick<FindingRow, 'id' | 'app' | 'builds'>, apps: readonly AppView[]): Place {
  const app = apps.find((one) => one.id === finding.app);
  const known = (release: ReleaseView) => finding.builds.some((build) => build.release === release.id);
  const measured = app?.releases.filter((release) => release.assessments.length) ?? [];
  const assessment = (measured.find(known) ?? measured[0])?.assessments[0]?.id;
  if (!assessment) return { screen: 'apps', app: finding.app };
  return { screen: 'assessment', tab: 'findings', assessment, finding: finding.id };
}

/** Where a waiver is looked at. */
export function waiverPlace(waiver: EndingWaiver, apps: readonly AppView[]): Place {
  if (waiver.assessment)
    return { screen: 'assessment', tab: 'findings', assessment: waiver.assessment, findings: [waiver.id] };
  const app = apps.find((one) => one.name === waiver.app_name);
  return findingPlace({ id: waiver.finding ?? '', app: app?.id ?? '', builds: [] }, apps);
}

/** Open required units of a build that nobody is to do. */
export interface Unassigned {
  assessment: string;
  build: string;
  platform: Platform;
  /** `Harbour Wallet 4.2.0`. */
  label: string;
  count: number;
}

/** What nobody has of what is open, where there is most first. A unit that two have counts for both: such are rare. */
export function unassigned(releases: readonly BoardRelease[], people: readonly BoardPerson[]): Unassigned[] {
  const assigned = new Map<string, number>();
  for (const { assessment, build, assigned: count } of people.flatMap((one) => one.work)) {
    const key = `${assessment}/${build}`;
    assigned.set(key, (assigned.get(key) ?? 0) + count);
  }
  const all = releases.flatMap((release) =>
    release.assessments.flatMap(({ assessment, platforms }) =>
      platforms.map(({ platform, build: { id: build }, progress }) => ({
        assessment,
        build,
        platform,
        label: name(release),
        count: progress.required - decided(progress) - (assigned.get(`${assessment}/${build}`) ?? 0),
      })),
    ),
  );
  return all.filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
}

/** What assessments that are not alone on their release are called, by their id. */
export function profilesToName(
  releases: readonly BoardRelease[],
  openedAt: (assessment: string) => string | undefined,
): Map<string, string> {
  const several = releases.filter((release) => release.assessments.length > 1);
  return new Map(several.flatMap((one) => [...assessmentNames(one, openedAt)]));
}

/** Somebody who is to see to open findings. */
export interface Owner {
  name: string;
  /** Ids of the open findings. */
  findings: string[];
  /** How many of them are past their day. */
  overdue: number;
}

/** Owners of open findings, by name; the same name in other capitals is the same person. */
export function ownersOf(rows: readonly FindingRow[]): Owner[] {
  const owners = new Map<string, Owner>();
  for (const row of rows) {
    const name = row.text?.owner.trim();
    if (row.state !== 'open' || !name) continue;
    const owner = owners.get(name.toLowerCase()) ?? { name, findings: [], overdue: 0 };
    owner.findings.push(row.id);
    if (row.overdue) owner.overdue += 1;
    owners.set(name.toLowerCase(), owner);
  }
  return [...owners.values()].sort((one, other) => one.name.localeCompare(other.name));
}
