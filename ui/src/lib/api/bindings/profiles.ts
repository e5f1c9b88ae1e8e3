// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { ComparedParameter, ComparedUnit } from './compare';
import type { Gate } from './document';
import type { Level, Platform } from './model';
import type { CitationLeftOut, PlannedCitation, PlannedParameter, Proposal } from './plan';
import type { ProfileProblem } from './problem';
import type { SubjectKind } from './requirement';
import type { Because, Tailoring } from './tailoring';

/** A rule of the release gate that only one of two profiles has. */
export type ComparedRule = {
  /** Such as `approved`, `findings-below-high`, or `not-waivable FIN-1.1`. */
  rule: string,
  /** Whether the first profile has it. */
  a: boolean,
  /** Whether the second one has it. */
  b: boolean,
};

/** Something that the files of only one of two profiles say of items. */
export type ComparedSaying = {
  /** What kind of thing it is. */
  kind: SayingKind,
  /** The items, as files spell them. */
  items: Array<string>,
  /** What is said. */
  words: string,
  /** The line of the first profile that says so. */
  a: Because | null,
  /** The line of the second one. */
  b: Because | null,
};

/** A control and what counts under it. */
export type PlanControl = {
  /** Such as `MASVS-STORAGE-1` or `FIN-2.1`. */
  id: string,
  /** Its group. */
  group: string,
  /** The group's title. */
  group_title: string,
  /** The title of a requirement; empty for a control of MASVS. */
  title: string,
  /** The set of a requirement, such as `fintech`; none for a control of MASVS. */
  set: string | null,
  /** What answers of its direct unit are about. */
  subject: SubjectKind,
  /** Our one-line summary, or the requirement. */
  summary: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Why, or why not. */
  because: string,
  /** The lines of profile files that decide about it. */
  lines: Array<Because>,
  /** The weaknesses that count under it. */
  weaknesses: Array<PlanWeakness>,
  /** The direct assessment of a requirement, or of a control without any weakness. */
  units: Array<PlanUnit>,
};

/** How much a profile asks for on a platform. */
export type PlanCounts = {
  /** Required controls. */
  controls: number,
  /** Required weaknesses. */
  weaknesses: number,
  /** Required tests, each once. */
  tests: number,
  /** Required direct assessments. */
  direct: number,
  /** Optional units. */
  optional: number,
  /** Units that are proposed as not applicable. */
  proposed: number,
  /** Citations that are shown. */
  citations: number,
  /** Citations that bind somebody else. */
  citations_left_out: number,
};

/** Something that a file takes out. */
export type PlanExcluded = {
  /** A control, weakness or test, as files spell it. */
  id: string,
  /** Its title; empty where there is none. */
  title: string,
  /** The lines that say so. */
  lines: Array<Because>,
};

/** Something that a reader has to know about the coverage. */
export type PlanLimit = {
  /** Such as `placeholder`, `deprecated`, `unlinked`. */
  kind: string,
  /** The test or weakness. */
  subject: string,
  /** One sentence. */
  sentence: string,
};

/** One thing to be answered. */
export type PlanUnit = {
  /** The unit's id. */
  unit: string,
  /** Its title. */
  title: string,
  /** Required or optional. */
  required: boolean,
  /** Why. */
  because: string,
  /** What an answer is about. */
  subject: SubjectKind,
  /** The values it has to be measured against. */
  parameters: Array<PlannedParameter>,
  /** The clauses it is related to. */
  citations: Array<PlannedCitation>,
  /** The clauses that bind somebody else. */
  citations_left_out: Array<CitationLeftOut>,
  /** The result that a condition proposes. */
  proposal: Proposal | null,
  /** What evidence would show it. */
  expected_evidence: Array<string>,
  /** The lines of profile files that decide about it. */
  lines: Array<Because>,
};

/** A weakness under its first control. */
export type PlanWeakness = {
  /** Such as `MASWE-0001`. */
  id: string,
  /** The numbering that the id belongs to. */
  scheme: string,
  /** Its title. */
  title: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Why, or why not. */
  because: string,
  /** Its units. */
  units: Array<PlanUnit>,
};

export type ProfileAddInput = {
  path: string,
};

export type ProfileCheckInput = {
  path: string,
  profiles?: string | null,
};

/** A profile file that was checked or added. */
export type ProfileChecked = {
  /** The profile, where nothing is wrong with it. */
  profile: ProfileView | null,
  /** What is wrong, by file and line. */
  problems: Array<ProfileProblem>,
  /** Lines that are right and do nothing, and sources that nobody knows. They refuse nothing. */
  warnings: Array<ProfileProblem>,
};

export type ProfileCompareInput = {
  a: string,
  b: string,
  platform: Platform,
  answers?: { [key in string]: Array<string> } | null,
};

/** Two profiles side by side: what differs, and because of which line. */
export type ProfileComparison = {
  /** One profile. */
  a: ProfileView,
  /** The other one. */
  b: ProfileView,
  /** The platform. */
  platform: Platform,
  /** The units that differ. */
  rows: Array<ComparedUnit>,
  /** How many units are the same in both. */
  same: number,
  /** The parameters that differ. */
  parameters: Array<ComparedParameter>,
  /** The rules of the gate that differ. */
  gate: Array<ComparedRule>,
  /** Conditions, expected evidence and citations that the files of only one say. */
  sayings: Array<ComparedSaying>,
};

/** What kind of profile it is. */
export type ProfileKind = "mas" | "industry" | "readiness" | "own";

/** What a profile asks for on a platform, with the reasons. */
export type ProfilePlan = {
  /** The profile. */
  profile: ProfileView,
  /** The platform. */
  platform: Platform,
  /** How much it is. */
  counts: PlanCounts,
  /** Every control of MASVS in its order, then the requirements that files speak of. */
  controls: Array<PlanControl>,
  /** What files take out. */
  excluded: Array<PlanExcluded>,
  /** What the catalogues don't cover. */
  limits: Array<PlanLimit>,
  /** How the profile was put together; none for plain MAS levels. */
  tailoring: Tailoring | null,
  /** The release gate that counts: its own, or the usual one where it says nothing of its own. */
  gate: Gate,
};

export type ProfileRemoveInput = {
  profile: string,
};

export type ProfileShowInput = {
  profile: string,
  platform: Platform,
  answers?: { [key in string]: Array<string> } | null,
};

/** A profile that can be chosen. */
export type ProfileView = {
  /** The canonical id, such as `L2+R` or `fintech`. */
  id: string,
  /** Its title. */
  title: string,
  /** What it is for. */
  summary: string,
  /** Its levels, those of what it extends included. */
  levels: Array<Level>,
  /** What kind it is. */
  kind: ProfileKind,
  /** What it extends, as its file says. */
  extends: Array<string>,
  /** The name of a file of the user's own. */
  file: string | null,
  /** Whether the questionnaire decides something in it. */
  asks: boolean,
};

export type ProfilesListInput = Record<symbol, never>;

export type QuestionnaireShowInput = Record<symbol, never>;

/** What kind of thing a file says of items. */
export type SayingKind = "condition" | "evidence" | "citation";
