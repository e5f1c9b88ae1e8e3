// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { UnitRefused } from './unit';

/** Why a command was not carried out. Front ends go by the code, never by the text. */
export type CommandError = {
  /** Stable, `area.reason`, such as `workspace.newer`. */
  code: string,
  /** A sentence for the user. */
  message: string,
  /** What to do next, one sentence. */
  next_step: string,
  /** The file or folder that it is about, where there is one. */
  path?: string,
  /** The line in that file, counted from 1, where there is one. */
  line?: number,
  /** The column in that line, counted from 1 in characters, where there is one. */
  column?: number,
  /** The units that were refused, each with its own reason, where many were to be answered at once. */
  units?: Array<UnitRefused>,
};
