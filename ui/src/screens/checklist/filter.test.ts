import { describe, expect, it } from 'vitest';
import { rowsFor } from '../../../dev/fake/data';
import { hintOf } from './words';
import { countsOf } from './counts';
import { kindsOf, matches, NO_FILTER, rowKey, select } from './filter';

const rows = rowsFor('android');
const [first] = rows;
if (!first) throw new Error('no rows');

describe('matches', () => {
  it('finds every word anywhere in id, title, control or weakness', () => {
    expect(matches(first, { ...NO_FILTER, text: 'storage-1 test-0200' })).toBe(true);
    expect(matches(first, { ...NO_FILTER, text: 'MASWE-0001' })).toBe(true);
    expect(matches(first, { ...NO_FILTER, text: 'storage-1 nowhere' })).toBe(false);
  });

  it('joins conditions: within one any, across all', () => {
    const filter = { ...NO_FILTER, states: ['untested', 'fail'] as const, required: 'optional' as const };
    const found = select(rows, { ...filter, states: [...filter.states] });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBe(rows.filter((row) => !row.required).length);
  });

  it('knows direct assessments as a kind of their own', () => {
    const found = rows.filter((row) => matches(row, { ...NO_FILTER, kinds: ['direct'] }));
    expect(found.length).toBe(24);
    expect(found.every((row) => row.kind === 'direct' && kindsOf(row).join() === 'direct')).toBe(true);
  });
});

describe('select', () => {
  it('keeps a row that matches no longer, in its place', () => {
    const before = select(rows, { ...NO_FILTER, states: ['untested'] });
    const answered = rows.map((row, index) => (index === 1 ? { ...row, state: 'pass' as const } : row));
    const filter = { ...NO_FILTER, states: ['untested' as const] };
    expect(select(answered, filter, (place) => before.includes(place))).toEqual(before);
    expect(select(answered, filter)).not.toContain(1);
  });

  it('names the rows of one unit under two controls differently', () => {
    const other = { ...first, control: 'MASVS-CODE-4' };
    expect(rowKey(other)).not.toBe(rowKey(first));
  });
});

describe('countsOf', () => {
  it('counts a unit once, however many rows it has', () => {
    const twice = [first, { ...first, control: 'MASVS-CODE-4' }];
    expect(countsOf(twice).states.get('untested')).toBe(1);
    expect(countsOf(twice).need.get('required')).toBe(1);
  });

  it('counts of each value what the filter would show of it', () => {
    const counts = countsOf(rows);
    for (const kind of new Set(rows.flatMap(kindsOf)))
      expect(counts.kinds.get(kind), kind).toBe(select(rows, { ...NO_FILTER, kinds: [kind] }).length);
    for (const level of ['L1', 'L2', 'R', 'P'] as const)
      expect(counts.levels.get(level) ?? 0).toBe(select(rows, { ...NO_FILTER, levels: [level] }).length);
  });

  it('counts every row that lies on a pile', () => {
    const twice = [first, { ...first, control: 'MASVS-CODE-4' }].map((row) => ({
      ...row,
      review: { ...row.review, queues: ['untested' as const] },
    }));
    expect(countsOf(twice).queues.get('untested')).toBe(2);
  });
});

describe('the words of the filter', () => {
  const find = (text: string) => rows.filter((row) => matches(row, { ...NO_FILTER, text }));
  it('ask for a kind, a state, a need, a level, what there is', () => {
    expect(find('type:direct')).toEqual(rows.filter((row) => row.kind === 'direct'));
    expect(find('type:dyn')).toEqual(rows.filter((row) => kindsOf(row).includes('dynamic')));
    expect(find('state:unt')).toEqual(rows.filter((row) => row.state === 'untested'));
    expect(find('need:optional level:r')).toEqual(rows.filter((row) => !row.required && row.levels.includes('R')));
    const noted = { ...first, has_note: true, state: 'not_applicable' as const };
    expect(matches(noted, { ...NO_FILTER, text: 'has:note state:na' })).toBe(true);
    expect(matches(first, { ...NO_FILTER, text: 'has:note' })).toBe(false);
  });
  it('are turned round by a minus', () => {
    expect(find('-type:direct').length + find('type:direct').length).toBe(rows.length);
    expect(find('-MASWE-0001').length + find('MASWE-0001').length).toBe(rows.length);
  });
  it('ask nothing before a condition has its value, and take an unknown one for a word', () => {
    expect(find('type:').length).toBe(rows.length);
    expect(find('- -').length).toBe(find('-').length);
    expect(find('nonsense:dynamic')).toEqual([]);
  });
});

describe('what is told of a filter', () => {
  it('takes the words that the screen itself uses for results', () => {
    const failed = { ...first, state: 'fail' as const };
    for (const text of ['state:failed', 'status:failed', 'state:fail', 'result:fail', 'is:failed'])
      expect(matches(failed, { ...NO_FILTER, text }), text).toBe(true);
    expect(matches({ ...first, state: 'not_applicable' }, { ...NO_FILTER, text: 'state:not-applicable' })).toBe(true);
  });

  it('says that nothing is called so, and what there is', () => {
    expect(hintOf('constructor:red', rows)).toMatchObject({ typed: 'constructor:red', unknown: true });
    expect(hintOf('colour:red', rows)).toMatchObject({ typed: 'colour:red', unknown: true });
    const value = hintOf('webview state:broken', rows);
    expect(value).toMatchObject({ typed: 'state:broken', name: 'state', unknown: true });
    expect(value?.values).toContain('fail');
    expect(hintOf('has:', rows)).toMatchObject({ name: 'has', unknown: false });
    expect(hintOf('state:', rows)).toMatchObject({ name: 'state', unknown: false });
    expect(hintOf('state:fail', rows)).toBeNull();
    expect(hintOf('webview', rows)).toBeNull();
  });

  it('complains of no word that works, in whatever case and however short', () => {
    const [one] = rows;
    const told = rows.map((row) => ({
      ...row,
      answered_by: 'Sam Okoro',
      review: { ...row.review, assignee: 'Jo Park' },
    }));
    for (const text of [
      'review:submitted',
      'review:approved',
      'review:open',
      'review:in-progress',
      'review:in_progress',
      'Review:Ret',
      'assigned:jo',
      'assigned:park',
      'by:sam',
      'by:Okoro',
      'group:storage',
      'group:MASVS-STORAGE',
      'group:stor',
      'about:organisation',
      'level:P',
      'has:evidenc',
      'state:n/a',
      '-review:approved',
    ])
      expect(hintOf(text, told), text).toBeNull();
    // Whoever answered nothing on this build may have elsewhere: there is nobody to name, and nothing to complain of.
    expect(hintOf('by:sam', [one!])).toBeNull();
    expect(hintOf('assigned:sam', [one!])).toBeNull();
    expect(
      matches({ ...one!, review: { ...one!.review, state: 'in_progress' } }, { ...NO_FILTER, text: 'review:in_prog' }),
    ).toBe(true);
  });

  it('offers what still fits while a condition is typed, and never nothing', () => {
    expect(hintOf('review:', rows)?.values).toEqual(['open', 'in-progress', 'submitted', 'returned', 'approved']);
    expect(hintOf('type:d', rows)?.values).toEqual(['direct', 'dynamic']);
    expect(hintOf('group:masvs-', rows)).toMatchObject({ unknown: false });
    expect(hintOf('review:broken', rows)).toMatchObject({ name: 'review', unknown: true });
    expect(hintOf('by:', rows)).toBeNull();
    for (const text of ['review:x', 'group:x', 'about:x', 'by:x', 'assigned:x', 'level:x', 'has:x', 'type:x', 'need:x'])
      for (const of of [rows, []]) expect(hintOf(text, of)?.values ?? ['none is told'], text).not.toEqual([]);
  });
});
