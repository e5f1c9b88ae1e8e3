//! What an answer has to say before it can be stated.

import type { AnswerText, ResultCode, UnitDetail, UnitKind } from '../../lib/api/types';

export const NO_TEXT: AnswerText = { note: '', justification: '', method: '' };

/** The results that can be set by a key, in their order. */
export const RESULTS = ['pass', 'fail', 'not_applicable', 'inconclusive'] as const;

/** The fields of an answer. */
export type AnswerField = keyof AnswerText;

/** The field that is missing: a justification for not applicable; method and reason for a direct assessment. */
export function missing(kind: UnitKind, result: ResultCode, text: AnswerText): AnswerField | null {
  if (result === 'untested') return null;
  if (result === 'not_applicable') return text.justification.trim() ? null : 'justification';
  if (kind !== 'direct') return null;
  if (!text.method.trim()) return 'method';
  return text.note.trim() ? null : 'note';
}

/** The text without what does not belong to the result. */
export function fitting(kind: UnitKind, result: ResultCode, text: AnswerText): AnswerText {
  if (result === 'untested') return NO_TEXT;
  return {
    note: text.note.trim(),
    justification: result === 'not_applicable' ? text.justification.trim() : '',
    method: kind === 'direct' && result !== 'not_applicable' ? text.method.trim() : '',
  };
}

/** Whether two texts say the same. */
export function same(one: AnswerText, other: AnswerText): boolean {
  return one.note === other.note && one.justification === other.justification && one.method === other.method;
}

/** The text of the one answer that stands; none where nobody answered, it is disputed, or it was redacted. */
export function standing(detail: UnitDetail | undefined): AnswerText | null {
  const only = detail?.answers.length === 1 ? detail.answers[0] : undefined;
  return only?.text ?? null;
}
