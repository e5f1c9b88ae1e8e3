// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { FindingScope } from './findings';

export type ChecklistExportInput = {
  assessment: string,
  build: string,
  path?: string | null,
};

export type FindingsExportInput = {
  scope: FindingScope,
  path?: string | null,
};

/** The table that was written. */
export type SheetExported = {
  /** The file, where one was asked for. */
  path: string | null,
  /** The text, where no file was asked for. */
  text: string | null,
  /** How many rows it has, its head left out. */
  rows: number,
};
