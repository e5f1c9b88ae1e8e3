// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Checklist } from './checklist';
import type { CitationLeftOut, PlannedCitation, PlannedParameter, Proposal } from './plan';
import type { Requirement, RequirementGroup, SubjectKind } from './requirement';

/** What an organisation decides on a specification that HIPAA calls addressable. */
export type AddressableChoice = "implemented" | "equivalent" | "neither";

/** The decision on one addressable specification. */
export type AddressableDecision = {
  /** The key of the source: `hipaa`. */
  source: string,
  /** The clause: `164.312(a)(2)(iii)`. */
  clause: string,
  /** What was decided. */
  decision: AddressableChoice,
  /** Which measure stands in for it, or why none does; where it can be read. May be empty where it is implemented. */
  documentation: string,
};

/** A file of the profile that an assessment is pinned to. */
export type PinnedDocument = {
  /** Its id. */
  id: string,
  /** SHA-256 of its text. */
  digest: string,
  /** Whether it shipped with the program; the text of all others is part of the record. */
  shipped: boolean,
};

/** What accepting proposals did. */
export type ProposalsAccepted = {
  /** The units that are stated as not applicable now, in the order of the checklist. */
  accepted: Array<string>,
  /** The checklist after it. */
  checklist: Checklist,
};

/** What a unit is about and what is asked for, in full. */
export type UnitAsks = {
  /** What an answer is about; shared by all builds unless it is the build. */
  subject: SubjectKind,
  /** Who or what that is, in words: `the back end of Wallet`. Empty for a build. */
  subject_words: string,
  /** Whether an answer needs a date until which it is valid. */
  needs_validity: boolean,
  /** The requirement, for a direct assessment of one. */
  requirement: Requirement | null,
  /** The group of the requirement. */
  group: RequirementGroup | null,
  /** The values that an answer is measured against. */
  parameters: Array<PlannedParameter>,
  /** The clauses that it is related to. Those that are addressable are decided one by one. */
  citations: Array<PlannedCitation>,
  /** The clauses that don't bind by the answers of the questionnaire, with the reason. */
  citations_left_out: Array<CitationLeftOut>,
  /** What a condition proposes. */
  proposal: Proposal | null,
  /** What evidence would show it. */
  expected_evidence: Array<string>,
};
