import { expect, it } from 'vitest';
import { find, score, type Entry } from './commands';

const entry = (id: string, label: string, group: Entry['group'] = 'units', detail?: string): Entry => ({
  id,
  label,
  group,
  detail,
  run: () => undefined,
});
const all = [
  entry('1', 'Runtime use of certificates', 'units', 'MASTG-TEST-0244'),
  entry('2', 'Certificate pinning', 'units', 'MASTG-TEST-0243'),
  entry('3', 'Checklist', 'places'),
];

it('puts the start of a word before its middle', () => {
  expect(find(all, 'cert').map((one) => one.id)).toEqual(['2', '1']);
});
it('finds ids, and needs every word', () => {
  expect(find(all, '0244 runtime').map((one) => one.id)).toEqual(['1']);
  expect(score(all[0]!, 'runtime nothing')).toBe(-1);
});
it('lists places and actions before anything is typed, not a thousand units', () => {
  expect(find(all, '').map((one) => one.id)).toEqual(['3']);
});
it('puts what is called so before what is also known by the words', () => {
  const settings = { ...entry('4', 'Settings', 'places'), also: 'people, keys, snippets' };
  const snippets = entry('5', 'Note snippets', 'places');
  expect(find([settings, snippets], 'snippets').map((one) => one.id)).toEqual(['5', '4']);
  expect(find([settings, snippets], 'keys').map((one) => one.id)).toEqual(['4']);
});
