// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { ReportCheck } from './check';

/** What a report says that it is. */
export type ReportIdentity = {
  /** The report's id. */
  id: string,
  /** Its title. */
  title: string,
  /** The date of the document. */
  created: string,
};

/** What came out. */
export type ReportVerification = {
  /** Whether no check failed. */
  sound: boolean,
  /** The answer in a sentence. */
  answer: string,
  /** SHA-256 of the file, hex. */
  sha256: string,
  /** What the report says that it is; none where it can't be read. */
  about: ReportIdentity | null,
  /** The checks. */
  checks: Array<ReportCheck>,
};

export type ReportVerifyInput = {
  path: string,
  evidence?: string | null,
  earlier?: string | null,
  known?: Array<string> | null,
};
