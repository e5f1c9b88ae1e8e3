//! A made-up migration: every fifth answer of each fate.

import type { MigrationItem, MigrationOutcome, MigrationProposal } from '../../src/lib/api/types';
import { hash } from './data';
import type { World } from './world';

const OUTCOMES: MigrationOutcome[] = ['carried', 'carried', 'renumbered', 'stale', 'redo', 'carried', 'dropped'];
const BECAUSE: Record<MigrationOutcome, string> = {
  carried: 'Its text has the same digest in both versions.',
  renumbered: 'MASWE 1.0.0 says that this weakness replaces the former one.',
  stale: 'The text of the test changed between the two versions.',
  redo: 'The test was deprecated; two tests cover it now.',
  dropped: 'The newer version has it no more, and names no successor.',
};

export function proposeMigration(world: World): MigrationProposal {
  const assessment = world.assessment();
  const builds = world.builds.map((build) => {
    const rows = [...new Map((world.rows.get(build.id) ?? []).map((row) => [row.unit, row])).values()];
    const items = rows
      .filter((row) => row.state !== 'untested')
      .map((row, index): MigrationItem => {
        const outcome = OUTCOMES[index % OUTCOMES.length] ?? 'carried';
        const target = { unit: row.unit, label: row.label, title: row.title, answered: false };
        const targets =
          outcome === 'dropped'
            ? []
            : outcome === 'redo'
              ? ['MASTG-TEST-0301', 'MASTG-TEST-0302'].map((label) => ({ ...target, label }))
              : [outcome === 'renumbered' ? { ...target, label: 'MASWE-0102' } : target];
        return {
          unit: row.unit,
          label: row.label,
          title: row.title,
          state: row.state,
          answers: world.unit(build.id, row.unit).answers.map(({ result, stated }) => ({
            result,
            stated,
            how: outcome === 'dropped' ? null : 'same',
          })),
          evidence: index % 4 ? 0 : 2,
          outcome,
          text_changed: outcome === 'stale' || index % 2 === 0,
          targets,
          because: BECAUSE[outcome],
        };
      });
    const counts = {
      items: items.length,
      carried: 0,
      renumbered: 0,
      stale: 0,
      redo: 0,
      dropped: 0,
      disputed: 0,
      new: 20,
    };
    for (const item of items) counts[item.outcome] += 1;
    return {
      build: build.id,
      platform: build.facts.platform,
      items,
      new_units: rows
        .filter((row) => row.state === 'untested')
        .slice(0, 20)
        .map(({ unit, label, title, control, required }, index) => ({
          unit,
          label,
          title,
          control,
          required,
          known: index % 3 === 0,
        })),
      conclusions: [],
      counts,
    };
  });
  const profile = { id: assessment.profile, title: assessment.profile_title, gate: assessment.gate };
  return {
    assessment: assessment.id,
    title: assessment.title,
    from: assessment.catalogues,
    to: assessment.catalogues,
    profile_from: profile,
    profile_to: profile,
    builds,
    counts: builds[0]?.counts as MigrationProposal['counts'],
    token: hash(),
  };
}
