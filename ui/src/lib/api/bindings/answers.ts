// Made by `cargo run -p assay-commands --example bindings`. Do not edit: a test compares it with the registry.
/* eslint-disable */

import type { ResultCode } from './checklist';
import type { AnswerText, ResultGiven } from './unit';

export type CommentAddInput = {
  assessment: string,
  build: string,
  unit: string,
  text: string,
};

export type ProposalsAcceptInput = {
  assessment: string,
  build: string,
  units?: Array<string> | null,
  valid_until?: string | null,
};

export type RedoInput = {
  assessment: string,
  build: string,
};

export type ResultSetInput = {
  assessment: string,
  build: string,
  unit: string,
  result: ResultCode,
  text: AnswerText,
  expected: Array<string>,
};

export type ResultsSetInput = {
  assessment: string,
  build: string,
  results: Array<ResultGiven>,
};

export type UndoInput = {
  assessment: string,
  build: string,
};

export type UnitShowInput = {
  assessment: string,
  build: string,
  unit: string,
};
