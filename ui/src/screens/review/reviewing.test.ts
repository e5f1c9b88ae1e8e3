import { beforeEach, describe, expect, it } from 'vitest';
import { makeFake } from '../../../dev/fake';
import { useTransport } from '../../lib/api/transport';
import type { Person, Queue, ReviewState, UnitRow } from '../../lib/api/types';
import { notices } from '../../lib/state/notices.svelte';
import { ChecklistState } from '../checklist/checklist.svelte';
import { rowKey } from '../checklist/filter';
import { meantBy, typedMention } from './people.svelte';
import { nextToReview, reviewable, Reviewing } from './reviewing.svelte';

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

describe('a key on a selection', () => {
  let list: ChecklistState;
  let said: { action: string; units: string[] }[];
  beforeEach(async () => {
    const fake = makeFake();
    said = [];
    useTransport({
      ...fake,
      call: (name, input, options) => {
        if (name !== 'review_state') return fake.call(name, input, options);
        const { action, units } = input as { action: string; units: { unit: string }[] };
        said.push({ action, units: units.map((one) => one.unit) });
        return Promise.resolve({ done: units.map((one) => one.unit), refused: [], rows: [] } as never);
      },
    });
    list = new ChecklistState('s1', 'b-debug');
    await list.load();
    for (const { unit, review } of list.data!.rows.slice(0, 3))
      list.paint(unit, { review: { ...review, state: 'submitted', basis: 'b', queues: ['to_review'] } });
  });

  for (const filter of [{ queue: 'to_review' as const }, { text: 'review:submitted' }])
    it(`is about the rows that still fit ${Object.keys(filter).join()}, not one that was returned since`, async () => {
      list.setFilter(filter);
      const [first] = list.shown.map((key) => list.rows.get(key)!);
      const { unit, review } = first!;
      const before = list.shown;
      list.paint(unit, { review: { ...review, state: 'returned', queues: [] } });
      expect(list.shown, 'what was returned stays on screen').toEqual(before);
      list.selectFitting();
      const units = list.data!.rows.slice(1, 3).map((row) => row.unit);
      expect([...list.selected].map((key) => list.rows.get(key)!.unit)).toEqual(units);
      // Somebody who selects it by hand does not approve it either: the button counts it not.
      list.toggleSelected(rowKey(first!));
      await new Reviewing(list).press('approve');
      expect(said).toEqual([{ action: 'approve', units }]);
    });

  it('says that there is nothing, where it applies to none', async () => {
    list.toggleSelected(rowKey(list.data!.rows[5]!));
    const reviewing = new Reviewing(list);
    await reviewing.press('approve');
    reviewing.askReturn();
    expect(said).toEqual([]);
    expect(reviewing.returning).toBeNull();
    expect(notices.list.map((one) => one.text)).toContain('Nothing that is selected waits for an approval.');
  });
});
