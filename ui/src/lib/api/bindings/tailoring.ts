// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Gate, ProfileItem } from './document';
import type { Level } from './model';
import type { Condition } from './questionnaire';

/** Why something is as it is: which line of which file says so. */
export type Because = {
  /** The id of the profile file. */
  document: string,
  /** The line in it. */
  line: number,
  /** What it says or why, in words. */
  words: string,
};

/** What the files decided about an item. Both say nothing where only levels speak of it. */
export type ItemDecision = {
  /** Whether it is in. */
  included: boolean | null,
  /** Whether it is required; none leaves it as the requirement, weakness or test says. */
  required: boolean | null,
  /** The lines that decided, in the order of the files' ids and lines. */
  because: Array<Because>,
};

/** Where the levels come from. */
export type LevelSource = {
  /** The level. */
  level: Level,
  /** The line that extends it; none for a plain MAS profile. */
  because: Because | null,
};

/** The value of a parameter, and who set it. */
export type SetParameter = {
  /** The value. */
  value: number,
  /** The line that set it. */
  because: Because,
};

/** What no waiver lets through, and the line that says so. */
export type TailoredBar = {
  /** What it concerns. */
  item: ProfileItem,
  /** The line. */
  because: Because,
};

/** A clause that a file adds. */
export type TailoredCitation = {
  /** The key of a source that ships, or the author's own name of one. */
  source: string,
  /** The clause. */
  clause: string,
  /** What it concerns. */
  items: Array<ProfileItem>,
  /** The line that says so. */
  because: Because,
};

/** A condition that proposes items as not applicable. */
export type TailoredCondition = {
  /** Where this holds ... */
  when: Condition,
  /** ... these are proposed as not applicable, */
  items: Array<ProfileItem>,
  /** for this reason. */
  because: Because,
};

/** What evidence a file expects. */
export type TailoredEvidence = {
  /** What it concerns. */
  items: Array<ProfileItem>,
  /** What is expected. */
  expect: string,
  /** The line that says so. */
  because: Because,
};

/** A profile, put together from its files: the same input gives the same tailoring. */
export type Tailoring = {
  /** `fintech`, `acme-wallet`, or `L2+R` for plain MAS levels. */
  id: string,
  /** Its title. */
  title: string,
  /** What it is for. */
  summary: string,
  /** The MAS levels with their sources; empty where the profile has none, such as MASA readiness. */
  levels: Array<LevelSource>,
  /**
  * What the files decided, by item; groups of requirements are spread over their requirements. JSON has no keys
  * that are items, so it is a list there.
  */
  items: Array<[ProfileItem, ItemDecision]>,
  /** Values by `FIN-2.1.idle-minutes`. */
  parameters: { [key in string]: SetParameter },
  /** What is proposed as not applicable. */
  not_applicable: Array<TailoredCondition>,
  /** The release gate; the usual one where no file asks for anything. */
  gate: Gate,
  /** The lines behind what the gate calls not waivable, in the order of the files' ids and lines. */
  bars: Array<TailoredBar>,
  /** Whether nobody may approve their own answer. */
  four_eyes: boolean,
  /** What evidence is expected. */
  evidence: Array<TailoredEvidence>,
  /** Clauses that files add. */
  citations: Array<TailoredCitation>,
  /** The files, by id; empty for plain MAS levels. */
  documents: Array<TailoringDocument>,
};

/** A file that a tailoring was put together from. */
export type TailoringDocument = {
  /** Its id. */
  id: string,
  /** SHA-256 of its text. */
  digest: string,
  /** Whether it ships with the program. */
  shipped: boolean,
};
