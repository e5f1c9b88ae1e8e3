// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { PageKind } from './model';

/** How much was read, per kind. */
export type Counts = {
  /** Files that were looked at. */
  files: number,
  /** Groups of controls. */
  groups: number,
  /** Controls. */
  controls: number,
  /** Weaknesses. */
  weaknesses: number,
  /** Tests with a procedure. */
  live_tests: number,
  /** Announced tests. */
  placeholder_tests: number,
  /** Withdrawn tests. */
  deprecated_tests: number,
  /** Pages per kind. */
  pages: { [key in PageKind]?: number },
};

/** What was wrong or odd with one file; the sentence is for the user, the code for programs. */
export type Problem = {
  /** Path of the file in the repository, with `/`. */
  path: string,
  /** Line counted from 1, where there is one. */
  line: number | null,
  /** What kind of problem it is. */
  code: ProblemCode,
  /** One sentence. */
  message: string,
};

/** What kind of problem a file has. */
export type ProblemCode = "not-utf8" | "too-large" | "not-readable" | "no-front-matter" | "unclosed-front-matter" | "bad-yaml" | "missing-key" | "bad-value" | "unknown-key" | "unknown-platform" | "unknown-profile" | "unknown-status" | "odd-id" | "id-differs-from-name" | "duplicate-id" | "duplicate-item" | "dangling-reference" | "link-not-followed" | "empty-text" | "unknown-folder" | "another-standard" | "odd-path" | "similar-path" | "no-entries" | "more-problems";

/** A key that this version does not know. Nothing follows from it; it is kept for whoever looks at what is new upstream. */
export type UnknownKey = {
  /** Path of the file in the repository, with `/`. */
  path: string,
  /** The key, `mappings.new` for one below another. */
  key: string,
  /** Its value as compact JSON. */
  value: string,
};
