// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';

/** What was chosen for a report beside template and level. */
export type IssuedOptions = {
  /** The language of the template's words. */
  language: string,
  /** `a4` or `us-letter`. */
  paper: string,
  /** Whether comments are printed. */
  comments: boolean,
  /** Whether the files of the evidence are attached. */
  evidence: boolean,
};

/** A report that was issued and is kept. */
export type IssuedReport = {
  /** Its id. */
  id: string,
  /** The number that every page prints. */
  number: string,
  /** Whether another report has the same number: two devices gave it without knowing of each other. */
  number_twice: boolean,
  /** The title in the file's properties. */
  title: string,
  /** The app. */
  app: string,
  /** The app's name. */
  app_name: string,
  /** The release. */
  release: string,
  /** The release's name. */
  release_name: string,
  /** The assessment. */
  assessment: string,
  /** The builds that it prints. */
  builds: Array<string>,
  /** The template's name. */
  template: string,
  /** Digest over the template's files. */
  template_digest: string,
  /** For whom it is: `public`, `customer` or `internal`. */
  level: string,
  /** What else was chosen. */
  options: IssuedOptions,
  /** How many pages it has. */
  pages: number,
  /** The root of the checkpoint that it prints. The statement that it was issued comes after it. */
  checkpoint: string,
  /** The moment that is printed as its date of issue. */
  issued_at: string,
  /** Who issued it, and when that was stated. */
  issued: Stamp,
  /** Its files, as issued first; each later one has one more signature. */
  versions: Array<ReportVersion>,
  /** SHA-256 of the file that is given out: the last one; of a report in volumes, its first. */
  sha256: string,
  /** The size in bytes, of all its volumes. */
  size: number,
  /** What is given out: one file, or the volumes in their order. */
  files: Array<ReportKeptFile>,
  /** Whether all of that is in the workspace. Whether the bytes are right is told when they are given out. */
  kept: boolean,
  /** The report that it takes the place of. */
  amends: ReportAmends | null,
  /** The reports that take its place: more than one where two devices amended it. */
  amended_by: Array<ReportAmendment>,
};

/** A report that takes the place of another. */
export type ReportAmendment = {
  /** Its id. */
  report: string,
  /** Its number. */
  number: string,
  /** Why. */
  reason: string,
};

/** The report that an amendment takes the place of. */
export type ReportAmends = {
  /** Its id. */
  report: string,
  /** Its number. */
  number: string,
  /** SHA-256 of its file, as it stood then. */
  sha256: string,
  /** SHA-256 of its volumes after the first. */
  further: Array<string>,
  /** Why. */
  reason: string,
};

/** A file of a report that is given out. */
export type ReportKeptFile = {
  /** Its SHA-256. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** How many pages it has. */
  pages: number,
  /** Whether it is in the workspace. */
  kept: boolean,
};

/** A signature on a kept report. */
export type ReportSignature = {
  /** The name in the certificate. */
  name: string,
  /** In which role; empty where nobody said. */
  role: string,
  /** SHA-256 of the certificate. */
  certificate: string,
  /** Whether the key is one that Assay made: it shows that nothing was changed, and not who signed. */
  own_key: boolean,
  /** Whether a timestamp service says when. */
  timestamp: boolean,
  /** SHA-256 of the file that was signed. */
  former: string,
};

/** A kept file of a report, or its volumes. */
export type ReportVersion = {
  /** SHA-256 of the file; of a report in volumes, of the first. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** The volumes after the first. */
  further: Array<ReportVolume>,
  /** Who stated it, and when. */
  stated: Stamp,
  /** The signature that it has more than the one before; none of the file as it was issued. */
  signature: ReportSignature | null,
  /** Whether another one continues it. */
  continued: boolean,
};

/** A volume after the first. */
export type ReportVolume = {
  /** SHA-256 of the file. */
  sha256: string,
  /** In bytes. */
  size: number,
};
