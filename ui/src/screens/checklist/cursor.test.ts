import { describe, expect, it } from 'vitest';
import type { AnswerState, UnitRow } from '../../lib/api/types';
import { nextUntested, step } from './cursor';

function rowsOf(states: string): { keys: string[]; rows: Map<string, UnitRow> } {
  // u untested, U untested and optional, p pass, s stale, d disputed; a digit after it is the unit.
  const words: Record<string, AnswerState> = { u: 'untested', U: 'untested', p: 'pass', s: 'stale', d: 'disputed' };
  const keys: string[] = [];
  const rows = new Map<string, UnitRow>();
  states.split(' ').forEach((word, index) => {
    const key = `row-${index}`;
    keys.push(key);
    const unit = word[1] ?? `unit-${index}`;
    rows.set(key, { unit, state: words[word[0] ?? ''], required: word[0] !== 'U' } as UnitRow);
  });
  return { keys, rows };
}

describe('step', () => {
  const keys = ['a', 'b', 'c'];
  it('is held at the ends', () => {
    expect(step(keys, 'c', 1)).toBe('c');
    expect(step(keys, 'a', -1)).toBe('a');
    expect(step(keys, 'b', Infinity)).toBe('c');
    expect(step(keys, 'b', -Infinity)).toBe('a');
  });
  it('starts at an end where the cursor is nowhere', () => {
    expect(step(keys, null, 1)).toBe('a');
    expect(step(keys, 'gone', -1)).toBe('c');
    expect(step([], null, 1)).toBeNull();
  });
});

describe('nextUntested', () => {
  const at = (states: string, from: number) => {
    const { keys, rows } = rowsOf(states);
    return nextUntested(keys, rows, `row-${from}`);
  };
  it('goes forward, then round from the top', () => {
    expect(at('u p u p', 0)).toBe('row-2');
    expect(at('u p u p', 2)).toBe('row-0');
  });
  it('takes stale as waiting, and leaves disputed for an adjudication', () => {
    expect(at('p d s', 0)).toBe('row-2');
    expect(at('p d p', 0)).toBeNull();
  });
  it('passes by optional rows while required ones wait', () => {
    expect(at('p U u', 0)).toBe('row-2');
    expect(at('p U p', 0)).toBe('row-1');
  });
  it('goes on with optional ones when it comes from one', () => {
    expect(at('U U u', 0)).toBe('row-1');
  });
  it('never stops on another row of the same unit', () => {
    expect(at('uA uA u', 0)).toBe('row-2');
    expect(at('uA uA', 0)).toBeNull();
  });
});
