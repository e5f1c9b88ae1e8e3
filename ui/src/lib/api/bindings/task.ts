// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** How far long work is. */
export type TaskProgress = {
  /** What it is busy with: one or two words, such as `reading`. */
  stage: string,
  /** How much is done, in the stage's own unit. */
  done: number,
  /** Out of how much; none while unknown. */
  total: number | null,
};
