// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { Platform } from './model';

/** Why an existing finding may be the one that a failed unit shows. */
export type CandidateReason = "same_unit" | "same_weakness";

export type CvssScoreInput = {
  vector: string,
};

/** A CVSS 4.0 vector with what follows from it. */
export type CvssView = {
  /** The vector in its one spelling. */
  vector: string,
  /** 0 to 10, with one decimal. */
  score: number,
  /** The level that the score falls into. */
  severity: Severity,
  /** Which groups of metrics it rests on, such as `CVSS-B`. */
  nomenclature: string,
};

/** What was stated of a finding on a build. */
export type FindingBuild = {
  /** The build. */
  build: string,
  /** Its release. */
  release: string,
  /** The release's name. */
  release_name: string,
  /** Its platform. */
  platform: Platform,
  /** Such as `4.2.0 (4210)`. */
  version: string,
  /** Where the finding stands on it: the worst, where it is disputed. */
  state: FindingOnBuild,
  /** Whether two people say different things without knowing of each other. */
  disputed: boolean,
  /** The units that showed it. */
  places: Array<FindingPlace>,
  /** The note of the retest; none where there is none, or where it was redacted. */
  note: string | null,
  /** The entry of the result that the retest rests on. */
  basis: string | null,
  /** Who said so last, when. */
  stated: Stamp,
  /** Entry ids that a next statement about this build must name. */
  heads: Array<string>,
};

/** A finding that a failed unit may show. */
export type FindingCandidate = {
  /** The finding. */
  finding: FindingRow,
  /** Why it may be the one. */
  because: CandidateReason,
  /** Whether it names this unit on this build already. */
  linked: boolean,
};

export type FindingChangeInput = {
  finding: string,
  severity?: Severity | null,
  text: FindingText,
  expected: Array<string>,
};

/** A finding in full. */
export type FindingDetail = {
  /** As in the list, over all builds of the app. */
  finding: FindingRow,
  /** The description, rendered and safe. */
  description_html: string,
  /** The steps likewise. */
  steps_html: string,
  /** The remedy likewise. */
  remedy_html: string,
  /** The vector with its score. */
  cvss: CvssView | null,
  /** Why it was withdrawn, where it was. */
  withdrawn_because: string | null,
  /** What is said now: one, or more where it is disputed. */
  versions: Array<FindingVersion>,
  /** Weaknesses of the units that showed it, such as `MASWE-0018`. */
  weaknesses: Array<string>,
  /** Newest first. */
  history: Array<FindingEvent>,
};

/** What a new finding from a failed unit begins with. */
export type FindingDraft = {
  /** The app. */
  app: string,
  /** Words taken from the unit and its answer. */
  text: FindingText,
  /** Findings of the app that it may be: the nearest first. */
  candidates: Array<FindingCandidate>,
};

export type FindingDraftInput = {
  assessment: string,
  build: string,
  unit: string,
};

/** A step in the history of a finding. */
export type FindingEvent = {
  /** What happened. */
  kind: FindingEventKind,
  /** The severity that was stated, where one was. */
  severity: Severity | null,
  /** The build that it is about. */
  build: string | null,
  /** That build in words, such as `android 4.2.0 (4210)`. */
  build_words: string,
  /** A line of the words; empty where there are none or they were redacted. */
  text: string,
  /** Whether something later took its place. */
  superseded: boolean,
  /** Who, when. */
  stated: Stamp,
};

/** What happened to a finding. */
export type FindingEventKind = "opened" | "changed" | "withdrawn" | "affects" | "fixed" | "still_there" | "waived" | "waiver_withdrawn" | "taken_back";

export type FindingLinkInput = {
  finding: string,
  seen: FindingSeen,
};

/** Where a finding stands on a build. */
export type FindingOnBuild = "affected" | "still_there" | "fixed";

export type FindingOpenInput = {
  app: string,
  severity?: Severity | null,
  text: FindingText,
  seen?: FindingSeen | null,
};

/** A unit of an assessment that showed a finding. */
export type FindingPlace = {
  /** The assessment. */
  assessment: string,
  /** The unit's id. */
  unit: string,
};

export type FindingRetestInput = {
  finding: string,
  build: string,
  outcome: RetestOutcome,
  note: string,
  basis?: string | null,
  expected: Array<string>,
};

/** A finding in a list, as it stands in the scope that was asked for. */
export type FindingRow = {
  /** The finding's id. */
  id: string,
  /** The app. */
  app: string,
  /** The app's name. */
  app_name: string,
  /** Where it stands. */
  state: FindingState,
  /** How bad it is: the worst that is said, where that is disputed. */
  severity: Severity,
  /** Whether two people describe it without knowing of each other, or differ about a build. */
  disputed: boolean,
  /** What is said of it; none where it was redacted. */
  text: FindingText | null,
  /** The score of its vector, where it has one. */
  score: number | null,
  /** The builds of the scope, newest first. */
  builds: Array<FindingBuild>,
  /** The builds whose retests say that it is gone, where it is fixed. */
  fixed_on: Array<string>,
  /** The waivers over it, newest first; the first that counts makes it waived. */
  waivers: Array<WaiverView>,
  /** Whether it is open or waived, and its due date is over. */
  overdue: boolean,
  /** Days since it was opened. */
  age_days: number,
  /** Who opened it, when. */
  opened: Stamp,
  /** Entry ids that a change must name. */
  heads: Array<string>,
};

/** What findings are asked about. */
export type FindingScope = { "kind": "workspace" } | { "kind": "app", "id": string } | { "kind": "release", "id": string } | { "kind": "assessment", "id": string };

/** Where a finding was seen. */
export type FindingSeen = {
  /** The build. */
  build: string,
  /** The unit of an assessment that showed it, where one did. */
  place?: FindingPlace | null,
};

export type FindingShowInput = {
  finding: string,
};

/** Where a finding stands. */
export type FindingState = "open" | "waived" | "fixed" | "withdrawn";

/** What is said of a finding. */
export type FindingText = {
  /** A line. */
  title: string,
  /** What it is and what it leads to, in markdown. */
  description: string,
  /** How to see it, in markdown. */
  steps: string,
  /** What mends it, in markdown. */
  remedy: string,
  /** Who sees to it; a name. */
  owner: string,
  /** The day by which it should be mended, `2026-12-31`. */
  due: string | null,
  /** The address of a ticket. */
  ticket: string | null,
  /** Numbers of the Common Weakness Enumeration. */
  cwe: Array<number>,
  /** A CVSS 4.0 vector; the severity then follows from it. */
  vector: string | null,
};

export type FindingUndoInput = {
  finding: string,
};

/** A step that was taken back. */
export type FindingUndone = {
  /** What was taken back, in a sentence. */
  undone: string,
  /** The finding as it is now; none where opening it was taken back. */
  finding: FindingDetail | null,
};

/** One of several things that are said of a finding without knowing of each other. */
export type FindingVersion = {
  /** How bad it is; none where this one withdraws it. */
  severity: Severity | null,
  /** The words; none where they were redacted. */
  text: FindingText | null,
  /** Why it was withdrawn. */
  reason: string | null,
  /** Who said so, when. */
  stated: Stamp,
};

export type FindingWithdrawInput = {
  finding: string,
  reason: string,
  expected: Array<string>,
};

export type FindingsListInput = {
  scope: FindingScope,
};

/** What a retest says. */
export type RetestOutcome = "fixed" | "still_there";

/** How bad a finding is. */
export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** What has to hold while a waiver counts: who sees to it, and until when. */
export type WaiverConditions = {
  /** The waiver. */
  waiver: string,
  /** What it lets through, in words. */
  label: string,
  /** Who accepted the risk. */
  approver: string,
  /** The conditions as they were stated. */
  words: string,
  /** Who sees to them; may be empty. */
  by: string,
  /** Until which day, `2026-12-31`. */
  due: string | null,
  /** Whether that day is over. Nobody states that conditions are met: it is a reason to ask, and holds nothing back. */
  overdue: boolean,
};

/** What a waiver lets through. */
export type WaiverOver = { "kind": "finding",
  /** The finding. */
  finding: string, } | { "kind": "control",
  /** The assessment. */
  assessment: string,
  /** The platform. */
  platform: Platform,
  /** The control. */
  control: string, } | { "kind": "unit",
  /** The assessment. */
  assessment: string,
  /** The platform. */
  platform: Platform,
  /** The unit. */
  unit: string,
};

/** Where a waiver stands today. */
export type WaiverStanding = "in_force" | "expired" | "outgrown" | "barred" | "withdrawn";

/** What is said of a waiver. */
export type WaiverText = {
  /** Who accepts the risk; a name. */
  approver: string,
  /** In which role, as they stated it. */
  role: string,
  /** Why it is acceptable. */
  reason: string,
  /** What has to hold meanwhile; may be empty. */
  conditions: string,
  /** Who sees to the conditions; may be empty. */
  conditions_by: string,
  /** Until which day, as `2026-12-31`. */
  conditions_due: string | null,
  /**
  * Whether the approver was no member of the workspace when the risk was accepted, by the name. It is found out and not
  * believed; none for a waiver of before that was recorded.
  */
  outside: boolean | null,
};

/** A waiver. */
export type WaiverView = {
  /** The waiver's id. */
  id: string,
  /** What it lets through. */
  over: WaiverOver,
  /** That in words: the finding's title, the control or the unit. */
  over_words: string,
  /** The app. */
  app: string,
  /** Where it stands today. */
  standing: WaiverStanding,
  /** Why it does not count, or when it ends: a sentence. */
  sentence: string,
  /** The severity that was accepted; none over a control or a unit. */
  severity: Severity | null,
  /** The last day, `2026-12-31`. */
  until: string,
  /** Days until then, today not counted; less than zero when it is over. */
  days_left: number,
  /** Who accepts it and why; none where it was redacted. */
  text: WaiverText | null,
  /** Who granted it here, when. */
  granted: Stamp,
  /** Why it was withdrawn, where it was. */
  withdrawn_because: string | null,
  /** Entry ids that withdrawing it must name. */
  heads: Array<string>,
};
