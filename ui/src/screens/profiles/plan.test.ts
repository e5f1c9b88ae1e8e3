import { expect, it } from 'vitest';
import { plan } from '../../../dev/fake/profiles';
import { bySource, labelOf, leftOut, NO_PLAN_FILTER, planRows, selectPlan, spelled } from './plan';

it('says of every row whether it is in, and by which line', () => {
  const rows = planRows(plan('fintech', 'android'));
  const requirement = rows.find((row) => row.id === 'FIN-1.1');
  expect(requirement).toMatchObject({ standing: 'required', depth: 0 });
  expect(requirement?.lines[0]).toMatchObject({ document: 'fintech', line: 9 });
  expect(rows.find((row) => row.id === 'FIN-4.6')).toMatchObject({ standing: 'out', because: 'Done by the system.' });
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});

it('filters by standing, by who decided and by what is proposed', () => {
  const rows = planRows(plan('fintech', 'android', { feature: [] }));
  const ids = (part: Partial<typeof NO_PLAN_FILTER>) =>
    selectPlan(rows, { ...NO_PLAN_FILTER, ...part }).map((row) => row.id);
  expect(ids({ proposed: true })).toEqual(['FIN-1.1', 'FIN-2.1', 'FIN-3.1']);
  expect(ids({ standings: ['out'] })).toContain('FIN-4.6');
  expect(ids({ decided: true, text: 'ops' })).toEqual(['OPS-2', 'OPS-4']);
});

it('lists each clause once under its source, and those that the answers leave out', () => {
  const all = bySource(plan('fintech', 'android'));
  expect(all.map((one) => one.clauses.length)).toEqual([1, 1]);
  expect(all[0]?.clauses[0]?.units.length).toBe(6);
  expect(leftOut(plan('fintech', 'android', { jurisdiction: ['us'] })).map((one) => one.source)).toEqual(['mas-trm']);
});

it('names units as people do', () => {
  expect(['test:MASTG-TEST-0200', 'direct:maswe-1/MASWE-0018', 'direct:FIN-2.1'].map(labelOf)).toEqual([
    'MASTG-TEST-0200',
    'MASWE-0018',
    'FIN-2.1',
  ]);
});

it('spells a rule of a gate without hyphens, and ids with theirs', () => {
  expect(spelled('findings-below-high')).toBe('findings below high');
  expect(spelled('not-waivable FIN-1.1')).toBe('not waivable FIN-1.1');
});
