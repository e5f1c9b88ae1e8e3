// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Platform } from './model';
import type { ProfileView } from './workspace';

/** A control and what counts under it. */
export type PlanControl = {
  /** Such as `MASVS-STORAGE-1`. */
  id: string,
  /** Its group. */
  group: string,
  /** Our one-line summary. */
  summary: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Why, or why not. */
  because: string,
  /** The weaknesses that count under it. */
  weaknesses: Array<PlanWeakness>,
  /** The direct assessment of a control without any weakness. */
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
  /** Optional tests. */
  optional: number,
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

/** What a profile asks for on a platform, with the reasons. */
export type ProfilePlan = {
  /** The profile. */
  profile: ProfileView,
  /** The platform. */
  platform: Platform,
  /** How much it is. */
  counts: PlanCounts,
  /** Every control of MASVS in its order. */
  controls: Array<PlanControl>,
  /** What the catalogues don't cover. */
  limits: Array<PlanLimit>,
};

export type ProfileShowInput = {
  profile: string,
  platform: Platform,
};

export type ProfilesListInput = Record<symbol, never>;

export type StandardPageInput = {
  id: string,
  scheme?: string | null,
  assessment?: string | null,
};

export type StandardsListInput = Record<symbol, never>;

export type StandardsSyncInput = {
  source: string,
  commit?: string | null,
};
