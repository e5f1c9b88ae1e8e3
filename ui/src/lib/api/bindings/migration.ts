// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { AssessmentView, CatalogueRef, Stamp } from './apps';
import type { AnswerState, ResultCode } from './checklist';
import type { Gate } from './document';
import type { Platform } from './model';
import type { Verdict } from './verdict';

/** What becomes of the answers on one build. */
export type BuildMigration = {
  /** The build. */
  build: string,
  /** Its platform. */
  platform: Platform,
  /** Every unit that holds an answer or evidence, once, in the order of the former checklist. */
  items: Array<MigrationItem>,
  /** In the order of the new checklist. */
  new_units: Array<NewUnit>,
  /** Current conclusions on controls that do not come over. */
  conclusions: Array<ConclusionLeft>,
  /** Over the items of this build. */
  counts: MigrationCounts,
};

/** Where an answer was carried over from. */
export type Carried = {
  /** What it counts for here. */
  how: CarriedHow,
  /** The assessment that it was carried over from. */
  assessment: string,
  /** That assessment's title; empty where this copy of the workspace doesn't have it. */
  assessment_title: string,
  /** The unit that it answered there. */
  unit: string,
  /** What was stated there. */
  result: ResultCode,
  /** Who stated it first, and when; none where this copy of the workspace doesn't have that entry. */
  stated: Stamp | null,
  /** Who carried it over, and when. */
  by: Stamp,
};

/** What an answer that came over from another assessment counts for. */
export type CarriedHow = "same" | "renumbered" | "changed" | "successor";

/** A conclusion on a control: it was drawn from the former catalogue and stays behind. */
export type ConclusionLeft = {
  /** The control. */
  control: string,
  /** What was concluded. */
  verdict: Verdict,
  /** By whom, when, in which entry. */
  stated: Stamp,
};

/** What a migration did. */
export type Migrated = {
  /** The new assessment. */
  assessment: AssessmentView,
  /** What was proposed. */
  counts: MigrationCounts,
  /** Items that the reviewer left behind. */
  left: number,
  /** Answers that were carried over, former ones beside new units included. */
  answers: number,
  /** Pieces of evidence that were carried over. */
  evidence: number,
};

/** One of the current answers of a unit: the only one, or one of several that are disputed. */
export type MigratedAnswer = {
  /** What was stated. */
  result: ResultCode,
  /** Who stated it first, when, in which entry. */
  stated: Stamp,
  /** What it will count for; none where it stays behind. */
  how: CarriedHow | null,
};

/** The assessment that another one was migrated from. */
export type MigratedFrom = {
  /** The former assessment. */
  assessment: string,
  /** Its title; empty where this copy of the workspace doesn't have it. */
  title: string,
};

export type MigrationApplyInput = {
  assessment: string,
  masvs?: string | null,
  maswe?: string | null,
  mastg?: string | null,
  profile?: string | null,
  title?: string | null,
  expected: string,
  decisions?: Array<MigrationDecision> | null,
};

/** What the reviewer says of a proposed item. */
export type MigrationChoice = "accept" | "leave" | "holds";

/** How many answered units come out how; they add up to all of them. */
export type MigrationCounts = {
  /** All units with an answer or evidence; the five below sum up to it. */
  items: number,
  /** See [`MigrationOutcome::Carried`]. */
  carried: number,
  /** See [`MigrationOutcome::Renumbered`]. */
  renumbered: number,
  /** See [`MigrationOutcome::Stale`]. */
  stale: number,
  /** See [`MigrationOutcome::Redo`]. */
  redo: number,
  /** See [`MigrationOutcome::Dropped`]. */
  dropped: number,
  /** Of all of them, those whose answer is disputed. */
  disputed: number,
  /** Required units of the new checklist that no former answer goes to. */
  new: number,
};

/** The reviewer's word on one item; items without one are accepted. */
export type MigrationDecision = {
  /** The build. */
  build: string,
  /** The former unit. */
  unit: string,
  /** What the reviewer says. */
  choice: MigrationChoice,
};

/** A unit of the former checklist with what it holds, and what becomes of that. */
export type MigrationItem = {
  /** The former unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** Its title. */
  title: string,
  /** Where its answer stands. */
  state: AnswerState,
  /** Current answers: none where only evidence is there, several where they are disputed. A dispute comes over as one. */
  answers: Array<MigratedAnswer>,
  /** How many pieces of evidence are attached. They come over with a carried, renumbered or stale answer. */
  evidence: number,
  /** What is proposed. */
  outcome: MigrationOutcome,
  /** Whether the text that the answer refers to changed. */
  text_changed: boolean,
  /** The units that it goes to. */
  targets: Array<MigrationTarget>,
  /** Why, in a sentence. */
  because: string,
};

/** What a migration proposes for an answer. */
export type MigrationOutcome = "carried" | "renumbered" | "stale" | "redo" | "dropped";

/** What a profile says of whether a release may ship, before a move or after it. */
export type MigrationProfile = {
  /** Its id, such as `L2+R+P` or `fintech`. */
  id: string,
  /** Its title. */
  title: string,
  /** What is asked for before a release may ship. */
  gate: Gate,
};

/** What a migration would do. */
export type MigrationProposal = {
  /** The assessment whose answers are to be carried over. */
  assessment: string,
  /** Its title. */
  title: string,
  /** What it is measured against. */
  from: Array<CatalogueRef>,
  /** What the new assessment would be measured against. */
  to: Array<CatalogueRef>,
  /** The profile that it was opened with. */
  profile_from: MigrationProfile,
  /** The profile of the new assessment; the same where it stays. */
  profile_to: MigrationProfile,
  /** One a build of the release. */
  builds: Array<BuildMigration>,
  /** Over all builds. */
  counts: MigrationCounts,
  /** Names exactly this proposal: applying it gives this back, so that nothing else is applied. */
  token: string,
};

export type MigrationProposeInput = {
  assessment: string,
  masvs?: string | null,
  maswe?: string | null,
  mastg?: string | null,
  profile?: string | null,
};

/** A unit of the new checklist that an answer goes to. */
export type MigrationTarget = {
  /** The unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** Its title. */
  title: string,
  /** It gets an answer of its own from the former assessment, and nothing of this one. */
  answered: boolean,
};

/** A unit of the new checklist that no former answer goes to. */
export type NewUnit = {
  /** The unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** Its title. */
  title: string,
  /** The control that it stands under first. */
  control: string,
  /** Required, or optional. */
  required: boolean,
  /** Whether the former checklist asked for it too, where nobody answered it. */
  known: boolean,
};

export type StandardsDiffInput = {
  a: string,
  b: string,
};
