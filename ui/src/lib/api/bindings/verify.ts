// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { ReportCheck } from './check';

/** What a report says that it is. */
export type ReportIdentity = {
  /** The report's id. */
  id: string,
  /** Its number. */
  number: string,
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
  /** SHA-256 of the file, hex; empty where several were given. */
  sha256: string,
  /** What the report says that it is; none where it can't be read. */
  about: ReportIdentity | null,
  /** The checks: where several files were given, those of all together. */
  checks: Array<ReportCheck>,
  /** The same of each file, where several were given. */
  volumes: Array<ReportVerification>,
};

export type ReportVerifyInput = {
  path: string,
  volumes?: Array<string> | null,
  evidence?: string | null,
  earlier?: string | null,
  known?: Array<string> | null,
};
