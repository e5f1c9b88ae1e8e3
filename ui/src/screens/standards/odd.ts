//! What a sync found odd, put together by kind.

import type { Problem } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';

export interface OddGroup {
  code: string;
  problems: Problem[];
}

/** The name of a kind of oddity; one that has none here keeps its code. */
export function oddName(code: string): string {
  const key = `odd.${code}` as MessageKey;
  const name = t(key);
  return name === key ? code : name;
}

/** `tests/android/X.md:3`, or the path alone. */
export function place(problem: Problem): string {
  return problem.line ? `${problem.path}:${problem.line}` : problem.path;
}

/** By code, the largest group first; within it by path and line. Every word of the query has to occur. */
export function groupOdd(problems: readonly Problem[], query = ''): OddGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const text = `${problem.code} ${place(problem)} ${problem.message}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    groups.set(problem.code, [...(groups.get(problem.code) ?? []), problem]);
  }
  const order = (one: Problem, other: Problem) =>
    one.path.localeCompare(other.path, 'en', { numeric: true }) || (one.line ?? 0) - (other.line ?? 0);
  return [...groups]
    .map(([code, list]) => ({ code, problems: list.sort(order) }))
    .sort((one, other) => other.problems.length - one.problems.length || one.code.localeCompare(other.code));
}

/** A line each, fields parted by tabs: code, place, sentence. */
export function asLines(groups: readonly OddGroup[]): string {
  return groups
    .flatMap((group) => group.problems.map((one) => `${one.code}\t${place(one)}\t${one.message}`))
    .join('\n');
}
