import { expect, it } from 'vitest';
import type { CrosswalkItem, Touch } from '../../lib/api/types';
import { byKind, keyOf, named, stations } from './groups';

const item = (kind: CrosswalkItem['kind'], id: string, within = '', qualifier = ''): CrosswalkItem => ({
  kind,
  id,
  within,
  qualifier,
  title: '',
  former: false,
});
const touch = (to: CrosswalkItem, ...between: CrosswalkItem[]): Touch => ({
  item: to,
  steps: between.length + 1,
  ways: [
    {
      steps: [...between, to].map((one) => ({
        kind: 'mapped-to',
        words: 'is mapped to',
        provenance: { basis: 'judged', source: 'Assay', note: '' },
        to: one,
      })),
    },
  ],
  more_ways: 0,
});

const fin = item('requirement', 'FIN-2.1', 'fintech');
const control = item('control', 'MASVS-AUTH-2');
const weakness = item('weakness', 'MASWE-0018', 'maswe-beta', 'MASWE beta');

it('groups by kind, and leaves out what is further away where that is asked for', () => {
  const touches = [touch(control), touch(weakness, fin), touch(fin)];
  expect(byKind(touches, false).map((group) => group.kind)).toEqual(['control', 'weakness', 'requirement']);
  expect(byKind(touches, true).map((group) => group.kind)).toEqual(['control', 'requirement']);
});
it('names the stations between the two', () => {
  expect(stations(touch(control, fin, weakness))).toEqual(['FIN-2.1', 'MASWE beta MASWE-0018']);
  expect(stations(touch(control))).toEqual([]);
});
it('writes the keys that the backend knows', () => {
  expect(keyOf(weakness)).toBe('weakness:maswe-beta/MASWE-0018');
  expect(keyOf(item('clause', '164.312(a)(1)', 'hipaa'))).toBe('clause:hipaa/164.312(a)(1)');
  expect(keyOf(fin)).toBe('requirement:FIN-2.1');
  expect(named(weakness)).toBe('MASWE beta MASWE-0018');
});
