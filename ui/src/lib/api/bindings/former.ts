// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { BuildView, Stamp } from './apps';
import type { AnswerState, ChecklistChange, ResultCode } from './checklist';
import type { EvidenceView } from './evidence';

/** An argument from the difference between two builds. */
export type ArgumentView = {
  /** Its words. */
  text: string,
  /** By whom, when, in which entry. */
  stated: Stamp,
};

/** What was answered on the former build. */
export type FormerAnswer = {
  /** The unit, as it is called on both builds. */
  unit: string,
  /** Where its answer stood. */
  state: AnswerState,
  /** What was stated; none where it is disputed. */
  result: ResultCode | null,
  /** The current entries there: reconfirming names them. */
  heads: Array<string>,
  /** Who stated it first, and when; none where it is disputed. */
  stated: Stamp | null,
  /** The name of the build on which it was first stated, where that was an earlier one still. */
  original: NamedBuild | null,
  /** Whether there is a note. */
  has_note: boolean,
  /** How many pieces of evidence are attached there. */
  evidence: number,
  /** Why it can't be reconfirmed; none where it can. */
  refused: NotReconfirmable | null,
};

/** A checklist beside the answers of a former build. */
export type FormerAnswers = {
  /** The assessment. */
  assessment: string,
  /** The build whose checklist it is. */
  build: string,
  /** The build that is compared with; none where no other build of the app's platform has any answer. */
  former: FormerBuild | null,
  /** All that could be chosen: the one by default first, then by how near they are. */
  choices: Array<FormerBuild>,
  /** In the order of the checklist: every unit that was answered there and is asked for here. */
  answers: Array<FormerAnswer>,
  /** What was argued from the difference so far, newest first. */
  arguments: Array<ArgumentView>,
};

/** A former build that a checklist can be compared with. */
export type FormerBuild = {
  /** The build. */
  build: NamedBuild,
  /** The assessment whose answers are shown. */
  assessment: string,
  /** Its title. */
  assessment_title: string,
  /** How many units were answered there. */
  answered: number,
  /** Whether the tested file is the same, by its SHA-256. */
  identical: boolean,
};

/** A build as others refer to it. */
export type NamedBuild = {
  /** The build. */
  build: BuildView,
  /** The name of its release. */
  release_name: string,
};

/** Why a former answer can't be reconfirmed; a result can always be stated anew. */
export type NotReconfirmable = "disputed" | "stale" | "text_changed";

/** What it rests on that an answer of a former build holds on this one. */
export type ReconfirmBasis = "retested" | "argued" | "identical";

/** What was reconfirmed. */
export type ReconfirmDone = {
  /** The units, in the order in which they were given. */
  units: Array<string>,
  /** What changed in the checklist. */
  change: ChecklistChange,
};

/** An answer that is to be reconfirmed. */
export type ReconfirmUnit = {
  /** The unit. */
  unit: string,
  /** The entries of the current answer on the former build that the user saw. */
  former: Array<string>,
  /** The entries of the current answer on this build that the user saw; the new statement takes their place. */
  expected: Array<string>,
};

/** What a reconfirmed answer rests on. */
export type Reconfirmed = {
  /** Retested, argued, or the same file. */
  basis: ReconfirmBasis,
  /** The argument, where it is argued; none where it was redacted or is not here. */
  argument: string | null,
  /** The build whose answer was reconfirmed; none where this copy of the workspace doesn't have it. */
  former: NamedBuild | null,
  /** The assessment of that build. */
  assessment: string,
  /** Who stated it first, and when; none where this copy of the workspace doesn't have that entry. */
  stated: Stamp | null,
  /** The evidence of the first statement: cited where it is attached, not copied. */
  evidence: Array<EvidenceView>,
  /** Who reconfirmed it, and when. */
  by: Stamp,
};
