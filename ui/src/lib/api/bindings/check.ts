// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** A check with what it says. */
export type ReportCheck = {
  /** A stable code, such as `record.inclusion`. */
  id: string,
  /** What came out. */
  outcome: ReportCheckOutcome,
  /** The same as a sentence. */
  sentence: string,
  /** Figures and names, a line each. */
  details: Array<string>,
};

/** What came out of a check. */
export type ReportCheckOutcome = "holds" | "fails" | "open";
