import { expect, it } from 'vitest';
import { settingsOf } from './compared';

const nothing = { parameters: [], gate: [], sayings: [] };

it('shows the level of findings of each side in one row', () => {
  const gate = [
    { rule: 'approved', a: true, b: false },
    { rule: 'findings-below-critical', a: true, b: false },
    { rule: 'findings-below-high', a: false, b: true },
  ];
  const rows = settingsOf({ ...nothing, gate });
  expect(rows.map(({ what, a, b }) => [what, a, b])).toEqual([
    ['Gate: open findings are below', 'Critical', 'High'],
    ['Gate: Every result was approved by a second person', 'yes', 'no'],
  ]);
});

it('says which side does not ask for a level', () => {
  const [row] = settingsOf({ ...nothing, gate: [{ rule: 'findings-below-low', a: false, b: true }] });
  expect([row?.a, row?.b]).toEqual(['not asked', 'Low']);
  expect(settingsOf(nothing)).toEqual([]);
});
