// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { WeaknessName } from './model';

/** The severity of a finding, as far as a gate needs it. */
export type FindingSeverity = "low" | "medium" | "high" | "critical";

/** What has to hold before a release may ship. */
export type Gate = {
  /** What it asks for, in the order of [`GateRule`]. */
  require: Array<GateRule>,
  /** Open findings have to be below this; none where it says nothing. */
  findings_below: FindingSeverity | null,
  /** What no waiver may let through. */
  not_waivable: Array<ProfileItem>,
};

/** One thing that a release gate asks for. */
export type GateRule = "decided" | "no-failed-required" | "evidence" | "expected-evidence" | "approved" | "nothing-disputed" | "nothing-stale" | "nothing-inconclusive";

/** Something that a profile names. */
export type ProfileItem = { "kind": "requirement", "id": string } | { "kind": "control", "id": string } | { "kind": "weakness", "id": WeaknessName } | { "kind": "test", "id": string };
