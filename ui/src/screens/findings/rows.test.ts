import { describe, expect, it } from 'vitest';
import type { FindingRow } from '../../lib/api/types';
import { dayInWords } from '../../lib/text/format';
import { cweOf, filtered, NO_FILTER, NO_WORDS, owners, stateSentence } from './rows';

const row = (more: Partial<FindingRow>): FindingRow => ({
  id: '1',
  app: 'a',
  app_name: 'Wallet',
  state: 'open',
  severity: 'medium',
  disputed: false,
  text: { ...NO_WORDS, title: 'Keys in the log', owner: 'Jo', cwe: [532] },
  score: null,
  builds: [],
  fixed_on: [],
  waivers: [],
  overdue: false,
  age_days: 3,
  opened: { at: '2026-01-05T09:00:00Z', by: 'Mara', member: 'm', entry: 'e' },
  heads: [],
  ...more,
});

describe('a list of findings', () => {
  const rows = [
    row({}),
    row({ id: '2', state: 'fixed', severity: 'high', text: { ...NO_WORDS, title: 'Open door', owner: 'Ann' } }),
    row({ id: '3', text: null, overdue: true }),
  ];
  const ids = (filter: Partial<typeof NO_FILTER>) => filtered(rows, { ...NO_FILTER, ...filter }).map((one) => one.id);

  it('shows what the filter leaves', () => {
    expect(ids({})).toEqual(['1', '2', '3']);
    expect(ids({ states: ['fixed'] })).toEqual(['2']);
    expect(ids({ severities: ['medium'] })).toEqual(['1', '3']);
    expect(ids({ owner: 'Ann' })).toEqual(['2']);
    expect(ids({ overdue: true })).toEqual(['3']);
    expect(ids({ overdue: true, states: ['fixed'] })).toEqual([]);
    expect(ids({ words: 'cwe-532 KEYS' })).toEqual(['1']);
  });

  it('names owners once, in order', () => {
    expect(owners([...rows, ...rows])).toEqual(['Ann', 'Jo']);
  });

  it('reads numbers of weaknesses however they are written', () => {
    expect(cweOf('CWE-532, cwe 200; 532')).toEqual([532, 200]);
  });

  it('says why an acceptance does not count any more', () => {
    const waiver = {
      id: 'w',
      over: { kind: 'finding' as const, finding: '1' },
      over_words: '',
      app: 'a',
      standing: 'expired' as const,
      sentence: 'It expired.',
      severity: 'medium' as const,
      until: '2026-01-01',
      days_left: -4,
      text: null,
      granted: row({}).opened,
      withdrawn_because: null,
      heads: [],
    };
    expect(stateSentence(row({ waivers: [waiver] }))).toBe(`Open: the acceptance ended on ${dayInWords('2026-01-01')}`);
    expect(stateSentence(row({ state: 'waived', waivers: [{ ...waiver, standing: 'in_force' }] }))).toContain(
      dayInWords('2026-01-01'),
    );
  });
});
