// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { AnswerState } from './checklist';
import type { Platform } from './model';

/** What an assessor concludes: lower than the rule, or an answer to what failures elsewhere left open. */
export type OverrideView = {
  /** What the assessor concludes. */
  verdict: Verdict,
  /** Why; none when redacted. */
  reason: string | null,
  /** Who, when, in which entry. */
  stated: Stamp,
  /** Whether it counts now; otherwise it has no effect. */
  effective: boolean,
  /** Whether it answers the question that failures elsewhere raised; otherwise it lowers. */
  concludes: boolean,
};

/** A unit's part in a verdict. */
export type UnitPart = {
  /** The unit's id. */
  unit: string,
  /** The test's id, or the weakness's or control's. */
  label: string,
  /** Its title. */
  title: string,
  /** Whether the profile requires it. */
  required: boolean,
  /** Where its answer stands. */
  state: AnswerState,
  /** Whether the answer bears on the verdict. */
  counts: boolean,
  /** Why not, or how: a sentence, empty where nothing needs saying. */
  remark: string,
};

/** What follows for a control on a platform. */
export type Verdict = "out_of_scope" | "fail" | "untested" | "inconclusive" | "not_applicable" | "pass";

/** A control's verdict, explained down to the results. */
export type VerdictView = {
  /** The control. */
  control: string,
  /** Our one-line summary of the control. */
  summary: string,
  /** The build judged. */
  build: string,
  /** Its platform. */
  platform: Platform,
  /** What counts: the rule's verdict, or what an assessor concluded. */
  verdict: Verdict,
  /** What the rule gives. */
  computed: Verdict,
  /** The row of the rule that matched, 0 to 5. */
  row: number,
  /** The whole in a sentence or two. */
  sentence: string,
  /** Down to the units. */
  weaknesses: Array<WeaknessPart>,
  /** Failed weaknesses for which this control is only secondary, by their ids: they turn pass into inconclusive. */
  secondary_failures: Array<string>,
  /** Whether they did: its own weaknesses passed, and it is for an assessor to conclude. */
  to_conclude: boolean,
  /** The override, if any; more than one means that they are disputed and none has effect. */
  overrides: Array<OverrideView>,
  /** Entry ids that a new override must name. */
  override_heads: Array<string>,
  /** What the verdict does not say: placeholder, deprecated or unlinked tests. */
  limits: Array<string>,
};

/** A weakness's part in a verdict. */
export type WeaknessPart = {
  /** Such as `MASWE-0001`; none for a control assessed directly. */
  id: string | null,
  /** Its title. */
  title: string,
  /** What follows for it. */
  verdict: Verdict,
  /** The row of the rule that matched, 0 to 5. */
  row: number,
  /** Its units. */
  units: Array<UnitPart>,
};
