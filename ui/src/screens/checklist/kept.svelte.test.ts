import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { makeFake } from '../../../dev/fake';
import { useTransport } from '../../lib/api/transport';
import { kept } from '../../lib/state/kept.svelte';
import { checklistOf, forgetChecklists, type ChecklistState } from './checklist.svelte';

it('follows its cursor after the screen that first asked for it is gone', async () => {
  useTransport(makeFake());
  let list: ChecklistState | undefined;
  const leave = $effect.root(() => {
    list = checklistOf('s1', 'b-debug');
  });
  await list!.load();
  const before = list!.current!.unit;
  leave();
  expect(checklistOf('s1', 'b-debug')).toBe(list);
  list!.move(1);
  expect(list!.current!.unit).not.toBe(before);
  forgetChecklists();
  expect(checklistOf('s1', 'b-debug')).not.toBe(list);
});
it('shows all that lies on a queue, whatever was filtered by before', async () => {
  useTransport(makeFake());
  const list = checklistOf('s1', 'b-debug');
  await list.load();
  for (const row of list.data!.rows.slice(0, 3))
    list.paint(row.unit, { review: { ...row.review, queues: ['untested'] } });
  list.setFilter({ reviews: ['approved'], text: 'nothing has this' });
  list.showQueue('untested');
  const on = list.data!.rows.filter((row) => row.review.queues.includes('untested'));
  expect(on.length).toBeGreaterThan(0);
  expect(list.shown).toHaveLength(on.length);
  // Within the queue, a filter narrows.
  list.setFilter({ levels: ['R'] });
  expect(list.filter.queue).toBe('untested');
  list.showQueue(null);
  expect(list.filter).toMatchObject({ queue: null, levels: ['R'] });
  forgetChecklists();
});

it('comes back to the filter and the row after the window was closed', async () => {
  useTransport(makeFake());
  const list = checklistOf('s1', 'b-debug');
  await list.load();
  const some = new Set(list.data!.rows.filter((row) => row.kind === 'direct').map((row) => row.unit));
  list.setFilter({ text: 'type:direct', states: ['untested'], units: some, counted: true });
  list.move(3);
  const { filter, cursor, shown } = list;
  flushSync();
  await kept.flush();
  forgetChecklists();
  const again = checklistOf('s1', 'b-debug');
  await again.load();
  expect(again.filter).toEqual(filter);
  expect(again.cursor).toBe(cursor);
  expect(again.shown).toEqual(shown);
  expect(kept.saved).toBe(true);
  // Another build has its own.
  const other = checklistOf('s1', 'b-release');
  await other.load();
  expect(other.filtered).toBe(false);
  again.clearFilter();
  flushSync();
  await kept.flush();
  forgetChecklists();
  const third = checklistOf('s1', 'b-debug');
  await third.load();
  expect(third.filtered).toBe(false);
  forgetChecklists();
});
