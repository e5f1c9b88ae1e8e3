// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { BuildView, Stamp, Variant } from './apps';
import type { Progress } from './checklist';
import type { DecisionChoice, DueView } from './decision';
import type { Severity, WaiverConditions } from './findings';
import type { Platform } from './model';
import type { Counted, Reason, VerdictCounts } from './readiness';

export type AssessmentReadinessInput = {
  assessment: string,
};

/** A finding or a control that holds a release back. */
export type Blocker = {
  /** A finding or a control. */
  what: Counted,
  /** Its id. */
  id: string,
  /** Its title. */
  title: string,
  /** How bad a finding is. */
  severity: Severity | null,
  /** Whose it is; empty where nobody was named. */
  owner: string,
  /** When a finding is to be mended. */
  due: string | null,
  /** Whether that is after the release is due. */
  after_due: boolean,
  /** The platform of a control. */
  platform: Platform | null,
  /** Its build. */
  build: string | null,
};

/** All that is under way, on one page. */
export type Board = {
  /** The day that it shows. */
  day: string,
  /** Releases: what is due first, then what has no date, by app and newest first. */
  releases: Array<BoardRelease>,
  /** How many releases there are, those that are left out included. */
  all_releases: number,
  /** Open findings by severity and age, the worst first; severities without one are left out. */
  findings: Array<OpenFindings>,
  /** Waivers that end within thirty days or have ended, the next one first. */
  waivers: Array<EndingWaiver>,
  /** Who has what, by name. */
  people: Array<BoardPerson>,
};

/** An assessment on the board. */
export type BoardAssessment = {
  /** The assessment. */
  assessment: string,
  /** Its title. */
  title: string,
  /** The profile's id. */
  profile: string,
  /** Whether its gate is open. */
  ready: boolean,
  /** In words. */
  sentence: string,
  /** What holds it back, in numbers. */
  reasons: Array<Reason>,
  /** What waivers accept, in numbers. */
  waived: Array<Reason>,
  /** Under which conditions waivers that count accept risks of it: what is overdue first, then by day. */
  conditions: Array<WaiverConditions>,
  /** The findings and failed controls that hold it back by name, the worst first; of very many, the first. */
  blockers: Array<Blocker>,
  /** How many more there are. */
  more_blockers: number,
  /** Whether the gate asks for a second person's approval; where it does not, reviews hold nothing back. */
  asks_review: boolean,
  /** How many sign-offs stand. */
  sign_offs: number,
  /** How many of them a later statement bears on. */
  sign_offs_outdated: number,
  /** Android first. */
  platforms: Array<BoardPlatform>,
};

/** A decision in short. */
export type BoardDecision = {
  /** What was decided. */
  choice: DecisionChoice,
  /** Whether the gate was closed at the time. */
  over_closed_gate: boolean,
  /** Whether a later statement bears on it. */
  outdated: boolean,
  /** In which role; empty where it was not said, none where it was redacted. */
  role: string | null,
  /** Why; none where it was redacted. */
  reason: string | null,
  /** What has to be done; none where it was redacted. */
  conditions: string | null,
  /** Who decided. */
  stated: Stamp,
};

/** Somebody with what they have. */
export type BoardPerson = {
  /** The member. */
  member: string,
  /** Their name. */
  name: string,
  /** By build: what they are to do first, then what they did last. */
  work: Array<BoardWork>,
};

/** A platform of an assessment. */
export type BoardPlatform = {
  /** The platform. */
  platform: Platform,
  /** The build that its verdicts rest on. */
  build: BuildView,
  /** How far that build is. */
  progress: Progress,
  /** What its controls have come to. */
  verdicts: VerdictCounts,
  /** How many of those that fail are accepted by waivers. */
  accepted: number,
  /** Where the review of its results stands. */
  review: ReviewCounts,
  /** What became of it since the last build that counted before; none where there is none. */
  since: SinceBuild | null,
  /** Its builds in the order in which they were added: at most the last twenty. */
  trend: Array<TrendPoint>,
};

/** A release on the board. */
export type BoardRelease = {
  /** The app. */
  app: string,
  /** Its name. */
  app_name: string,
  /** The release. */
  release: string,
  /** Its name. */
  release_name: string,
  /** Whether the gates of all its assessments are open, and there is one. */
  ready: boolean,
  /** In words. */
  sentence: string,
  /** Newest first. */
  assessments: Array<BoardAssessment>,
  /** When it is due. */
  due: DueView | null,
  /** The current decision; none where nobody decided, or where several stand beside each other. */
  decision: BoardDecision | null,
  /** How many current decisions there are: more than one are disputed. */
  decisions: number,
};

export type BoardShowInput = {
  all?: boolean | null,
};

/** What somebody has on a build. */
export type BoardWork = {
  /** The assessment. */
  assessment: string,
  /** The build. */
  build: string,
  /** Its platform. */
  platform: Platform,
  /** `Harbour Wallet 4.2.0`. */
  label: string,
  /** How many of the current answers are theirs. */
  answers: number,
  /** When they gave the last of them. */
  last: string | null,
  /** How many open units are assigned to them. */
  assigned: number,
};

/** A waiver that ends soon, or has ended and would still be needed. */
export type EndingWaiver = {
  /** Its id. */
  id: string,
  /** What it accepts, in words. */
  label: string,
  /** The app's name. */
  app_name: string,
  /** The assessment, where it is about one. */
  assessment: string | null,
  /** The finding, where it is about one. */
  finding: string | null,
  /** Its last day. */
  last_day: string,
  /** Days until then; negative where it is past. */
  days_left: number,
  /** The day on which a release that needs it is due, where the waiver ends before. */
  before_due: string | null,
  /** Under which conditions it was granted. */
  conditions: WaiverConditions | null,
};

/** Open findings of a severity, by how long they have been open. */
export type OpenFindings = {
  /** How bad they are. */
  severity: Severity,
  /** Less than a week. */
  week: number,
  /** Less than thirty days. */
  month: number,
  /** Less than ninety days. */
  quarter: number,
  /** Longer. */
  older: number,
};

export type ReleaseDecideInput = {
  release: string,
  decision: DecisionChoice,
  role?: string | null,
  reason?: string | null,
  conditions?: string | null,
  expected: Array<string>,
};

export type ReleasePlanInput = {
  release: string,
  due?: string | null,
};

export type ReleaseReadinessInput = {
  release: string,
};

/** Where the review of required results stands. */
export type ReviewCounts = {
  /** Approved by a second person. */
  approved: number,
  /** Approved by nobody but their author. */
  by_author: number,
  /** Waiting for a second person. */
  submitted: number,
  /** Returned to their author. */
  returned: number,
  /** Not handed in. */
  open: number,
};

/**
* What became of a platform since the build of record before: that of the former release or, without one, the last
* release variant before in the same release.
*/
export type SinceBuild = {
  /** That build. */
  build: string,
  /** Its release. */
  release_name: string,
  /** Such as `4.1.0`. */
  version_name: string,
  /** Such as `4103`. */
  version_code: string,
  /** The profile by which it was measured, where that is another one: what was not asked for there is not decided there. */
  profile: string | null,
  /** How far it was; none where no assessment measured it. */
  progress: Progress | null,
  /** Controls that fail here and passed or did not apply there. */
  broken: number,
  /** Controls that fail here and were not decided there. */
  first_judged: number,
  /** Controls that fail on both. */
  still: number,
  /** Controls that failed there and pass or do not apply here. */
  mended: number,
  /** Findings seen here and not there. */
  new_findings: number,
  /** Findings of that build or another release that a retest on this build found fixed. */
  fixed_findings: number,
};

/** A build in a trend. */
export type TrendPoint = {
  /** The build. */
  build: string,
  /** Such as `4.2.0`. */
  version_name: string,
  /** Such as `4210`. */
  version_code: string,
  /** How it was built. */
  variant: Variant,
  /** How far it is. */
  progress: Progress,
  /** How many required controls fail on it. */
  failed_controls: number,
};
