//! A profile's plan as flat rows: what is in, what is optional, what is out, and because of which line.

import type {
  Because,
  CitationLeftOut,
  PlanControl,
  PlannedCitation,
  PlanUnit,
  ProfilePlan,
} from '../../lib/api/types';

export type Standing = 'required' | 'optional' | 'out';
export const STANDINGS: readonly Standing[] = ['required', 'optional', 'out'];

export interface PlanRow {
  key: string;
  /** What people call it. */
  id: string;
  title: string;
  depth: 0 | 1 | 2;
  standing: Standing;
  /** Why, one sentence a reason. */
  because: string;
  /** The lines of profile files that decided. */
  lines: Because[];
  control: PlanControl | null;
  unit: PlanUnit | null;
}

/** The id as people say it: without the kind of unit, and a weakness without its numbering. */
export function labelOf(unit: string): string {
  return unit.replace(/^(test|direct):/, '').replace(/^maswe-[a-z0-9]+\//, '');
}

const standing = (required: boolean, units: readonly PlanUnit[]): Standing =>
  required ? 'required' : units.length ? 'optional' : 'out';

function rowsOf(control: PlanControl): PlanRow[] {
  const { id, because, lines } = control;
  const [own] = control.units;
  const all = [...control.units, ...control.weaknesses.flatMap((weakness) => weakness.units)];
  const rows: PlanRow[] = [
    {
      key: id,
      id,
      title: control.title || control.summary,
      depth: 0,
      standing: standing(control.required, all),
      because: own?.because ?? because,
      lines: lines.length ? lines : (own?.lines ?? []),
      control,
      unit: own ?? null,
    },
  ];
  for (const weakness of control.weaknesses) {
    const at = `${id}/${weakness.scheme}/${weakness.id}`;
    rows.push({
      key: at,
      id: weakness.id,
      title: weakness.title,
      depth: 1,
      standing: standing(weakness.required, weakness.units),
      because: weakness.because,
      lines: [],
      control: null,
      unit: null,
    });
    for (const unit of weakness.units) {
      rows.push({
        key: `${at}/${unit.unit}`,
        id: labelOf(unit.unit),
        title: unit.title,
        depth: 2,
        standing: unit.required ? 'required' : 'optional',
        because: unit.because,
        lines: unit.lines,
        control: null,
        unit,
      });
    }
  }
  return rows;
}

/** Controls with what counts under them, then what files took out and no control of the plan shows. */
export function planRows(plan: ProfilePlan): PlanRow[] {
  const rows = plan.controls.flatMap(rowsOf);
  const seen = new Set(rows.map((row) => row.id));
  for (const { id, title, lines } of plan.excluded) {
    const at = id.split('@')[0] ?? id;
    const row = rows.find((one) => one.id === at);
    if (row) row.lines = row.lines.length ? row.lines : lines;
    if (seen.has(at)) continue;
    rows.push({
      key: `out/${id}`,
      id: at,
      title,
      depth: 0,
      standing: 'out',
      because: lines.map((line) => line.words).join(' '),
      lines,
      control: null,
      unit: null,
    });
  }
  return rows;
}

export interface PlanFilter {
  /** Empty: any. */
  standings: Standing[];
  /** Only what a line of a file decided. */
  decided: boolean;
  /** Only what is proposed as not applicable. */
  proposed: boolean;
  text: string;
}
export const NO_PLAN_FILTER: PlanFilter = { standings: [], decided: false, proposed: false, text: '' };

export function selectPlan(rows: readonly PlanRow[], filter: PlanFilter): PlanRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.standings.length && !filter.standings.includes(row.standing)) return false;
    if (filter.decided && !row.lines.length) return false;
    if (filter.proposed && !row.unit?.proposal) return false;
    const text = `${row.id} ${row.title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** All units of a plan, each once. */
export function unitsOf(plan: ProfilePlan): PlanUnit[] {
  const units = plan.controls.flatMap((control) => [
    ...control.units,
    ...control.weaknesses.flatMap((weakness) => weakness.units),
  ]);
  return [...new Map(units.map((unit) => [unit.unit, unit])).values()];
}

export interface CitedClause {
  clause: PlannedCitation;
  /** The units that are related to it. */
  units: PlanUnit[];
}

/** Clauses by source, each with what is related to it. */
export function bySource(plan: ProfilePlan): { key: string; clauses: CitedClause[] }[] {
  const sources = new Map<string, Map<string, CitedClause>>();
  for (const unit of unitsOf(plan)) {
    for (const clause of unit.citations) {
      const { source, clause: number } = clause.citation;
      const clauses = sources.get(source) ?? new Map<string, CitedClause>();
      const found = clauses.get(number) ?? { clause, units: [] };
      found.units.push(unit);
      clauses.set(number, found);
      sources.set(source, clauses);
    }
  }
  return [...sources]
    .map(([key, clauses]) => ({
      key,
      clauses: [...clauses.values()].sort((one, other) =>
        one.clause.citation.clause.localeCompare(other.clause.citation.clause, 'en', { numeric: true }),
      ),
    }))
    .sort((one, other) => titleOf(one.clauses).localeCompare(titleOf(other.clauses)));
}
const titleOf = (clauses: readonly CitedClause[]) => clauses[0]?.clause.source.title ?? '';

/** What the answers leave out, each clause once. */
export function leftOut(plan: ProfilePlan): CitationLeftOut[] {
  const all = unitsOf(plan).flatMap((unit) => unit.citations_left_out);
  return [...new Map(all.map((one) => [`${one.source} ${one.clause}`, one])).values()];
}

/** A rule of a gate as people read it: its own word without hyphens, the ids after it as they are. */
export function spelled(rule: string): string {
  const [word = '', ...ids] = rule.split(' ');
  return [word.replaceAll('-', ' '), ...ids].join(' ');
}
