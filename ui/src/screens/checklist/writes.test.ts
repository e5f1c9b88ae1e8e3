import { beforeEach, describe, expect, it } from 'vitest';
import { makeFake } from '../../../dev/fake';
import { useTransport } from '../../lib/api/transport';
import { kept } from '../../lib/state/kept.svelte';
import { notices } from '../../lib/state/notices.svelte';
import { session } from '../../lib/state/session.svelte';
import { ChecklistState } from './checklist.svelte';
import { rowKey } from './filter';
import { Writes } from './writes.svelte';

const NOTHING = { note: '', justification: '', method: '' };
let fake: ReturnType<typeof makeFake>;
let list: ChecklistState;
let writes: Writes;

beforeEach(async () => {
  await kept.flush();
  fake = makeFake();
  useTransport(fake);
  list = new ChecklistState('s1', 'b-debug');
  await list.load();
  writes = new Writes(list);
  for (const notice of notices.list) notices.dismiss(notice.id);
});

const state = (unit: string) => list.rowsOf(unit)[0]?.state;
const goToDirect = () => {
  const row = list.data!.rows.find((one) => one.kind === 'direct')!;
  list.goTo(row.unit);
  return row.unit;
};

describe('answer', () => {
  it('paints at once, goes on at once, and keeps what the backend says', async () => {
    const { unit } = list.current!;
    const written = writes.answer('pass');
    expect(state(unit)).toBe('pass');
    expect(list.current!.unit).not.toBe(unit);
    await written;
    expect(list.rowsOf(unit)[0]!.heads.length).toBe(1);
    expect(list.data!.progress.pass).toBe(1);
  });

  it('paints at once where the words that stand were not read yet, and keeps them', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'Seen in the log.' }, null);
    await writes.answer('pass');
    expect(list.details.has(unit)).toBe(false);
    list.goTo(unit);
    const written = writes.answer('inconclusive');
    expect(state(unit)).toBe('inconclusive');
    expect(list.current!.unit).not.toBe(unit);
    await written;
    expect(fake.world.unit('b-debug', unit).answers[0]!.text!.note).toBe('Seen in the log.');
  });

  it('paints back and states nothing where the words that stand cannot be read', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'Seen in the log.' }, null);
    await writes.answer('pass');
    list.goTo(unit);
    const transport = { ...fake, call: fake.call.bind(fake) };
    useTransport({
      ...transport,
      call: (name, input, options) =>
        name === 'unit_show' ? Promise.reject(new Error('gone')) : transport.call(name, input, options),
    });
    await writes.answer('fail');
    expect(state(unit)).toBe('pass');
    expect(notices.list.some((notice) => notice.tone === 'error')).toBe(true);
    expect(fake.world.unit('b-debug', unit).answers[0]!.text!.note).toBe('Seen in the log.');
  });

  it('leaves the row in place under a filter that it matches no longer', async () => {
    list.setFilter({ states: ['untested'] });
    const before = [...list.shown];
    await writes.answer('fail');
    expect(list.shown).toEqual(before);
  });

  it('asks for a justification before it says not applicable, and states it then', async () => {
    const { unit } = list.current!;
    await writes.answer('not_applicable');
    expect(writes.need).toEqual({ unit, result: 'not_applicable', field: 'justification' });
    expect(state(unit)).toBe('untested');
    list.drafts.set(unit, { ...NOTHING, justification: 'No such component' }, null);
    await writes.answer('not_applicable');
    expect(writes.need).toBeNull();
    expect(state(unit)).toBe('not_applicable');
    expect(fake.world.unit('b-debug', unit).answers[0]!.text!.justification).toBe('No such component');
  });

  it('asks for the method of a direct assessment, but not where it does not apply', async () => {
    const unit = goToDirect();
    await writes.answer('pass');
    expect(writes.need?.field).toBe('method');
    list.drafts.set(unit, { ...NOTHING, method: 'Read the code' }, null);
    await writes.answer('pass');
    expect(writes.need?.field).toBe('note');
    list.drafts.set(unit, { ...NOTHING, justification: 'Nothing is stored' }, null);
    await writes.answer('not_applicable');
    expect(state(unit)).toBe('not_applicable');
  });

  it('takes two quick keys on one unit as one after the other', async () => {
    const { unit } = list.current!;
    const first = writes.answer('pass', false);
    const second = writes.answer('fail', false);
    await Promise.all([first, second]);
    expect(state(unit)).toBe('fail');
    expect(notices.list).toEqual([]);
  });

  it('sends the note that was typed and drops the draft', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'Seen in the log.' }, null);
    await writes.answer('fail');
    expect(fake.world.unit('b-debug', unit).answers[0]!.text!.note).toBe('Seen in the log.');
    expect(list.drafts.get(unit)).toBeUndefined();
  });

  it('paints back and keeps the words when somebody answered meanwhile', async () => {
    const { unit } = list.current!;
    fake.world.state('b-debug', unit, 'fail', NOTHING);
    list.drafts.set(unit, { ...NOTHING, note: 'Mine' }, null);
    await writes.answer('pass');
    expect(writes.meanwhile).toEqual({ unit, result: 'pass' });
    expect(state(unit)).toBe('fail');
    expect(list.current!.unit).toBe(unit);
    expect(list.drafts.get(unit)!.note).toBe('Mine');
    await writes.answer('pass', false);
    expect(state(unit)).toBe('pass');
    expect(writes.meanwhile).toBeNull();
  });
});

describe('answerSelected', () => {
  it('states one result with one note for each unit, and says what is missing first', async () => {
    const direct = goToDirect();
    list.toggleSelected();
    list.move(1);
    list.toggleSelected();
    expect(await writes.answerSelected('pass')).toBe('method');
    expect(state(direct)).toBe('untested');
    writes.bulkText.method = 'Read the code.';
    writes.bulkText.note = 'All of these';
    expect(await writes.answerSelected('pass')).toBeNull();
    expect(list.data!.progress.pass).toBe(2);
    expect(list.selected.size).toBe(0);
    expect(fake.world.unit('b-debug', direct).answers[0]!.text!.note).toBe('All of these');
  });
});

describe('undo', () => {
  it('takes the last statement back and goes to its unit', async () => {
    const { unit } = list.current!;
    await writes.answer('pass');
    list.move(20);
    await writes.undo();
    expect(state(unit)).toBe('untested');
    expect(list.current!.unit).toBe(unit);
  });
  it('says so when there is nothing to undo', async () => {
    await writes.undo();
    expect(notices.list[0]).toMatchObject({ tone: 'error', code: 'undo.nothing' });
  });
});

describe('what a notice offers to undo', () => {
  const offered = () => notices.list.flatMap((notice) => (notice.action ? [notice.action] : []));
  const setTwo = async () => {
    const units = [...new Set(list.data!.rows.filter((row) => row.kind === 'test').map((row) => row.unit))];
    list.selected = new Set(units.slice(0, 2).map((unit) => rowKey(list.rowsOf(unit)[0]!)));
    await writes.answerSelected('pass');
    return units;
  };

  it('is the last step only: the next key takes it away at once', async () => {
    const units = await setTwo();
    expect(offered().map((action) => action.label)).toEqual(['Undo']);
    list.goTo(units[5]!);
    const written = writes.answer('fail');
    expect(offered()).toEqual([]);
    await written;
    expect(offered()).toEqual([]);
    expect(
      notices.list.map((notice) => notice.text),
      'what was said stays',
    ).toContain('Pass set for 2 units.');
  });

  it('is the last step only: an undo takes away what the step before offers, and offers to redo', async () => {
    await setTwo();
    await writes.undo();
    expect(offered().map((action) => action.label)).toEqual(['Redo']);
    await writes.redo();
    expect(offered().map((action) => action.label)).toEqual(['Undo']);
  });

  it('leaves the cursor where it is, where the step was about several units', async () => {
    const units = await setTwo();
    list.goTo(units[7]!);
    await writes.undo();
    expect(list.current!.unit).toBe(units[7]);
    await writes.redo();
    expect(list.current!.unit).toBe(units[7]);
  });
});

describe('drafts', () => {
  it('survive a restart', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'half a sent' }, null);
    await kept.flush();
    const again = new ChecklistState('s1', 'b-debug');
    await again.load();
    expect(again.drafts.get(unit)!.note).toBe('half a sent');
  });

  it('are read by nobody but whoever typed them', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'half a sent' }, null);
    for (const [who, finds] of [
      ['m-rita', undefined],
      ['', 'half a sent'],
    ] as const) {
      session.member = who;
      const again = new ChecklistState('s1', 'b-debug');
      await again.load();
      expect(again.drafts.get(unit)?.note, 'before it is written').toBe(finds);
      await kept.flush();
      const later = new ChecklistState('s1', 'b-debug');
      await later.load();
      expect(later.drafts.get(unit)?.note).toBe(finds);
    }
  });

  it('are found by the filter', async () => {
    const { unit } = list.current!;
    list.drafts.set(unit, { ...NOTHING, note: 'half a sent' }, null);
    list.setFilter({ text: 'has:draft' });
    expect([...new Set(list.shown.map((key) => list.rows.get(key)!.unit))]).toEqual([unit]);
    list.setFilter({ text: '-has:draft' });
    expect(list.shown.map((key) => list.rows.get(key)!.unit)).not.toContain(unit);
  });

  it('of two windows on one build stand side by side', async () => {
    const [first, second] = list.data!.rows.map((row) => row.unit) as [string, string];
    const other = new ChecklistState('s1', 'b-debug');
    await other.load();
    list.drafts.set(first, { ...NOTHING, note: 'from one window' }, null);
    other.drafts.set(second, { ...NOTHING, note: 'from the other' }, null);
    await kept.flush();
    const again = new ChecklistState('s1', 'b-debug');
    await again.load();
    expect(again.drafts.get(first)!.note).toBe('from one window');
    expect(again.drafts.get(second)!.note).toBe('from the other');
  });
});

describe('a result for a selection that holds answers', () => {
  it('sets nothing before it was said that they are replaced', async () => {
    const units = [...new Set(list.data!.rows.filter((row) => row.kind === 'test').map((row) => row.unit))].slice(0, 3);
    const [failed, ...others] = units;
    list.goTo(failed!);
    await writes.answer('fail');
    list.selected = new Set(units.map((unit) => rowKey(list.rowsOf(unit)[0]!)));
    expect(await writes.answerSelected('pass')).toBeNull();
    expect(writes.replacing?.rows.map((row) => row.unit)).toEqual([failed]);
    expect(state(failed!)).toBe('fail');
    expect(others.map(state)).toEqual(['untested', 'untested']);

    list.unselect(new Set([failed!]));
    await writes.answerSelected('pass');
    expect(writes.replacing).toBeNull();
    expect(state(failed!)).toBe('fail');
    expect(others.map(state)).toEqual(['pass', 'pass']);
  });

  it('replaces them when that is what was wanted', async () => {
    const { unit } = list.current!;
    await writes.answer('fail');
    list.selected = new Set([rowKey(list.rowsOf(unit)[0]!)]);
    await writes.answerSelected('pass', true);
    expect(state(unit)).toBe('pass');
  });
});
