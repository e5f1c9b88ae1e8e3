import { describe, expect, it } from 'vitest';
import type { Queue, UnitRow } from '../../lib/api/types';
import { nextToReview } from './reviewing.svelte';

const row = (unit: string, queues: Queue[]) => ({ unit, review: { queues } }) as unknown as UnitRow;
const rows = new Map([
  ['a', row('a', ['to_review'])],
  ['b', row('b', [])],
  ['b2', row('b', ['to_review'])],
  ['c', row('c', ['to_review', 'mine'])],
  ['d', row('d', ['returned'])],
]);
const shown = [...rows.keys()];

describe('nextToReview', () => {
  it('goes on below, and from the top again', () => {
    expect(nextToReview(shown, rows, 'a')).toBe('b2');
    expect(nextToReview(shown, rows, 'c')).toBe('a');
    expect(nextToReview(shown, rows, null)).toBe('a');
  });
  it('leaves out other rows of the same unit', () => {
    expect(nextToReview(shown, rows, 'b')).toBe('c');
  });
  it('stays where nothing waits', () => {
    expect(nextToReview(['d'], rows, 'd')).toBeNull();
    expect(nextToReview([], rows, null)).toBeNull();
  });
});
