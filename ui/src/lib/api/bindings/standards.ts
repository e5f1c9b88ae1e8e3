// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

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
