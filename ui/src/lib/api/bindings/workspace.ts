// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { BuildView } from './apps';
import type { ChecklistChange } from './checklist';
import type { CommentView, EvidenceView, KnownFile } from './evidence';
import type { Era, Platform } from './model';
import type { Counts, Problem, UnknownKey } from './read';
import type { VerdictView } from './verdict';

/** A checkpoint that was kept elsewhere, held against the record. */
export type CheckpointCheck = {
  /** The root that was looked for. */
  root: string,
  /** What became of it. */
  outcome: CheckpointOutcome,
  /** How many entries there were then; 0 where it was not found. */
  entries: number,
  /** How many came since; 0 where it was not found. */
  since: number,
};

/** What became of a checkpoint that was kept elsewhere. */
export type CheckpointOutcome = "found" | "unknown" | "too_many";

/** Every device's signed head under one root: what a report prints. */
export type CheckpointView = {
  /** The workspace. */
  workspace: string,
  /** The root over the heads. */
  root: string,
  /** The heads, by device. */
  heads: Array<HeadView>,
};

/** A comment that was added. */
export type CommentAdded = {
  /** The comment. */
  comment: CommentView,
  /** What it changed. */
  change: ChecklistChange,
};

/** An entry of the ledger as a list shows it. */
export type EntryView = {
  /** The entry's id. */
  hash: string,
  /** The order of arrival here: what paging goes by. */
  arrival: number,
  /** The device that wrote it. */
  device: string,
  /** Its place in the device's log, from 0. */
  seq: number,
  /** What kind of statement. */
  kind: string,
  /** What it is about, as a path. */
  subject: string,
  /** When, as claimed by the device. */
  at: string,
  /** The member's name. */
  by: string,
  /** The result code, where there is one. */
  result: string | null,
  /** Whether a later statement took its place. */
  superseded: boolean,
  /** Whether its body was redacted. */
  redacted: boolean,
};

/** Evidence that was attached. */
export type EvidenceAdded = {
  /** The pieces, in the order given. */
  evidence: Array<EvidenceView>,
  /** Which of the files were evidence already. Those that the unit had are not among the pieces. */
  known: Array<KnownFile>,
  /** What they changed. */
  change: ChecklistChange,
};

/** A device's signed head. */
export type HeadView = {
  /** The device's public key. */
  device: string,
  /** How many entries it signed. */
  size: number,
  /** The root over them. */
  root: string,
  /** The signature. */
  signature: string,
};

/** A page of the ledger, newest arrival first. */
export type LedgerPage = {
  /** What it is all covered by. */
  checkpoint: CheckpointView,
  /** All entries there are. */
  total: number,
  /** The page. */
  entries: Array<EntryView>,
};

/** The verdicts of one platform, from its build of record. */
export type PlatformVerdicts = {
  /** The platform. */
  platform: Platform,
  /** The newest release or store-signed build of the platform, else the newest of any variant. */
  build: BuildView,
  /** In MASVS order, controls out of scope included. */
  verdicts: Array<VerdictView>,
};

/** The first thing that is wrong with a ledger. */
export type ProblemView = {
  /** What it is: `entry`, `chain`, `column`, `body`, `supersedes`, `node`, `root`, `signature`, `unsigned`, `fork`. */
  kind: string,
  /** The entry, where it is one. */
  entry: string | null,
  /** The device. */
  device: string | null,
  /** The place in the device's log. */
  seq: number | null,
  /** A sentence for the user. */
  sentence: string,
};

/** A catalogue that the workspace knows. */
export type StandardView = {
  /** `MASVS`, `MASWE` or `MASTG`. */
  name: string,
  /** Such as `2.1.0`. */
  version: string,
  /** Which shape of OWASP's data it was read from. */
  era: Era,
  /** Who publishes it. */
  publisher: string,
  /** The git commit it was read from; empty for a folder without one. */
  commit: string,
  /** The digest that pins it. */
  digest: string,
  /** The licence of its texts. */
  licence: string,
  /** Where it was read from. */
  source_url: string,
  /** Whether it ships with the program. */
  shipped: boolean,
  /** Whether OWASP's texts of it are there to be read: all of them, or all but a few broken files. */
  has_text: boolean,
  /** How much it holds. */
  counts: Counts,
};

/** What reading a standard gave. */
export type SyncReport = {
  /** The catalogue that was read. */
  catalogue: StandardView,
  /** The branch, tag or `HEAD` that was asked for, where it was not a full commit id. */
  revision: string | null,
  /** How much was read. */
  counts: Counts,
  /** What was wrong with single files; each cost only itself. */
  problems: Array<Problem>,
  /** Keys that this version does not know, with their values: they are kept here and change nothing. */
  unknown: Array<UnknownKey>,
  /** The same commit was read before: nothing was read again, and this is what was found then. */
  known_before: boolean,
  /**
  * Whether it differs from the catalogue that new assessments pin: then it stands beside it, and nothing that is
  * under way changes.
  */
  changed_pinned: boolean,
};

/** What an undo or a redo did. */
export type Undone = {
  /** What it changed. */
  change: ChecklistChange,
  /** The unit it was about, the first of many; none where it was about no unit. */
  unit: string | null,
  /** The control it was about, where it was a conclusion on one. */
  control: string | null,
  /** What was undone or done again, as a sentence. */
  undone: string,
};

/** The verdicts of an assessment: a part a platform that the release has a build for. */
export type Verdicts = {
  /** Android first. */
  platforms: Array<PlatformVerdicts>,
};

/** What a check of the whole ledger found. */
export type VerificationView = {
  /** Whether nothing is wrong. */
  sound: boolean,
  /** Entries checked. */
  entries: number,
  /** Bodies that are there and match. */
  bodies_present: number,
  /** Bodies that were redacted. */
  bodies_erased: number,
  /** Signed heads checked. */
  heads: number,
  /** Devices whose keys nothing vouches for: their signatures prove nothing. */
  unknown_keys: Array<string>,
  /** The first thing that is wrong, as a sentence. */
  problem: ProblemView | null,
  /** What it is all covered by. */
  checkpoint: CheckpointView,
};

/** An open workspace. */
export type WorkspaceView = {
  /** Its id. */
  id: string,
  /** Its folder. */
  dir: string,
  /** Its name. */
  name: string,
  /** The public key of the device that writes, in hex. */
  device: string,
  /** Why a new device was enrolled when it was opened: it had been copied or restored. None otherwise. */
  notice: string | null,
  /** How many statements of kinds that only a newer version knows the ledger holds. */
  unknown_statements: number,
};
