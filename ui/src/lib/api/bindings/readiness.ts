// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { BuildView } from './apps';
import type { Blocker } from './board';
import type { Progress } from './checklist';
import type { Gate } from './document';
import type { Severity, WaiverConditions } from './findings';
import type { Platform } from './model';

/** What a reason counts. */
export type Counted = "units" | "controls" | "findings" | "waivers" | "statements" | "release";

/** One thing that is counted. */
export type CountedItem = {
  /** The unit's, control's, finding's or waiver's id. */
  id: string,
  /** What people call it. */
  label: string,
  /** Its title. */
  title: string,
};

/** One build of record in numbers. */
export type PlatformReadiness = {
  /** The platform. */
  platform: Platform,
  /** The build that its verdicts rest on. */
  build: BuildView,
  /** Over required units. */
  progress: Progress,
  /** How many required controls have which verdict. */
  verdicts: VerdictCounts,
};

/** The gate's answer for one assessment. */
export type Readiness = {
  /** The assessment. */
  assessment: string,
  /** The release that it measures. */
  release: string,
  /** Its title. */
  title: string,
  /** The profile's id. */
  profile: string,
  /** Whether the gate is open. */
  ready: boolean,
  /** `Not ready: 2 required controls fail, 4 answers stale.` */
  sentence: string,
  /** What holds it back, the gravest first; empty where it is ready. */
  reasons: Array<Reason>,
  /** What would hold it back if no waiver accepted it. */
  waived: Array<Reason>,
  /** Under which conditions waivers that count accept risks of it: what is overdue first, then by day. */
  conditions: Array<WaiverConditions>,
  /** The findings and failed controls that hold it back by name, the worst first. */
  blockers: Array<Blocker>,
  /** What was asked for. */
  gate: Gate,
  /** The builds of record that were judged, Android first. */
  platforms: Array<PlatformReadiness>,
  /** The day on which it was asked: waivers and answers have last days. */
  day: string,
};

/** Something that holds a release back. */
export type Reason = {
  /** Stable. */
  code: ReasonCode,
  /** What is counted. */
  what: Counted,
  /** How many, over all parts. */
  count: number,
  /** The severity from which findings hold it back, where that is what is counted. */
  level: Severity | null,
  /** In words: `2 required controls fail`. */
  words: string,
  /** By build. */
  parts: Array<ReasonPart>,
};

/** What holds a release back, as a stable word. */
export type ReasonCode = "no_build" | "unknown_statements" | "control_fails" | "finding_open" | "waiver_expired" | "disputed" | "stale" | "undecided" | "debug_only" | "inconclusive" | "no_evidence" | "expected_evidence" | "not_approved";

/** A reason on one build, or about the release as a whole. */
export type ReasonPart = {
  /** The platform; none where it is about the release as a whole. */
  platform: Platform | null,
  /** The build; likewise. */
  build: string | null,
  /** How many, and which. */
  tally: Tally,
};

/** How many, and which. */
export type Tally = {
  /** How many. */
  count: number,
  /** Which; left out where many releases are shown at once. */
  items: Array<CountedItem>,
};

/** How many controls have which verdict; those out of scope are left out. */
export type VerdictCounts = {
  /** Passed. */
  pass: number,
  /** Failed. */
  fail: number,
  /** Inconclusive. */
  inconclusive: number,
  /** Untested. */
  untested: number,
  /** Not applicable. */
  not_applicable: number,
};
