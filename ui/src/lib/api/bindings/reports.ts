// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type BoardExportInput = {
  path: string,
};

export type ReportExportInput = {
  assessment: string,
  path: string,
  options: ReportOptionsInput,
};

/** The report that was written. */
export type ReportExported = {
  /** The file. */
  path: string,
  /** Its SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** How many pages it has. */
  pages: number,
  /** What is printed otherwise than asked for, such as a picture that was altered. */
  notices: Array<ReportNotice>,
};

/** Something that is printed otherwise than asked for; the report says so too. */
export type ReportNotice = {
  /** Stable. */
  code: string,
  /** A sentence. */
  message: string,
  /** What it is about: a digest, a character. */
  subject: string,
};

export type ReportOptionsInput = {
  comments?: boolean | null,
  build_ids?: Array<string> | null,
};
