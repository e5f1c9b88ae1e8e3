import { flushSync } from 'svelte';
import { beforeEach, expect, it } from 'vitest';
import { makeFake } from '../../../dev/fake';
import { useTransport } from '../api/transport';
import { Draft } from './draft.svelte';
import { kept } from './kept.svelte';
import { session } from './session.svelte';

beforeEach(async () => {
  await kept.flush();
  useTransport(makeFake());
  session.member = 'm-tom';
});

/** A form as a component has it, with what is recorded. */
function form(recorded: { title: string; tools: string[] }) {
  let fields = $state({ ...recorded });
  let draft: Draft<typeof fields> | undefined;
  const close = $effect.root(() => {
    draft = new Draft(
      'form',
      () => ({ ...fields }),
      (typed) => (fields = typed),
    );
  });
  return {
    get fields() {
      return $state.snapshot(fields);
    },
    get draft() {
      return draft!;
    },
    type(change: Partial<typeof fields>) {
      fields = { ...fields, ...change };
      flushSync();
    },
    close,
  };
}
/** The same once what was kept is read. */
async function opened(recorded: { title: string; tools: string[] }) {
  flushSync();
  const made = form(recorded);
  flushSync();
  await new Promise((done) => setTimeout(done, 5));
  flushSync();
  return made;
}
const NOTHING = { title: '', tools: [] };

it('brings back what was typed, whether it was written by then or not', async () => {
  const first = await opened(NOTHING);
  expect(first.draft.resumed).toBe(false);
  first.type({ title: 'Half' });
  first.close();
  const second = await opened(NOTHING);
  expect(second.fields.title).toBe('Half');
  expect(second.draft.resumed).toBe(true);
  second.close();
  await kept.flush();
  expect((await opened(NOTHING)).fields.title).toBe('Half');
});

it('belongs to whoever typed it', async () => {
  const tom = await opened(NOTHING);
  tom.type({ title: 'Half' });
  tom.close();
  session.member = 'm-rita';
  expect((await opened(NOTHING)).fields.title).toBe('');
});

it('is over once it was stated, thrown away or typed away', async () => {
  for (const end of ['drop', 'discard', 'type'] as const) {
    const typed = await opened(NOTHING);
    typed.type({ title: 'Half' });
    if (end === 'type') typed.type({ title: '' });
    else typed.draft[end]();
    flushSync();
    typed.close();
    const next = await opened(NOTHING);
    expect(next.draft.resumed, end).toBe(false);
    expect(next.fields.title).toBe('');
    next.close();
  }
});

it('leaves what was recorded meanwhile in the fields that nobody typed in', async () => {
  const first = await opened({ title: 'Old', tools: ['one'] });
  first.type({ tools: ['one', 'two'] });
  first.close();
  const second = await opened({ title: 'New', tools: ['one'] });
  expect(second.fields).toEqual({ title: 'New', tools: ['one', 'two'] });
});

it('does not take the place of what is typed before it is read', async () => {
  const first = await opened(NOTHING);
  first.type({ title: 'Half' });
  first.close();
  const second = form(NOTHING);
  second.type({ title: 'Other' });
  await kept.flush();
  expect(second.fields.title).toBe('Other');
});
