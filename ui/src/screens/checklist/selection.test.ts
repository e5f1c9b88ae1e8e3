import { describe, expect, it } from 'vitest';
import { grown, range } from './selection';

const keys = ['a', 'b', 'c', 'd', 'e'];

describe('range', () => {
  it('holds both ends, whichever comes first', () => {
    expect(range(keys, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(range(keys, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(range(keys, 'c', 'c')).toEqual(['c']);
  });
  it('is empty where an end is not shown', () => {
    expect(range(keys, 'x', 'b')).toEqual([]);
  });
});

it('grows and shrinks without touching what was selected before', () => {
  const growing = { anchor: 'b', before: new Set(['e']) };
  expect([...grown(keys, growing, 'd')].sort()).toEqual(['b', 'c', 'd', 'e']);
  expect([...grown(keys, growing, 'c')].sort()).toEqual(['b', 'c', 'e']);
  expect([...grown(keys, growing, 'a')].sort()).toEqual(['a', 'b', 'e']);
});
