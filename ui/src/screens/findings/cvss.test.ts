import { describe, expect, it } from 'vitest';
import { t, type MessageKey } from '../../lib/i18n';
import { choicesOf, GROUPS, isNone, missing, otherVersion, vectorOf } from './cvss';

const VECTOR = 'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

describe('the calculator', () => {
  it('spells what was chosen, and reads what was spelled', () => {
    expect(vectorOf(choicesOf(VECTOR).choices)).toBe(VECTOR);
  });

  it('keeps what it does not ask for', () => {
    const { choices, rest } = choicesOf(`${VECTOR}/E:U/CR:H`);
    expect(vectorOf({ ...choices, AV: 'N' }, rest)).toBe(`${VECTOR.replace('AV:L', 'AV:N')}/E:U/CR:H`);
  });

  it('takes nothing over from a vector of another version, and knows it as one', () => {
    const older = 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N';
    expect(choicesOf(older)).toEqual({ choices: {}, rest: [] });
    expect([older, 'AV:L/AC:L/Au:N/C:P/I:N/A:N', VECTOR, 'CVSS:4.0/AV:L', ''].map(otherVersion)).toEqual([
      '3.1',
      '2.0',
      null,
      null,
      null,
    ]);
  });

  it('tells what is no vector from one that is still being typed', () => {
    expect(['rubbish', 'AV:N/AC:L', 'CVSS 4.0', 'x/AV:N'].map(isNone)).toEqual([true, true, true, true]);
    expect(choicesOf('x/AV:N')).toEqual({ choices: {}, rest: [] });
    expect(['', 'CVS', 'CVSS:4.0', 'CVSS:4.0/AV', VECTOR, 'CVSS:3.1/AV:L'].map(isNone)).not.toContain(true);
  });

  it('gives no vector before all is chosen', () => {
    expect(vectorOf({ AV: 'N' })).toBe('');
    expect(missing({ AV: 'N' })).toBe(10);
    expect(missing(choicesOf(VECTOR).choices)).toBe(0);
  });

  it('has words for every metric and value', () => {
    for (const metric of GROUPS.flatMap((group) => group.metrics)) {
      for (const key of [`cvss.${metric.id}`, ...metric.values.map((value) => `cvss.${metric.id}_${value}`)]) {
        expect(t(key as MessageKey)).not.toBe(key);
      }
    }
  });
});
