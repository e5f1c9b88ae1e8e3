//! The answers at the start of an assessment, while they are being given.

import type { Answers, PlanCounts, Question } from '../../lib/api/types';

/** Chooses a word of a question, or takes it back. The last one taken back leaves the question answered with none. */
export function toggled(answers: Answers, key: string, word: string): Answers {
  const chosen = answers[key] ?? [];
  const next = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word];
  return { ...answers, [key]: next };
}

/** Leaves a question open: then nothing is left out or proposed because of it. */
export function leftOpen(answers: Answers, key: string): Answers {
  const next = { ...answers };
  delete next[key];
  return next;
}

/** How many of the questions are open. */
export function open(questions: readonly Question[], answers: Answers): number {
  return questions.filter((question) => !answers[question.key]).length;
}

/** Over several platforms: what the answers change, at its largest. */
export function changes(counts: readonly PlanCounts[]): { proposed: number; left: number; kept: number } {
  const most = (of: (one: PlanCounts) => number) => Math.max(0, ...counts.map(of));
  return {
    proposed: most((one) => one.proposed),
    left: most((one) => one.citations_left_out),
    kept: most((one) => one.citations),
  };
}
