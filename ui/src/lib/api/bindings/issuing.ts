// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { IssuedReport } from './report';
import type { ReportFile, ReportNotice, ReportOptionsInput } from './reports';
import type { ReportSignatureInput } from './signing';

export type ReportAmendInput = {
  report: string,
  reason: string,
  options: ReportOptionsInput,
  number?: string | null,
  signature?: ReportSignatureInput | null,
};

export type ReportIssueInput = {
  assessment: string,
  options: ReportOptionsInput,
  number?: string | null,
  signature?: ReportSignatureInput | null,
};

/** What was issued. */
export type ReportIssued = {
  /** The report. */
  report: IssuedReport,
  /** What is printed otherwise than asked for. */
  notices: Array<ReportNotice>,
};

export type ReportKeptCheckInput = {
  report: string,
};

export type ReportKeptSignInput = {
  report: string,
  former: string,
  signature: ReportSignatureInput,
};

/** A number that is free. */
export type ReportNumber = {
  /** The number. */
  number: string,
};

export type ReportNumberInput = {
  amends?: string | null,
};

export type ReportReissueInput = {
  report: string,
  path: string,
  version?: string | null,
};

/** A kept file that was given out. */
export type ReportReissued = {
  /** The number of the report. */
  number: string,
  /** The file; of a report in volumes, the first. */
  path: string,
  /** Its SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** All files, in their order. */
  files: Array<ReportFile>,
};

/** A report to compare: a kept one, or a file. */
export type ReportSource = {
  /** A kept one. */
  report?: string | null,
  /** A file. */
  path?: string | null,
  /** Further files: the other volumes of a report in several. */
  volumes?: Array<string> | null,
};

export type ReportsCompareInput = {
  former: ReportSource,
  later: ReportSource,
};

export type ReportsListInput = {
  assessment?: string | null,
  release?: string | null,
};
