// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Problem } from './read';

export type OddSaveInput = {
  problems: Array<Problem>,
  path: string,
};

/** The list that was written. */
export type OddSaved = {
  /** The file. */
  path: string,
  /** How many it lists. */
  count: number,
};

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
