// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

/** Something that is otherwise in the later report. */
export type ReportChange = {
  /** Which part of the report it belongs to. */
  part: ReportPart,
  /** Of the scope, which fact it is. */
  fact: ReportFact | null,
  /** What it is about, such as `MASVS-STORAGE-1`; empty of the scope. */
  item: string,
  /** That in words; may be empty. */
  title: string,
  /** The build, where it is about one. */
  build: string,
  /** What the former report says; none where it says nothing of it. */
  before: ReportStands | null,
  /** What the later report says; none where it says nothing of it. */
  after: ReportStands | null,
  /** Whether both say the same, and it was stated anew. */
  restated: boolean,
};

/** Two reports beside each other. */
export type ReportComparison = {
  /** The former one. */
  former: ReportSide,
  /** The later one. */
  later: ReportSide,
  /** What this comparison does not say. */
  limits: Array<ReportLimit>,
  /** What changed: first the verdicts, last the scope. */
  changes: Array<ReportChange>,
};

/** A fact of the scope. */
export type ReportFact = "release" | "assessment" | "profile" | "catalogue" | "build" | "out_of_scope" | "verdicts_asked_for";

/** What a comparison does not say. */
export type ReportLimit = "customer_level" | "public_level" | "no_results";

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

/** What a report says of something. */
export type ReportStands = { "kind": "result",
  /** Such as `not_applicable`. */
  state: string, } | { "kind": "finding",
  /** Such as `high`. */
  severity: string,
  /** `open`, `waived`, `fixed` or `withdrawn`. */
  state: string, } | { "kind": "waiver",
  /** Such as `in_force`. */
  standing: string,
  /** Its last day. */
  until: string, } | { "kind": "text",
  /** As the report has it. */
  text: string, } | { "kind": "build",
  /** Such as `Android 4.2.0 (4211)`. */
  name: string,
  /** How it was built, such as `store_signed`. */
  variant: string,
  /** Of its file, where there is one. */
  sha256: string | null, } | { "kind": "left_out" } | { "kind": "count",
  /** The number. */
  count: number,
};
