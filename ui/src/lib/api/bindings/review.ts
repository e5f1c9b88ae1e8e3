// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { UnitRow } from './checklist';
import type { EntryView } from './workspace';

export type ApprovalsListInput = {
  assessment: string,
  build: string,
};

/** What work is assigned as. */
export type AssignmentScope = "unit" | "group" | "build";

/** Who is to test something. */
export type AssignmentView = {
  /** What it was assigned as. */
  scope: AssignmentScope,
  /** The unit's or group's id; empty for the build. */
  id: string,
  /** The member. */
  assignee: string,
  /** Their name. */
  name: string,
  /** Until which day, as `2026-11-22`. */
  due: string | null,
  /** Who assigned it, when. */
  by: Stamp,
};

export type AssignmentsListInput = {
  assessment: string,
  build: string,
};

/** The piles of a build. */
export type BuildQueues = {
  /** The build. */
  build: string,
  /** How many lie where. */
  counts: Array<QueueCount>,
  /** The rows of the pile that was asked for, each unit once. */
  rows: Array<UnitRow>,
};

/** Why a review statement says nothing about what is there now. */
export type LeftBehind = "answer" | "evidence" | "no_answer";

/** A member of the workspace. */
export type MemberView = {
  /** Their id. */
  id: string,
  /** Their name; what stands for it where it was redacted. */
  name: string,
  /** Their e-mail address; empty where it was redacted. */
  email: string,
  /** Whether it is who works here now. */
  me: boolean,
};

export type MembersListInput = Record<symbol, never>;

/** A comment that names somebody. */
export type MentionView = {
  /** The comment. */
  comment: string,
  /** What it is about, as a path. */
  subject: string,
  /** What people call that. */
  about: string,
  /** The assessment, where it is about something in one. */
  assessment: string | null,
  /** The build likewise. */
  build: string | null,
  /** The unit likewise. */
  unit: string | null,
  /** The control likewise. */
  control: string | null,
  /** The app, where it is about an app, a release, a build or a finding. */
  app: string | null,
  /** The finding, where it is about one. */
  finding: string | null,
  /** The text without markup, shortened. */
  text: string,
  /** Who wrote it, when. */
  added: Stamp,
  /** Whether it was read. */
  read: boolean,
};

export type MentionsListInput = {
  read?: boolean | null,
};

export type MentionsReadInput = {
  comments: Array<string>,
};

/** What was stated after a checkpoint and bears on what was signed. */
export type Outdated = {
  /** How many statements. */
  statements: number,
  /** The newest of them. */
  newest: Stamp,
  /** Those statements, the newest first; of very many, the newest hundred. */
  later: Array<EntryView>,
};

/** A pile of units that wait for something. */
export type Queue = "mine" | "to_review" | "returned" | "stale" | "disputed" | "untested" | "mentions";

/** How many units of a build lie on a pile. */
export type QueueCount = {
  /** The pile. */
  queue: Queue,
  /** How many units. */
  units: number,
};

export type QueuesShowInput = {
  assessment: string,
  build: string,
  queue?: Queue | null,
};

export type RemarkAddInput = {
  about: string,
  text: string,
};

export type RemarkRemoveInput = {
  about: string,
  comment: string,
};

export type RemarksListInput = {
  about: string,
};

/** What a review statement does. */
export type ReviewAction = "submit" | "approve" | "return";

/** What became of a review statement over several units. */
export type ReviewChange = {
  /** The units that it was made about. */
  done: Array<string>,
  /** The units that it was not made about, with the reason. */
  refused: Array<ReviewRefused>,
  /** The rows that it changed. */
  rows: Array<UnitRow>,
};

/** A unit that a review statement could not be made about. */
export type ReviewRefused = {
  /** The unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** The code of the error. */
  code: string,
  /** Why, as a sentence. */
  sentence: string,
};

/** Where the review of an answer stands. It is an axis of its own beside the result. */
export type ReviewState = "open" | "in_progress" | "submitted" | "approved" | "returned";

export type ReviewStateInput = {
  assessment: string,
  build: string,
  action: ReviewAction,
  units: Array<ReviewedUnit>,
  comment?: string | null,
};

/** One step of a unit's review. */
export type ReviewStep = {
  /** What was done; none for taking back what was done before. */
  action: ReviewAction | null,
  /** Who, when, in which entry. */
  by: Stamp,
  /** The public key of the device that it was stated on. */
  device: string,
  /** Who gave the answer that it is about, where that entry is here. */
  answer_by: string | null,
  /** Whether that is the same member. */
  by_author: boolean,
  /** Whether both were stated from one device key: that two people did it proves little. */
  same_device: boolean,
  /** The words with it, rendered and sanitised; none where there are none or they were redacted. */
  comment_html: string | null,
  /** Why it says nothing about what is there now; none for one that counts, and for one that a later step replaced. */
  left_behind: LeftBehind | null,
  /** Whether nothing took its place. */
  current: boolean,
};

/** A unit that a review statement is to be about. */
export type ReviewedUnit = {
  /** The unit's id. */
  unit: string,
  /** `review.basis` of the row that the reviewer saw; without it, whatever is there. */
  basis?: string | null,
};

/** The review of a unit as a row shows it. */
export type RowReview = {
  /** Where it stands. */
  state: ReviewState,
  /** Who said so, where somebody did. */
  by: string | null,
  /** When. */
  at: string | null,
  /** Why a former review says nothing about what is there now. */
  left_behind: LeftBehind | null,
  /** The answer is the own one of whoever works here. */
  own: boolean,
  /** The one who approved it gave the answer too. */
  by_author: boolean,
  /** Answer and approval were stated from one device key: that two people did it proves little. */
  same_device: boolean,
  /** Who is to test it; several where they were assigned at the same time. */
  assignee: string | null,
  /** Whether that is whoever works here. */
  mine: boolean,
  /** Until which day, as `2026-11-22`. */
  due: string | null,
  /**
  * What a review of it would name, shortened: given back with a review statement, so that nobody approves what they
  * have not seen. Empty where there is nothing to review.
  */
  basis: string,
  /** The piles it lies on. */
  queues: Array<Queue>,
};

export type SignOffGiveInput = {
  assessment: string,
  role: SignOffRole,
  statement: string,
};

/** The role in which somebody signs off. */
export type SignOffRole = "tester" | "reviewer" | "approver" | "customer";

/** Somebody answers for an assessment. */
export type SignOffView = {
  /** Its id. */
  id: string,
  /** The role. */
  role: SignOffRole,
  /** What is signed, in the signer's words; none where it was redacted. */
  statement: string | null,
  /** The root of the checkpoint that is signed. */
  checkpoint: string,
  /** How many entries of the ledger it covers. */
  entries: number,
  /** Who, when, in which entry. */
  given: Stamp,
  /** The public key of the device that it was stated on. */
  device: string,
  /** Others who signed from the same device key: that they are several people proves little. */
  same_device_as: Array<string>,
  /** Who withdrew it, when. */
  withdrawn: Stamp | null,
  /** What was stated since that bears on it; none where nothing was. */
  outdated: Outdated | null,
};

export type SignOffWithdrawInput = {
  assessment: string,
  sign_off: string,
};

export type SignOffsListInput = {
  assessment: string,
};

/** A required unit, for a gate that wants a second person's approval. */
export type UnitApproval = {
  /** The unit. */
  unit: string,
  /** What people call it. */
  label: string,
  /** Where its review stands. */
  state: ReviewState,
  /** Who approved what is there now, where somebody did. */
  approved: Stamp | null,
  /** Whether that is another member than the one who gave the answer. */
  second_person: boolean,
  /** Whether answer and approval were stated from one device key. */
  same_device: boolean,
};

/** The review of a unit in full. */
export type UnitReview = {
  /** What happened, newest first. */
  steps: Array<ReviewStep>,
  /** Whether the profile wants nobody to approve their own answer. */
  four_eyes: boolean,
  /** Who it is assigned to, and by which of unit, group and build. */
  assigned: AssignmentView | null,
};

export type WorkAssignInput = {
  assessment: string,
  build: string,
  units?: Array<string> | null,
  groups?: Array<string> | null,
  whole_build?: boolean | null,
  assignee?: string | null,
  due?: string | null,
};

/** What assigning changed. */
export type WorkAssigned = {
  /** The rows that it changed. */
  rows: Array<UnitRow>,
  /** Everything that is assigned on the build. */
  assignments: Array<AssignmentView>,
};
