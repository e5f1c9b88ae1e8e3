// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { SubjectKind } from './requirement';

/** A place in a picture, in pixels from its upper left corner as it is shown. */
export type Area = {
  /** From the left. */
  x: number,
  /** From the top. */
  y: number,
  /** How wide. */
  width: number,
  /** How high. */
  height: number,
};

/** What is black in the copy of a text. */
export type BlackText = {
  /** Lines that are black as a whole: the first and the last of each stretch, counted from 1. */
  lines: Array<[number, number]>,
  /** How many places within other lines are black. */
  places: number,
};

/** A comment on a unit of a build. */
export type CommentView = {
  /** Its id. */
  id: string,
  /** The text in markdown; none when it was redacted. */
  text: string | null,
  /** The text rendered and sanitised. */
  html: string,
  /** Who wrote it. */
  added: Stamp,
};

export type EvidenceAddBytesInput = {
  assessment: string,
  build: string,
  unit: string,
  name: string,
  caption?: string | null,
};

export type EvidenceAddCommitInput = {
  assessment: string,
  build: string,
  unit: string,
  repository: string,
  revision: string,
  path?: string | null,
  lines?: [number, number] | null,
  caption?: string | null,
};

export type EvidenceAddFilesInput = {
  assessment: string,
  build: string,
  unit: string,
  paths: Array<string>,
  caption?: string | null,
};

export type EvidenceAddLinkInput = {
  assessment: string,
  build: string,
  unit: string,
  url: string,
  caption?: string | null,
};

export type EvidenceAddNoteInput = {
  assessment: string,
  build: string,
  unit: string,
  text: string,
  caption?: string | null,
};

/** What checking the stored files gave. */
export type EvidenceCheck = {
  /** Files whose digest is right. */
  sound: number,
  /** Digests of files that are missing. */
  missing: Array<string>,
  /** Digests of files whose content differs. */
  altered: Array<string>,
};

/** What a piece of evidence is. */
export type EvidenceContent = { "kind": "file",
  /** As it was called when it was added. */
  name: string,
  /** SHA-256 in hex. */
  sha256: string,
  /** In bytes. */
  size: number,
  /** Sniffed from the content, such as `image/png`; `application/octet-stream` when unknown. */
  media_type: string, } | { "kind": "note",
  /** The text. */
  text: string, } | { "kind": "link",
  /** The address, http or https. */
  url: string, } | { "kind": "commit",
  /** Where the repository lies or came from. */
  repository: string,
  /** Full id in hex. */
  id: string,
  /** The author's name and e-mail. */
  author: string,
  /** The author's date. */
  author_date: string,
  /** The first line of the message. */
  subject: string,
  /** A file that the commit holds, where it is about one. */
  path?: string | null,
  /** The lines of the file that it is about, the first and the last, counted from 1. */
  lines?: [number, number] | null,
};

export type EvidenceFindInput = {
  sha256: string,
  words: string,
  from: number,
  back: boolean,
};

export type EvidenceLinesInput = {
  sha256: string,
  first: number,
  count: number,
};

export type EvidenceListInput = {
  assessment: string,
  build?: string | null,
};

export type EvidencePageInput = {
  sha256: string,
  page: number,
  width: number,
};

/** How long a PDF is. */
export type EvidencePages = {
  /** Its pages. */
  pages: number,
};

export type EvidencePagesInput = {
  sha256: string,
};

export type EvidenceReadInput = {
  sha256: string,
};

export type EvidenceRedactInput = {
  assessment: string,
  build: string,
  evidence: string,
  areas: Array<Area>,
};

export type EvidenceRedactTextInput = {
  assessment: string,
  build: string,
  evidence: string,
  lines: Array<[number, number]>,
  words: Array<string>,
};

export type EvidenceRemoveInput = {
  assessment: string,
  build: string,
  evidence: string,
};

/** A place where a file is evidence. */
export type EvidenceUse = {
  /** The piece of evidence. */
  evidence: string,
  /** The assessment; none where it is attached to a subject that builds share. */
  assessment: string | null,
  /** The assessment's title. */
  title: string,
  /** The build; none as above. */
  build: string | null,
  /** The build or subject in words. */
  subject_words: string,
  /** The unit it is attached to. */
  unit: string,
  /** What it shows there, in the reviewer's words. */
  caption: string,
  /** Who attached it there. */
  added: Stamp,
};

export type EvidenceUsesInput = {
  sha256: string,
};

export type EvidenceVerifyInput = Record<symbol, never>;

/** One piece of evidence on one unit of one build, or of a subject that all builds share. */
export type EvidenceView = {
  /** Its id. */
  id: string,
  /** What it is attached to. */
  subject: SubjectKind,
  /** The build; none where it is attached to a subject that all builds share. */
  build: string | null,
  /** The unit it is attached to. */
  unit: string,
  /** What it is; none when it was redacted. */
  content: EvidenceContent | null,
  /** What it shows, in the reviewer's words. */
  caption: string,
  /** Who attached it. */
  added: Stamp,
  /** What it was made of, where it is a blacked-out copy. */
  redacted_from: RedactedFrom | null,
  /** SHA-256 of its blacked-out copy, where it has one: then the copy leaves, and this does not. */
  redacted_copy: string | null,
};

/** A file that was attached, and was there already. */
export type KnownFile = {
  /** As it is called now. */
  name: string,
  /** SHA-256 in hex. */
  sha256: string,
  /** Whether it was attached to this unit already: then it was not attached once more. */
  here: boolean,
  /** At how many other units it is attached. */
  elsewhere: number,
};

/** What a blacked-out copy was made of. */
export type RedactedFrom = {
  /** SHA-256 of the original. */
  original: string,
  /** The places of a picture that are black. */
  areas: Array<Area>,
  /** What of a text is black; none for a picture. */
  text: BlackText | null,
};

/** Where words were found in a text file of the evidence. */
export type TextFound = {
  /** The line, counted from 1; none where they are nowhere. */
  line: number | null,
  /** Whether the search went past an end and on from the other. */
  around: boolean,
};

/** Some lines of a text file of the evidence. */
export type TextLines = {
  /** How many lines there are. */
  total: number,
  /** The size of the file in bytes. */
  size: number,
  /** The number of the first of these lines, counted from 1. */
  first: number,
  /** The lines; what is too long to show is cut. */
  lines: Array<string>,
};
