//! The signs of results, each one filled path in a square of 16: a sign that becomes another one changes nothing but its
//! path, and in a long list many do so with each frame. What is drawn clockwise is filled, what lies in it the other way
//! round is a hole.

import type { AnswerState, Verdict } from '../api/types';

export type SignState = AnswerState | Verdict;

const MIDDLE = 8;
const round = (value: number) => Math.round(value * 100) / 100;
const point = (x: number, y: number) => `${round(x)} ${round(y)}`;

/** A circle around the middle, clockwise (1) or as a hole (0). */
function circle(radius: number, sweep: 0 | 1 = 1): string {
  const half = (by: number) => `a${round(radius)} ${round(radius)} 0 1 ${sweep} ${round(by)} 0`;
  return `M${point(MIDDLE - radius, MIDDLE)}${half(2 * radius)}${half(-2 * radius)}Z`;
}

function ring(radius: number, width: number): string {
  return circle(radius + width / 2) + circle(radius - width / 2, 0);
}

/** A line from one point to another. */
function bar(from: readonly [number, number], to: readonly [number, number], width: number, rounded = false): string {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const by = width / 2 / Math.hypot(x, y);
  const [across, along] = [y * by, -x * by];
  const end = rounded ? `A${width / 2} ${width / 2} 0 0 1 ` : 'L';
  return (
    `M${point(from[0] + across, from[1] + along)}L${point(to[0] + across, to[1] + along)}` +
    `${end}${point(to[0] - across, to[1] - along)}L${point(from[0] - across, from[1] - along)}` +
    `${end}${point(from[0] + across, from[1] + along)}Z`
  );
}

/** So many dashes around the middle, each `share` of its part of the circle long. */
function dashes(count: number, radius: number, width: number, share: number): string {
  const on = (around: number, angle: number) =>
    point(MIDDLE + around * Math.cos(angle), MIDDLE + around * Math.sin(angle));
  const [outer, inner] = [radius + width / 2, radius - width / 2];
  const each = (2 * Math.PI) / count;
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at * each, (at + share) * each];
    return (
      `M${on(outer, from)}A${outer} ${outer} 0 0 1 ${on(outer, to)}` +
      `L${on(inner, to)}A${inner} ${inner} 0 0 0 ${on(inner, from)}Z`
    );
  }).join('');
}

export const SIGNS: Record<SignState, string> = {
  pass: circle(5.5),
  fail: bar([3.4, 3.4], [12.6, 12.6], 2.6, true) + bar([12.6, 3.4], [3.4, 12.6], 2.6, true),
  not_applicable: ring(5, 1.6) + bar([4.5, 11.5], [11.5, 4.5], 1.6),
  inconclusive: `${ring(5, 1.6)}M8 13a5 5 0 0 1 0-10Z`,
  // One half filled, the other an outline.
  disputed: 'M6.8 13.4a5.5 5.5 0 0 1 0-10.8ZM8.45 1.76a6.25 6.25 0 0 1 0 12.48ZM9.95 12.4a4.75 4.75 0 0 0 0-8.8Z',
  stale: dashes(10, 6, 1.6, 0.42),
  out_of_scope: bar([4, 8], [12, 8], 1.8, true),
  untested: ring(5, 1.6),
};
