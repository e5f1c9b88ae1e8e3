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
