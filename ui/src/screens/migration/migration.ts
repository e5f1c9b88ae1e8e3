//! What a proposed migration holds, flat and filtered, and what the reviewer decided of it.

import type {
  BuildMigration,
  MigrationChoice,
  MigrationDecision,
  MigrationItem,
  MigrationOutcome,
  MigrationProposal,
  NewUnit,
} from '../../lib/api/types';

/** In the order in which they are listed; `new` is what no former answer goes to. */
export const OUTCOMES = ['carried', 'renumbered', 'stale', 'redo', 'dropped', 'new'] as const;
export type Outcome = MigrationOutcome | 'new';

export interface MigrationRow {
  key: string;
  build: string;
  outcome: Outcome;
  label: string;
  title: string;
  /** What was answered; none for a new unit. */
  item: MigrationItem | null;
  /** What is new; none for what was answered. */
  unit: NewUnit | null;
}

export type Decisions = Readonly<Record<string, MigrationChoice>>;

function rowsOf(build: BuildMigration): MigrationRow[] {
  const answered = build.items.map((item): MigrationRow => {
    const { outcome, label, title } = item;
    return { key: `${build.build}/${item.unit}`, build: build.build, outcome, label, title, item, unit: null };
  });
  const fresh = build.new_units.map((unit): MigrationRow => {
    const { label, title } = unit;
    return {
      key: `${build.build}/new/${unit.unit}`,
      build: build.build,
      outcome: 'new',
      label,
      title,
      item: null,
      unit,
    };
  });
  return [...answered, ...fresh];
}

export function allRows(proposal: MigrationProposal): MigrationRow[] {
  return proposal.builds.flatMap(rowsOf);
}

/** By outcome, build and words; empty outcomes are all of what was answered. */
export function selectRows(
  rows: readonly MigrationRow[],
  filter: { outcomes: readonly Outcome[]; build: string; text: string },
): MigrationRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.build && row.build !== filter.build) return false;
    if (filter.outcomes.length ? !filter.outcomes.includes(row.outcome) : row.outcome === 'new') return false;
    const targets = row.item?.targets.map((one) => `${one.label} ${one.title}`).join(' ') ?? '';
    const text = `${row.label} ${row.title} ${targets}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function tallyRows(rows: readonly MigrationRow[], build: string): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const row of rows) {
    if (build && row.build !== build) continue;
    counts.set(row.outcome, (counts.get(row.outcome) ?? 0) + 1);
  }
  return counts;
}

/** What may be said of an item: nothing where it stays behind anyway. */
export function choicesFor(row: MigrationRow): MigrationChoice[] {
  if (!row.item || row.outcome === 'dropped') return [];
  const holds = row.outcome === 'renumbered' && row.item.text_changed;
  return holds ? ['accept', 'holds', 'leave'] : ['accept', 'leave'];
}

export function choiceOf(decisions: Decisions, row: MigrationRow): MigrationChoice {
  return decisions[row.key] ?? 'accept';
}

/** Decides all of these rows alike, those that allow it; accepting is what happens without a word. */
export function decide(decisions: Decisions, rows: readonly MigrationRow[], choice: MigrationChoice): Decisions {
  const next: Record<string, MigrationChoice> = { ...decisions };
  for (const row of rows) {
    if (!choicesFor(row).includes(choice)) continue;
    if (choice === 'accept') delete next[row.key];
    else next[row.key] = choice;
  }
  return next;
}

/** The words that are sent: only what is not accepted as proposed. */
export function spoken(rows: readonly MigrationRow[], decisions: Decisions): MigrationDecision[] {
  return rows.flatMap((row) => {
    const choice = decisions[row.key];
    return choice && row.item ? [{ build: row.build, unit: row.item.unit, choice }] : [];
  });
}

/** How many answers count, wait or stay behind after the decisions. */
export function summary(rows: readonly MigrationRow[], decisions: Decisions) {
  const sum = { counts: 0, confirm: 0, redo: 0, left: 0 };
  for (const row of rows) {
    if (!row.item) continue;
    const choice = choiceOf(decisions, row);
    if (row.outcome === 'dropped' || choice === 'leave') sum.left += 1;
    else if (row.outcome === 'redo') sum.redo += 1;
    else if (row.outcome === 'stale' || (row.outcome === 'renumbered' && row.item.text_changed && choice !== 'holds'))
      sum.confirm += 1;
    else sum.counts += 1;
  }
  return sum;
}
