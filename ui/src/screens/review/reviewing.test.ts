import { describe, expect, it } from 'vitest';
import type { Person, Queue, ReviewState, UnitRow } from '../../lib/api/types';
import { meantBy, typedMention } from './people.svelte';
import { nextToReview, reviewable } from './reviewing.svelte';

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

it('knows of which rows of a selection what can be said', () => {
  const at = (unit: string, state: ReviewState, basis = 'b', answer = 'pass', own = false) =>
    ({ unit, state: answer, review: { state, basis, own } }) as unknown as UnitRow;
  const rows = [
    at('untested', 'open', ''),
    at('stale', 'in_progress', 'b', 'stale'),
    at('answered', 'in_progress'),
    at('handed', 'submitted'),
    at('back', 'returned'),
    at('back to me', 'returned', 'b', 'pass', true),
    at('done', 'approved'),
  ];
  const can = reviewable(rows);
  const units = (of: UnitRow[]) => of.map((row) => row.unit);
  expect(units(can.submit)).toEqual(['answered', 'back to me']);
  expect(units(can.approve)).toEqual(['handed']);
  expect(units(can.return)).toEqual(['handed', 'done']);
});

describe('mentions while they are typed', () => {
  it('begin with an at sign at the start of a word', () => {
    expect(typedMention('see @Jo', 7)).toEqual({ start: 4, name: 'Jo' });
    expect(typedMention('@Jo Pa', 6)).toEqual({ start: 0, name: 'Jo Pa' });
    expect(typedMention('(@', 2)).toEqual({ start: 1, name: '' });
    expect(typedMention('jo@example', 10)).toBeUndefined();
    expect(typedMention('@Jo Park, see', 13)).toBeUndefined();
  });
  it('offer members by any of their names, but not oneself', () => {
    const person = (name: string, over: Partial<Person> = {}) =>
      ({ member: name, name, email: '', in_workspace: true, me: false, here: true, ...over }) as Person;
    const all = [
      person('Jo Park'),
      person('Ann Jones'),
      person('Joe', { me: true }),
      person('Joel', { in_workspace: false }),
    ];
    expect(meantBy(all, 'jo').map((one) => one.name)).toEqual(['Jo Park', 'Ann Jones']);
    expect(meantBy(all, 'Jo Pa').map((one) => one.name)).toEqual(['Jo Park']);
    expect(meantBy(all, 'jo park'), 'named in full').toEqual([]);
  });
});
