// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { AnswerState } from './checklist';
import type { FindingState, Severity } from './findings';
import type { NamedBuild, ReconfirmBasis } from './former';
import type { Verdict } from './verdict';

/** What changed between two builds. */
export type BuildsComparison = {
  /** The former build. */
  from: ComparedBuild,
  /** The later build. */
  to: ComparedBuild,
  /** Whether the tested files are the same, by their SHA-256. */
  identical: boolean,
  /** What identifies them. */
  facts: Array<FactOnBuilds>,
  /** What they ask of the system. */
  permissions: PermissionsOnBuilds,
  /** In the order of the later checklist; what only the former one holds comes last. */
  units: Array<UnitOnBuilds>,
  /** How many units went which way. */
  counts: BuildsCounts,
  /** The controls that either assessment asks for, in MASVS order. */
  controls: Array<ControlOnBuilds>,
  /** The findings that concern either, the worst first. */
  findings: Array<FindingChange>,
};

/** How many units went which way; they add up to all of them. */
export type BuildsCounts = {
  /** See [`UnitChange::Broken`]. */
  broken: number,
  /** See [`UnitChange::Mended`]. */
  mended: number,
  /** See [`UnitChange::Changed`]. */
  changed: number,
  /** See [`UnitChange::Decided`]. */
  decided: number,
  /** See [`UnitChange::Open`]. */
  open: number,
  /** See [`UnitChange::Added`]. */
  added: number,
  /** See [`UnitChange::Gone`]. */
  gone: number,
  /** See [`UnitChange::Same`]. */
  same: number,
};

/** A build of a comparison. */
export type ComparedBuild = {
  /** The build. */
  build: NamedBuild,
  /** The assessment whose answers are compared; none where its release has none. */
  assessment: string | null,
  /** Its title; empty where there is none. */
  assessment_title: string,
};

/** A control on both builds. */
export type ControlOnBuilds = {
  /** Such as `MASVS-STORAGE-1`. */
  control: string,
  /** Our one-line summary. */
  summary: string,
  /** On the former build; none where it has no assessment, or that does not know the control. */
  from: Verdict | null,
  /** On the later build; likewise. */
  to: Verdict | null,
  /** Whether they differ. */
  changed: boolean,
  /** As what the board counts it; none where it counts as nothing. */
  part: SincePart | null,
};

/** A fact that identifies a build. */
export type FactKind = "version_name" | "version_code" | "package_id" | "variant" | "file_name" | "size" | "sha256" | "signing_certificate" | "commit";

/** A fact of both builds. */
export type FactOnBuilds = {
  /** Which. */
  fact: FactKind,
  /** On the former build; none where it is not known. */
  from: string | null,
  /** On the later build; likewise. */
  to: string | null,
  /** Whether both are known and differ, or only one is known. */
  changed: boolean,
};

/** A finding that concerns either build. */
export type FindingChange = {
  /** The finding. */
  finding: string,
  /** Its title; none where it was redacted. */
  title: string | null,
  /** How bad it is. */
  severity: Severity,
  /** Where it stood on the former build, by all that was said of builds up to it; none where nobody had seen it on one. */
  from: FindingState | null,
  /** Where it stands on the later build; likewise. */
  to: FindingState | null,
  /** Whether they differ. */
  changed: boolean,
  /** As what the board counts it; none where it counts as nothing. */
  part: SincePart | null,
};

/** What two builds ask of the system; see [`super::BuildFacts::permissions`]. */
export type PermissionsOnBuilds = {
  /** Whether it is known of the former build. */
  from_known: boolean,
  /** Whether it is known of the later build. */
  to_known: boolean,
  /** What only the later one asks for; none where either is not known. */
  added: Array<string>,
  /** What only the former one asks for; likewise. */
  removed: Array<string>,
  /** What both ask for; likewise. */
  kept: Array<string>,
};

/** What the board counts of what became of a platform since another build: of a control, the first four, or a finding. */
export type SincePart = "broken" | "first_judged" | "still" | "mended" | "new_findings" | "fixed_findings";

/** What became of a unit from one build to the other. */
export type UnitChange = "broken" | "mended" | "changed" | "decided" | "open" | "added" | "gone" | "same";

/** A unit on both builds. */
export type UnitOnBuilds = {
  /** The unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** Its title. */
  title: string,
  /** The control that it stands under first. */
  control: string,
  /** Whether either checklist requires it. */
  required: boolean,
  /** Where its answer stands on the former build; none where that checklist does not hold it. */
  from: AnswerState | null,
  /** Where its answer stands on the later build; likewise. */
  to: AnswerState | null,
  /** What became of it. */
  change: UnitChange,
  /** What the later answer rests on, where it is that of a former build, reconfirmed. */
  reconfirmed: ReconfirmBasis | null,
};
