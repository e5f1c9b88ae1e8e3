import { expect, it } from 'vitest';
import { makeFake } from '../../../dev/fake';
import { useTransport } from '../../lib/api/transport';
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
