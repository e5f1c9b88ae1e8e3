// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { SubjectKind } from './requirement';

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
};

export type EvidenceListInput = {
  assessment: string,
  build?: string | null,
};

export type EvidenceReadInput = {
  sha256: string,
};

export type EvidenceRemoveInput = {
  assessment: string,
  build: string,
  evidence: string,
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
};
