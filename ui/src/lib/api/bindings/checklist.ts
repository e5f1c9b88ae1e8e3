// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { BuildView } from './apps';
import type { ReconfirmBasis } from './former';
import type { Carried } from './migration';
import type { Level, Platform } from './model';
import type { Proposal } from './plan';
import type { SubjectKind } from './requirement';
import type { RowReview } from './review';
import type { Verdict } from './verdict';

/** Where the answer to a unit stands. */
export type AnswerState = "untested" | "pass" | "fail" | "not_applicable" | "inconclusive" | "stale" | "disputed";

/** All of it, for one build. */
export type Checklist = {
  /** The assessment's id. How far its other builds are is no part of a checklist: `assessment_show` tells. */
  assessment: string,
  /** The assessment's title. */
  assessment_title: string,
  /** The profile's canonical id, such as `L2+R+P`. */
  profile: string,
  /** The build. */
  build: BuildView,
  /** The app's id and name, for the frame. */
  app: string,
  /** The app's name. */
  app_name: string,
  /** The release's name. */
  release_name: string,
  /** The build's platform. */
  platform: Platform,
  /** In MASVS order. */
  groups: Array<GroupRow>,
  /** In MASVS order, then the requirements set by set; those that ask for nothing are left out. */
  controls: Array<ControlRow>,
  /** In MASVS order by control, then weakness, then unit. */
  rows: Array<UnitRow>,
  /** Over all required units, each counted once. */
  progress: Progress,
};

/** What a write changed in the checklist, so that a front end need not read it anew. */
export type ChecklistChange = {
  /** The new entry. */
  entry: string,
  /** All rows of the unit (one a control). */
  rows: Array<UnitRow>,
  /** The controls whose verdict or progress may have changed. */
  controls: Array<ControlRow>,
  /** The groups likewise. */
  groups: Array<GroupRow>,
  /** The whole. */
  progress: Progress,
};

/** One control of the checklist. */
export type ControlRow = {
  /** Such as `MASVS-STORAGE-1`. */
  id: string,
  /** Such as `MASVS-STORAGE`. */
  group: string,
  /** The title of a requirement; empty for a control of MASVS. */
  title: string,
  /** The set of a requirement, such as `fintech`; none for a control of MASVS. */
  set: string | null,
  /** Our one-line summary; of a requirement, what it asks for. */
  summary: string,
  /** The verdict that counts, after an override. */
  verdict: Verdict,
  /** Whether an override lowered it. */
  overridden: boolean,
  /** Over the control's required units. */
  progress: Progress,
};

/** One group of controls. */
export type GroupRow = {
  /** Such as `MASVS-STORAGE`. */
  id: string,
  /** Such as `Storage`. */
  title: string,
  /** Over the group's required units, each counted once. */
  progress: Progress,
};

/** How many required units stand where. */
export type Progress = {
  /** All required units; the others sum up to it. */
  required: number,
  /** Passed. */
  pass: number,
  /** Failed. */
  fail: number,
  /** Not applicable. */
  not_applicable: number,
  /** Inconclusive. */
  inconclusive: number,
  /** Untested. */
  untested: number,
  /** Stale. */
  stale: number,
  /** Disputed. */
  disputed: number,
};

/** What a tester states of one unit on one build. */
export type ResultCode = "pass" | "fail" | "not_applicable" | "inconclusive" | "untested";

/** A weakness as a row names it. */
export type RowWeakness = {
  /** Such as `MASWE-0001`. */
  id: string,
  /** The numbering the id belongs to: `maswe-1` or `maswe-beta`. */
  scheme: string,
  /** Its title. */
  title: string,
};

/** A test, or a direct assessment where no live test exists. */
export type UnitKind = "test" | "direct";

/** One row of the checklist. A unit that serves several controls has a row under each, and one answer. */
export type UnitRow = {
  /** The unit's id, such as `test:MASTG-TEST-0235` or `direct:maswe-1/MASWE-0018`. */
  unit: string,
  /** What people call it: the test's id, or the weakness's or control's id for a direct assessment. */
  label: string,
  /** The test's, weakness's or control's title. */
  title: string,
  /** Test or direct assessment. */
  kind: UnitKind,
  /** The control this row stands under. */
  control: string,
  /** The control's group, such as `MASVS-STORAGE`. */
  group: string,
  /** The weakness this row stands under. */
  weakness: RowWeakness | null,
  /** The MASTG's types, such as `static`, `code`. */
  kinds: Array<string>,
  /** Levels that the upstream names for it. */
  levels: Array<Level>,
  /** What an answer is about. All but a build is answered once, and shown on every build. */
  subject: SubjectKind,
  /** What a condition proposes: nobody has stated it yet, or somebody stated something else. */
  proposal: Proposal | null,
  /** Whether the profile requires it; otherwise it is optional. */
  required: boolean,
  /** Where the answer stands. */
  state: AnswerState,
  /** For a stale or disputed answer: what was said last. */
  former: ResultCode | null,
  /**
  * Where the answer was carried over from, if it was: also for one that is stale, or a former one that counts for
  * nothing here.
  */
  carried: Carried | null,
  /** What the current answer rests on, where it is that of a former build, reconfirmed. */
  reconfirmed: ReconfirmBasis | null,
  /** When the current answer was given; one that was carried over, when it was first stated. */
  answered_at: string | null,
  /** Who gave it; one that was carried over, who first stated it. */
  answered_by: string | null,
  /** The last day on which the current answer is valid, where it has one; after it the answer is stale. */
  valid_until: string | null,
  /** Whether the current answer has a note. */
  has_note: boolean,
  /** How many pieces of evidence are attached. */
  evidence: number,
  /** How many comments. */
  comments: number,
  /**
  * Entry ids of what is current: none where nobody ever answered, more than one when disputed. A write names them,
  * also those of an answer that was taken back.
  */
  heads: Array<string>,
  /** Where its review stands, and who is to do it. */
  review: RowReview,
};
