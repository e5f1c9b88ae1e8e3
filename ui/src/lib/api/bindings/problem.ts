// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** One problem of a profile file. */
export type ProfileProblem = {
  /** What kind it is. */
  code: ProfileProblemCode,
  /** The file as it was named. */
  file: string,
  /** The line, counted from 1. */
  line: number,
  /** The column, counted from 1 in characters. */
  column: number,
  /** The key, with those around it: `gate.require`, `exclude[2].because`; empty for the file as a whole. */
  key: string,
  /** One sentence. */
  message: string,
  /** What is allowed, or what to do; one sentence. */
  hint: string,
};

/** What kind of problem it is; its word is the stable code, as in `profile.unknown_id`. */
export type ProfileProblemCode = "bad_yaml" | "unknown_format" | "unknown_key" | "repeated" | "missing_key" | "bad_value" | "out_of_bounds" | "missing_reason" | "unknown_id" | "ambiguous_weakness" | "unknown_parameter" | "unknown_profile" | "taken_id" | "cycle" | "conflict" | "nothing_to_change" | "resilience_alone" | "empty" | "does_nothing" | "loosens" | "unknown_source";
