// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type CheckpointCheckInput = {
  root: string,
};

export type LedgerRebuildInput = Record<symbol, never>;

export type LedgerShowInput = {
  limit?: number | null,
  before?: number | null,
};

export type LedgerVerifyInput = Record<symbol, never>;

/** What was rebuilt. */
export type Rebuilt = {
  /** How many entries the projections were made from. */
  entries: number,
};
