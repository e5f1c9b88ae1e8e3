// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { CrosswalkItem } from './crosswalk';
import type { Touch } from './walk';

/** An item that can be meant. */
export type CrosswalkChoice = {
  /** Its key. */
  key: string,
  /** The item. */
  item: CrosswalkItem,
};

export type CrosswalkExportInput = {
  rows: string,
  columns: string,
  format: MatrixFormat,
  all?: boolean | null,
  path?: string | null,
  assessment?: string | null,
};

/** The matrix that was written. */
export type CrosswalkExported = {
  /** The file, where one was asked for. */
  path: string | null,
  /** The text, where no file was asked for. */
  text: string | null,
  /** How many rows it has. */
  rows: number,
  /** How many columns. */
  columns: number,
  /** What a reader has to know. */
  note: string,
};

export type CrosswalkShowInput = {
  of: string,
  assessment?: string | null,
};

/** An item of the cross-walk with everything that touches it. */
export type CrosswalkView = {
  /** The item. */
  item: CrosswalkItem,
  /** Its key. */
  key: string,
  /** Others that the same spelling can mean, with their keys. */
  also: Array<CrosswalkChoice>,
  /** By kind, the nearest first. */
  touches: Array<Touch>,
  /** Why nothing touches it, in a sentence, where nothing does. */
  nothing: string | null,
  /** What a reader has to know of all of it. */
  note: string,
};

/** Why something was found, best first. */
export type FoundBy = "id" | "title" | "beginning" | "meaning" | "text" | "similar";

/** Where in the workspace something is. */
export type HitPlace = {
  /** The app. */
  app: string | null,
  /** The release. */
  release: string | null,
  /** The assessment. */
  assessment: string | null,
  /** The build. */
  build: string | null,
  /** The unit that it is about. */
  unit: string | null,
  /** The control that it is about. */
  control: string | null,
  /** The finding. */
  finding: string | null,
};

/** The form of an exported matrix. */
export type MatrixFormat = "csv" | "json";

/** What was found. */
export type SearchAnswer = {
  /** The best first. */
  hits: Array<SearchHit>,
  /** What was looked for in the place of words that nothing has, such as `certificate` for `certifcate`. */
  instead: Array<string>,
  /** Whether there is more than was asked for. */
  more: boolean,
  /** How many statements were not read yet: what they say is found by one of the next searches. */
  unread: number,
};

/** Something that was found. */
export type SearchHit = {
  /**
  * What it is: a kind of the cross-walk (`control`, `clause`, ...), of a page (`technique`, `document`, ...), `group`;
  * `app`, `release`, `build` or `assessment`; of what people wrote and attached `note`, `comment`, `evidence`,
  * `conclusion`, or the area of its kind of statement.
  */
  kind: string,
  /** Its id as its source writes it; of things in the workspace their UUID; of what people wrote a number. */
  id: string,
  /** What the id belongs to: the numbering of a weakness, the key of a clause's source, a requirement's set. */
  within: string,
  /** What is shown before the id, such as `MASWE beta`; empty where the id says it. */
  qualifier: string,
  /** Its title; may be empty. */
  title: string,
  /** One line about it in our own words; may be empty. */
  summary: string,
  /** Why it was found. */
  found_by: FoundBy,
  /** Where the words stand in its text; empty unless the text was what was found. */
  snippet: Array<SnippetPiece>,
  /** Its key in the cross-walk, where it has one. */
  crosswalk: string | null,
  /** Where it is in the workspace; none for standards. */
  place: HitPlace | null,
  /** It was withdrawn, or another edition replaced it. */
  former: boolean,
  /** The version that has it, where those in use do not, such as `MASTG 1.7.0`. */
  only_in: string | null,
};

export type SearchInput = {
  text: string,
  limit?: number | null,
  assessment?: string | null,
};

/** A piece of a text. */
export type SnippetPiece = {
  /** The text, plain: never markup. */
  text: string,
  /** Whether it is what was looked for. */
  hit: boolean,
};
