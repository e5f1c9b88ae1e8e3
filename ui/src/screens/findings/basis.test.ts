import { expect, it } from 'vitest';
import { basisFor, type Basis } from './basis';

const stated = (entry: string, result: Basis['result']) => ({ entry, result }) as Basis;

it('rests a retest on the newest result, and on the newest that agrees once the outcome is chosen', () => {
  const offered = [stated('c', 'pass'), stated('b', 'fail'), stated('a', 'pass')];
  expect(basisFor(offered, null)?.entry).toBe('c');
  expect(basisFor(offered, 'fixed')?.entry).toBe('c');
  expect(basisFor(offered, 'still_there')?.entry).toBe('b');
  expect(
    basisFor([offered[0]!], 'still_there'),
    'a pass is no ground for saying that it is still there',
  ).toBeUndefined();
  expect(basisFor([], null)).toBeUndefined();
});
