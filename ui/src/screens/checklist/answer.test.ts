import { describe, expect, it } from 'vitest';
import type { Citation } from '../../lib/api/types';
import { fitting, inAYear, missing, noResult, NO_TEXT, same, withDecision } from './answer';

const onBuild = { kind: 'test', subject: 'build' } as const;
const onBackEnd = { kind: 'direct', subject: 'back-end' } as const;
const clause: Citation = {
  source: 'hipaa',
  clause: '164.312(a)(2)(iii)',
  flag: 'addressable',
  verification: 'stored',
} as Citation;
const words = { note: 'Seen.', justification: '', method: 'Asked.' };

it('says of words without a result what stands instead', () => {
  expect(noResult('untested')).toBe('answer.no_result');
  expect(noResult('stale')).toBe('answer.no_result_stale');
  expect(noResult('disputed')).toBe('answer.no_result_disputed');
});
describe('validity', () => {
  it('is proposed a year ahead for what changes by itself, and only there', () => {
    expect(inAYear(new Date(2026, 10, 22))).toBe('2027-11-22');
    expect(fitting(onBackEnd, 'pass', words).valid_until).toBe(inAYear());
    expect(fitting(onBackEnd, 'pass', { ...words, valid_until: '2999-01-31' }).valid_until).toBe('2999-01-31');
    expect(fitting(onBackEnd, 'pass', { ...words, valid_until: '2020-01-31' }).valid_until).toBe(inAYear());
    expect(fitting(onBuild, 'pass', { ...words, valid_until: '2027-01-31' })).not.toHaveProperty('valid_until');
    expect(fitting({ kind: 'direct', subject: 'release' }, 'pass', words)).not.toHaveProperty('valid_until');
  });
});

describe('addressable specifications', () => {
  const decided = (decision: 'implemented' | 'equivalent', documentation = '') =>
    withDecision(words, { source: clause.source, clause: clause.clause, decision, documentation });

  it('are needed for a pass, the latter two with documentation', () => {
    expect(missing(onBackEnd, 'pass', words, [clause])).toBe('addressable');
    expect(missing(onBackEnd, 'fail', words, [clause])).toBeNull();
    expect(missing(onBackEnd, 'pass', decided('implemented'), [clause])).toBeNull();
    expect(missing(onBackEnd, 'pass', decided('equivalent'), [clause])).toBe('addressable');
    expect(missing(onBackEnd, 'pass', decided('equivalent', 'Session ends at the door.'), [clause])).toBeNull();
  });
  it('are decided once each, and make another text', () => {
    const twice = withDecision(decided('equivalent', 'x'), {
      source: clause.source,
      clause: clause.clause,
      decision: 'implemented',
      documentation: '',
    });
    expect(twice.addressable?.length).toBe(1);
    expect(same(words, twice)).toBe(false);
    expect(fitting(onBackEnd, 'pass', decided('equivalent')).addressable).toBeUndefined();
    expect(same(NO_TEXT, { ...NO_TEXT, valid_until: null, addressable: [] })).toBe(true);
  });
});
