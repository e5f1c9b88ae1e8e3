//! What an answer has to say before it can be stated.

import type {
  AddressableDecision,
  AnswerState,
  AnswerText,
  Citation,
  ResultCode,
  SubjectKind,
  UnitDetail,
  UnitRow,
} from '../../lib/api/types';
import type { MessageKey } from '../../lib/i18n';
import { blanks } from '../../lib/snippets/text';

export const NO_TEXT: AnswerText = { note: '', justification: '', method: '' };

/** The fields that hold words. */
const WORDS = ['justification', 'method', 'note'] as const;

/** The field in which a snippet left a blank that nobody filled in. */
export function blankIn(text: AnswerText): (typeof WORDS)[number] | null {
  return WORDS.find((field) => blanks(text[field]).length > 0) ?? null;
}

/** The results that can be set by a key, in their order. */
export const RESULTS = ['pass', 'fail', 'not_applicable', 'inconclusive'] as const;

/** The fields of an answer that it can lack. */
export type AnswerField = 'note' | 'justification' | 'method' | 'addressable';

/** What of a row decides about its words. */
export type Asked = Pick<UnitRow, 'kind' | 'subject'>;

/**
 * The field that is missing: a justification for not applicable; method and reason for a direct assessment; for a pass
 * a decision on each clause that is addressable.
 */
export function missing(
  { kind }: Asked,
  result: ResultCode,
  text: AnswerText,
  clauses: readonly Citation[] = [],
): AnswerField | null {
  if (result === 'untested') return null;
  const blank = blankIn(fitting({ kind, subject: 'build' }, result, text));
  if (blank) return blank;
  if (result === 'not_applicable') return text.justification.trim() ? null : 'justification';
  if (result === 'pass' && clauses.some((clause) => !isDecided(decisionOn(text, clause)))) return 'addressable';
  if (kind !== 'direct') return null;
  if (!text.method.trim()) return 'method';
  return text.note.trim() ? null : 'note';
}

/** The text without what does not belong to the result. */
export function fitting({ kind, subject }: Asked, result: ResultCode, text: AnswerText): AnswerText {
  if (result === 'untested') return NO_TEXT;
  const fit: AnswerText = {
    note: text.note.trim(),
    justification: result === 'not_applicable' ? text.justification.trim() : '',
    method: kind === 'direct' && result !== 'not_applicable' ? text.method.trim() : '',
  };
  const until = validUntil(subject, text.valid_until);
  if (until) fit.valid_until = until;
  const decided = (text.addressable ?? []).filter(isDecided);
  if (decided.length && result !== 'not_applicable') fit.addressable = decided;
  return fit;
}

/** Whether two texts say the same. */
export function same(one: AnswerText, other: AnswerText): boolean {
  return (
    one.note === other.note &&
    one.justification === other.justification &&
    one.method === other.method &&
    (one.valid_until ?? '') === (other.valid_until ?? '') &&
    JSON.stringify(one.addressable ?? []) === JSON.stringify(other.addressable ?? [])
  );
}

/** The text of the one answer that stands; none where nobody answered, it is disputed, or it was redacted. */
export function standing(detail: UnitDetail | undefined): AnswerText | null {
  const only = detail?.answers.length === 1 ? detail.answers[0] : undefined;
  return only?.text ?? null;
}

/** Whether an answer about it has to say until when it is valid: organisations and back ends change by themselves. */
export function expires(subject: SubjectKind): boolean {
  return subject === 'organisation' || subject === 'back-end';
}

/**
 * The last day of validity that an answer would have: the one chosen, else for what changes by itself a year from now.
 * A day that is over is nobody's choice for a new answer. Empty where there is none.
 */
export function validUntil(subject: SubjectKind, chosen: string | null | undefined, now = new Date()): string {
  if (subject === 'build') return '';
  if (chosen && chosen >= now.toISOString().slice(0, 10)) return chosen;
  return expires(subject) ? inAYear(now) : '';
}

/** The day a year from now, as `2027-11-22`: what is proposed as the last day of validity. */
export function inAYear(now = new Date()): string {
  const day = new Date(Date.UTC(now.getFullYear() + 1, now.getMonth(), now.getDate()));
  return day.toISOString().slice(0, 10);
}

/** Why words alone set nothing: no result stands that they could go with. */
export function noResult(state: AnswerState): MessageKey {
  if (state === 'stale') return 'answer.no_result_stale';
  return state === 'disputed' ? 'answer.no_result_disputed' : 'answer.no_result';
}

/** The clauses of a unit that are decided one by one. */
export function addressableOf(detail: UnitDetail | undefined): Citation[] {
  const clauses = (detail?.asks.citations ?? []).map((one) => one.citation).filter((one) => one.flag === 'addressable');
  return [...new Map(clauses.map((one) => [`${one.source} ${one.clause}`, one])).values()];
}

export function decisionOn(text: AnswerText, clause: Citation): AddressableDecision | undefined {
  return text.addressable?.find((one) => one.source === clause.source && one.clause === clause.clause);
}

/** An equivalent measure, and neither of both, are decided only once they are documented. */
export function isDecided(decision: AddressableDecision | undefined): boolean {
  if (!decision) return false;
  return decision.decision === 'implemented' || (decision.documentation ?? '').trim() !== '';
}

/** The text with another decision on a clause. */
export function withDecision(text: AnswerText, decision: AddressableDecision): AnswerText {
  const others = (text.addressable ?? []).filter(
    (one) => one.source !== decision.source || one.clause !== decision.clause,
  );
  const addressable = [...others, decision].sort((one, other) =>
    `${one.source} ${one.clause}`.localeCompare(`${other.source} ${other.clause}`),
  );
  return { ...text, addressable };
}
