import { expect, it } from 'vitest';
import type { FindingRow, VerdictView, WaiverView } from '../../lib/api/types';
import { acceptedUntil, accepting } from './accepted';

const failed = (units: string[]) =>
  ({
    control: 'MASVS-STORAGE-1',
    platform: 'android',
    verdict: 'fail',
    weaknesses: [{ units: units.map((unit) => ({ unit, state: 'fail' })) }],
  }) as unknown as VerdictView;
const finding = (id: string, units: string[], state = 'waived') =>
  ({ id, state, builds: [{ platform: 'android', places: units.map((unit) => ({ unit })) }] }) as unknown as FindingRow;
const waiver = (over: WaiverView['over'], until: string, standing = 'in_force') =>
  ({ id: until, over, until, standing }) as unknown as WaiverView;

it('finds the accepted risks of a control, of its units and of findings that these showed', () => {
  const waivers = [
    waiver({ kind: 'control', assessment: 'a', platform: 'android', control: 'MASVS-STORAGE-1' }, '2027-01-01'),
    waiver({ kind: 'control', assessment: 'a', platform: 'ios', control: 'MASVS-STORAGE-1' }, '2027-01-02'),
    waiver({ kind: 'unit', assessment: 'a', platform: 'android', unit: 'test:A' }, '2027-01-03'),
    waiver({ kind: 'finding', finding: 'f' }, '2027-01-04', 'expired'),
    waiver({ kind: 'finding', finding: 'other' }, '2027-01-05'),
    waiver({ kind: 'unit', assessment: 'a', platform: 'android', unit: 'test:A' }, '2027-01-06', 'withdrawn'),
  ];
  const found = accepting(failed(['test:A']), waivers, [finding('f', ['test:A']), finding('other', ['test:B'])]);
  expect(found.map((one) => one.id)).toEqual(['2027-01-01', '2027-01-03', '2027-01-04']);
});

it('says until when a failure is accepted only where all of it is', () => {
  const verdict = failed(['test:A', 'test:B']);
  const unit = waiver({ kind: 'unit', assessment: 'a', platform: 'android', unit: 'test:A' }, '2027-03-01');
  const over = waiver({ kind: 'finding', finding: 'f' }, '2027-02-01');
  expect(acceptedUntil(verdict, [unit], [])).toBeUndefined();
  expect(acceptedUntil(verdict, [unit, over], [finding('f', ['test:B'])])).toBe('2027-02-01');
  const second = finding('g', ['test:B'], 'open');
  expect(acceptedUntil(verdict, [unit, over], [finding('f', ['test:B']), second])).toBeUndefined();
});
