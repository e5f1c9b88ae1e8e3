// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** A parameter that two profiles set differently, or that only one has. */
export type ComparedParameter = {
  /** `FIN-2.1.idle-minutes`. */
  id: string,
  /** What it is. */
  title: string,
  /** `minutes`, ... */
  unit: string,
  /** The first profile's value; none where it doesn't have the control. */
  a: number | null,
  /** The second one's. */
  b: number | null,
  /** Which line sets the first one's value; empty where there is none. */
  because_a: string,
  /** Which line sets the second one's. */
  because_b: string,
};

/** A unit on which two profiles differ. */
export type ComparedUnit = {
  /** The unit. */
  unit: string,
  /** Its id as people say it: `MASTG-TEST-0235`, `FIN-2.1`. */
  label: string,
  /** Its title. */
  title: string,
  /** The control that it stands under first. */
  control: string,
  /** The control's group. */
  group: string,
  /** In the first profile. */
  a: Standing,
  /** In the second one. */
  b: Standing,
  /** Why it is so in the first one, with the line that says so where there is one. */
  because_a: string,
  /** Why it is so in the second one. */
  because_b: string,
};

/** How a profile stands to a unit. */
export type Standing = "required" | "optional" | "out";
