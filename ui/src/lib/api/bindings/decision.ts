// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { Readiness } from './readiness';
import type { EntryView } from './workspace';

/** Whether a release ships. */
export type DecisionChoice = "go" | "conditional" | "hold";

/** A decision about a release. */
export type DecisionView = {
  /** Its id. */
  id: string,
  /** What was decided. */
  choice: DecisionChoice,
  /** Whether the gate was closed at the time. It says so for ever. */
  over_closed_gate: boolean,
  /** In which role; empty where it was not said, none where it was redacted. */
  role: string | null,
  /** Why; none where it was redacted. */
  reason: string | null,
  /** What has to be done; none where it was redacted. */
  conditions: string | null,
  /** What the gates said at the time, in words; none where it was redacted. */
  gates: Array<string> | null,
  /** The root of the checkpoint that it rests on, in hex. */
  checkpoint: string,
  /** Who decided. */
  stated: Stamp,
  /** Whether no later decision took its place. */
  current: boolean,
  /** How many statements that bear on the release the decision does not know. */
  later: number,
  /** Those statements, the newest first; of very many, the newest hundred. */
  later_statements: Array<EntryView>,
  /** Whether there are any. */
  outdated: boolean,
};

/** The day on which a release is due. */
export type DueView = {
  /** The day, as `2026-12-15`. */
  day: string,
  /** Days until then by the clock of this machine; negative where it is past. */
  days_left: number,
  /** Who said so. */
  stated: Stamp,
};

/** Whether a release may ship, what was planned and what was decided. */
export type ReleaseReadiness = {
  /** The release. */
  release: string,
  /** Its app. */
  app: string,
  /** The app's name. */
  app_name: string,
  /** The release's name. */
  release_name: string,
  /** Whether all its assessments' gates are open, and there is one. */
  ready: boolean,
  /** In words. */
  sentence: string,
  /** One an assessment, newest first; those that were moved to other catalogues are left out. */
  assessments: Array<Readiness>,
  /** When it is due. Where several days stand beside each other, the earliest. */
  due: DueView | null,
  /** Decisions, the current ones first, then newest first. Several current ones do not know of each other. */
  decisions: Array<DecisionView>,
  /** Entry ids that a new decision must name. */
  decision_heads: Array<string>,
};
