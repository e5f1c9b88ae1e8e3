// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

export type BoardExportInput = {
  path: string,
  language?: string | null,
  template_folder?: string | null,
  all?: boolean | null,
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
  /** All files: a report that is too large for one is in several volumes, of which the first is named above. */
  files: Array<ReportFile>,
  /** What is printed otherwise than asked for, such as a picture that was altered. */
  notices: Array<ReportNotice>,
};

/** A file of a report. */
export type ReportFile = {
  /** The file. */
  path: string,
  /** Its SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** How many pages it has. */
  pages: number,
};

/** For whom a report is; a lower level removes, never hides. */
export type ReportLevel = "public" | "customer" | "internal";

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
  template?: string | null,
  template_folder?: string | null,
  level?: ReportLevel | null,
  comments?: boolean | null,
  build_ids?: Array<string> | null,
  evidence?: boolean | null,
  language?: string | null,
  paper?: ReportPaper | null,
  accent?: string | null,
  logo?: string | null,
  logo_alternative?: string | null,
  fonts?: string | null,
  volume_pages?: number | null,
};

/** A size of paper. */
export type ReportPaper = "a4" | "us-letter";

/** A report to look at before it is written: a draft, kept until the next one or until the host ends. */
export type ReportPreview = {
  /** What its pages are asked for by: the file's SHA-256 in hex. */
  preview: string,
  /** How many pages it has. */
  pages: number,
  /** What is printed otherwise than asked for. */
  notices: Array<ReportNotice>,
};

export type ReportPreviewInput = {
  assessment: string,
  options: ReportOptionsInput,
};

export type ReportPreviewPageInput = {
  preview: string,
  page: number,
  width: number,
};

/** A template that ships. */
export type ReportTemplate = {
  /** Its name. */
  name: string,
  /** What it is for, in a sentence. */
  summary: string,
};

/** A copy of a template. */
export type ReportTemplateCopied = {
  /** The folder. */
  folder: string,
  /** Its files, by their place in it. */
  files: Array<string>,
};

export type ReportTemplateCopyInput = {
  template: string,
  folder: string,
};

export type ReportTemplatesInput = Record<symbol, never>;
