import { expect, test } from 'vitest';
import { ownId, startOf } from './start';

test('a start is a file of four keys that extends the profile', () => {
  const { file, text } = startOf({ id: 'L2+R', title: 'L2+R: "resilient"' });
  expect(file).toBe('my-l2-r.yaml');
  expect(text.split('\n').slice(0, 4)).toEqual([
    'format: assay-profile/1',
    'id: my-l2-r',
    'title: "L2+R: \\"resilient\\", our own"',
    'extends: ["L2+R"]',
  ]);
  expect(text).toMatch(/^# .+\n$/m);
});

test('an id of one’s own is one that a file may have', () => {
  expect(ownId('fintech')).toBe('my-fintech');
  for (const id of ['L1+L2+R+P', 'x'.repeat(80), `${'y'.repeat(60)}+P`]) {
    expect(ownId(id)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
    expect(ownId(id)).not.toMatch(/-$/);
  }
});
