// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** Something that is otherwise in the later report. */
export type ReportChange = {
  /** Which part of the report it belongs to. */
  part: ReportPart,
  /** What it is about, such as `MASVS-STORAGE-1`. */
  item: string,
  /** That in words; may be empty. */
  title: string,
  /** The build, where it is about one. */
  build: string,
  /** What the former report says; none where it says nothing of it. */
  before: string | null,
  /** What the later report says; none where it says nothing of it. */
  after: string | null,
};

/** Two reports beside each other. */
export type ReportComparison = {
  /** The former one. */
  former: ReportSide,
  /** The later one. */
  later: ReportSide,
  /** The whole in a sentence. */
  sentence: string,
  /** What this comparison does not say. */
  limits: Array<string>,
  /** What changed: first the verdicts, last the scope. */
  changes: Array<ReportChange>,
};

/** A part of a report. */
export type ReportPart = "verdicts" | "results" | "findings" | "waivers" | "scope";

/** One of the two. */
export type ReportSide = {
  /** Its number. */
  number: string,
  /** Its title. */
  title: string,
  /** The release's name. */
  release: string,
  /** When it was issued; none for a draft. */
  issued: string | null,
  /** For whom it is. */
  level: string,
};
