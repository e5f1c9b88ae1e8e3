import { beforeEach, expect, it } from 'vitest';
import { proposeMigration } from '../../../dev/fake/migration';
import { World } from '../../../dev/fake/world';
import { allRows, choicesFor, decide, selectRows, spoken, summary, type MigrationRow } from './migration';

let rows: MigrationRow[];
beforeEach(() => {
  rows = allRows(proposeMigration(new World()));
});
const first = (outcome: string) => rows.find((row) => row.outcome === outcome) as MigrationRow;

it('shows what was answered, and what is new only when asked for', () => {
  const shown = selectRows(rows, { outcomes: [], build: '', text: '' });
  expect(shown.every((row) => row.item)).toBe(true);
  expect(selectRows(rows, { outcomes: ['new'], build: 'b-ios', text: '' }).every((row) => row.unit)).toBe(true);
  const target = selectRows(rows, { outcomes: ['redo'], build: '', text: 'MASTG-TEST-0302' });
  expect(target.length).toBe(selectRows(rows, { outcomes: ['redo'], build: '', text: '' }).length);
});

it('accounts for every answer, whatever was decided', () => {
  const answered = rows.filter((row) => row.item).length;
  const total = (sum: ReturnType<typeof summary>) => sum.counts + sum.confirm + sum.redo + sum.left;
  expect(total(summary(rows, {}))).toBe(answered);
  const decisions = decide({}, rows, 'leave');
  expect(summary(rows, decisions)).toEqual({ counts: 0, confirm: 0, redo: 0, left: answered });
});

it('says only what is not as proposed, and takes a word back', () => {
  const row = first('carried');
  const left = decide({}, [row], 'leave');
  expect(spoken(rows, left)).toEqual([{ build: row.build, unit: row.item?.unit, choice: 'leave' }]);
  expect(spoken(rows, decide(left, [row], 'accept'))).toEqual([]);
});

it('lets an answer hold only where its id and its text changed, and decides nothing of what is dropped', () => {
  const changed = rows.find((row) => row.outcome === 'renumbered' && row.item?.text_changed) as MigrationRow;
  expect(choicesFor(changed)).toContain('holds');
  expect(choicesFor(first('carried'))).toEqual(['accept', 'leave']);
  expect(choicesFor(first('dropped'))).toEqual([]);
  const before = summary(rows, {});
  const after = summary(rows, decide({}, rows, 'holds'));
  expect(after.counts).toBeGreaterThan(before.counts);
  expect(after.confirm + after.counts).toBe(before.confirm + before.counts);
});
