// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { Stamp } from './apps';
import type { ResultCode, UnitRow } from './checklist';
import type { CommentView, EvidenceView } from './evidence';
import type { NamedBuild, Reconfirmed } from './former';
import type { Carried } from './migration';
import type { UnitReview } from './review';
import type { AddressableDecision, UnitAsks } from './tailored';

/** What a tester says. */
export type AnswerText = {
  /** What was seen, in markdown. */
  note: string,
  /** Why the unit does not apply; needed with not applicable. */
  justification: string,
  /** How a direct assessment was made; needed with a direct assessment that is not "not applicable". */
  method: string,
  /** Until which day it is valid, as `2027-11-22`; needed for organisation and back end. After that day it is stale. */
  valid_until?: string | null,
  /** The decisions on addressable specifications; a pass needs one a clause. */
  addressable?: Array<AddressableDecision> | null,
};

/** A current answer: a head of the unit's statements. */
export type AnswerView = {
  /** What was stated. */
  result: ResultCode,
  /** The words with it; none when they were redacted. */
  text: AnswerText | null,
  /** The note rendered and sanitised. */
  note_html: string,
  /** Who, when, in which entry; of an answer that was carried over, the first statement of it. */
  stated: Stamp,
  /** Where it was carried over from, if it was. */
  carried: Carried | null,
  /** Why it is stale, where it was given for another wording or other values than the profile asks: part of a sentence. */
  reworded: string | null,
  /** What it rests on, where it is that of a former build, reconfirmed. The words are those of the first statement. */
  reconfirmed: Reconfirmed | null,
  /** The build on which it was first stated, where that was another one. */
  original: NamedBuild | null,
};

/** One line of the history, newest first. */
export type HistoryItem = {
  /** What happened. */
  kind: HistoryKind,
  /** The result, for results. */
  result: ResultCode | null,
  /** A short text: the note's excerpt, the file's name, the comment's excerpt. */
  text: string,
  /** Until which day it is valid, for results. */
  valid_until: string | null,
  /** The decisions on addressable specifications, for results. */
  addressable: Array<AddressableDecision>,
  /** Whether a later statement superseded it. */
  superseded: boolean,
  /** Who, when, in which entry. */
  stated: Stamp,
};

/** What a line of the history tells of. */
export type HistoryKind = "result" | "withdrawn" | "carried" | "reconfirmed" | "evidence" | "evidence_removed" | "comment" | "comment_removed";

/** A cross-reference that the detail pane offers. */
export type ReferenceLink = {
  /** Such as `MASTG-TECH-0157`. */
  id: string,
  /** `control`, `weakness`, `test`, `technique`, `tool`, `knowledge`, `best practice`, `app`, `demo`. */
  kind: string,
  /** Its title, where known. */
  title: string | null,
};

/** A result of one unit, among many that are stated at once. */
export type ResultGiven = {
  /** The unit's id. */
  unit: string,
  /** The result; `untested` takes an answer back. */
  result: ResultCode,
  /** The words with it. */
  text: AnswerText,
  /** The heads that the writer saw: `heads` of the row. */
  expected: Array<string>,
};

/** OWASP's text, rendered and sanitised. */
export type SourceText = {
  /** The HTML; references are `<a data-reference="ID">`. */
  html: string,
  /** Whom to name: publisher, catalogue, version, licence. */
  attribution: string,
  /** The page on the source's own site or repository at the pinned commit. */
  source_url: string | null,
};

/** A page of the library: a control, weakness, test or reference page. */
export type StandardPage = {
  /** What it is. */
  reference: ReferenceLink,
  /** Our one-line summary, where there is one. */
  summary: string,
  /** Facts as label and value, such as `Platforms`, `Levels`, `Status`. */
  facts: Array<[string, string]>,
  /** OWASP's text, once synced. */
  text: SourceText | null,
  /** Where it leads. */
  links: Array<ReferenceLink>,
};

/** One unit of one build in full. */
export type UnitDetail = {
  /** Its rows in the checklist: one a control. */
  rows: Array<UnitRow>,
  /** Our one-line summary. */
  summary: string,
  /** Why the profile asks for it, a sentence a reason. */
  because: Array<string>,
  /** What it is about and what is asked for. */
  asks: UnitAsks,
  /** OWASP's text of the test, weakness or control, once synced. */
  text: SourceText | null,
  /** Links to the control, the weakness, techniques and successors. */
  links: Array<ReferenceLink>,
  /** Current answers: none when untested, several when disputed. */
  answers: Array<AnswerView>,
  /** Evidence, oldest first. */
  evidence: Array<EvidenceView>,
  /** Comments, oldest first. */
  comments: Array<CommentView>,
  /** Everything that was stated, newest first. */
  history: Array<HistoryItem>,
  /** Its review by a second person. */
  review: UnitReview,
};

/** Why one unit of many was refused. */
export type UnitRefused = {
  /** The unit's id. */
  unit: string,
  /** What people call it. */
  label: string,
  /** The stable code of its own error. */
  code: string,
  /** A sentence for the user. */
  message: string,
  /** What to do next, one sentence. */
  next_step: string,
};
