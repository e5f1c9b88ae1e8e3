import { expect, it } from 'vitest';
import type { PlatformVerdicts } from '../../lib/api/types';
import { beside } from './beside';

function platform(name: 'android' | 'ios', verdict: string, weaknesses: { id: string | null; verdict: string }[]) {
  const control = { control: 'MASVS-STORAGE-1', summary: 'Storage', verdict };
  const units = [{ unit: `${name}-1`, state: verdict }];
  return {
    platform: name,
    verdicts: [{ ...control, weaknesses: weaknesses.map((one) => ({ ...one, title: one.id ?? '', units })) }],
  } as unknown as PlatformVerdicts;
}

it('puts the weaknesses of both platforms beside each other, and says where they differ', () => {
  const rows = beside([
    platform('android', 'fail', [
      { id: 'MASWE-1', verdict: 'fail' },
      { id: 'MASWE-2', verdict: 'pass' },
    ]),
    platform('ios', 'pass', [
      { id: 'MASWE-2', verdict: 'pass' },
      { id: 'MASWE-3', verdict: 'out_of_scope' },
    ]),
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.differs).toBe(true);
  expect(rows[0]?.pairs.map((pair) => [pair.id, pair.differs])).toEqual([
    ['MASWE-1', true],
    ['MASWE-2', false],
    ['MASWE-3', false],
  ]);
  expect(rows[0]?.pairs[1]?.on.ios?.units[0]?.unit).toBe('ios-1');
});

it('takes a platform on which nobody began for no difference', () => {
  const rows = beside([
    platform('android', 'fail', [{ id: 'MASWE-1', verdict: 'fail' }]),
    platform('ios', 'untested', [{ id: 'MASWE-1', verdict: 'untested' }]),
  ]);
  expect(rows[0]?.differs).toBe(false);
  expect(rows[0]?.pairs.map((pair) => [pair.differs, pair.notBegun])).toEqual([[false, ['ios']]]);
});
