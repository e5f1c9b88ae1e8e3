//! What a tailored assessment adds to a checklist: requirements on their subjects, proposals, carried answers.

import type { Carried, UnitAsks, UnitRow } from '../../src/lib/api/types';
import { stamp } from './data';
import { REQUIREMENTS, requirementUnit } from './profiles';
import { NO_REVIEW } from './review';

export function requirementGroups() {
  return [...new Map(REQUIREMENTS.map((one) => [one.group, { id: one.group, title: one.group_title }])).values()];
}

const CARRIED: Carried = {
  how: 'changed',
  assessment: 's0',
  assessment_title: 'Acme Pay 4.2.0, L2+R+P with the standards of July 2025',
  unit: 'direct:FIN-2.1',
  result: 'pass',
  stated: stamp(200_000, 'Jörg Öztürk-Lindqvist', 'carried-first'),
  by: stamp(300, 'Mira Kovač', 'carried-by'),
};

export function tailoredRows(): UnitRow[] {
  return REQUIREMENTS.map((one): UnitRow => {
    const { proposal, subject } = requirementUnit(one, { feature: [] });
    const row: UnitRow = {
      unit: `direct:${one.id}`,
      label: one.id,
      title: one.title,
      kind: 'direct',
      control: one.id,
      group: one.group,
      weakness: null,
      kinds: [],
      levels: [],
      subject,
      proposal: one.id === 'FIN-2.1' ? null : proposal,
      required: true,
      state: 'untested',
      former: null,
      carried: null,
      reconfirmed: null,
      answered_at: null,
      answered_by: null,
      valid_until: null,
      has_note: false,
      evidence: 0,
      comments: 0,
      heads: [],
      review: NO_REVIEW,
    };
    if (one.id === 'FIN-2.1') Object.assign(row, { state: 'stale', former: 'pass', carried: CARRIED });
    if (one.id === 'OPS-2') Object.assign(row, { state: 'stale', former: 'pass', valid_until: '2026-06-30' });
    return row;
  });
}

const NOTHING: UnitAsks = {
  subject: 'build',
  subject_words: '',
  needs_validity: false,
  requirement: null,
  group: null,
  parameters: [],
  citations: [],
  citations_left_out: [],
  proposal: null,
  expected_evidence: [],
};

export function asksOf(unit: string): UnitAsks {
  const one = REQUIREMENTS.find((other) => `direct:${other.id}` === unit);
  if (!one) return NOTHING;
  const { subject, parameters, citations, expected_evidence } = requirementUnit(one, {});
  return {
    ...NOTHING,
    subject,
    subject_words:
      { 'back-end': 'the back end of Acme Pay', organisation: 'the organisation', release: 'release 4.2.0' }[
        subject as string
      ] ?? '',
    needs_validity: subject === 'back-end' || subject === 'organisation',
    requirement: {
      id: one.id,
      set: 'fintech',
      group: one.group,
      title: one.title,
      requirement: one.summary,
      subject,
      platforms: ['android', 'ios'],
      level: 'mandatory',
      when: null,
      evidence: expected_evidence[0] ?? '',
      parameters: [],
      masvs: ['MASVS-AUTH-2'],
      maswe: [{ id: 'MASWE-0023', scheme: 'maswe-1' }],
      asvs: ['v5.0.0-7.3.1'],
      api_top10: ['API2:2023'],
      mobile_top10: ['M3:2024'],
      cwe: [613],
      tests: [],
      citations: citations.map((clause) => clause.citation),
      note: null,
      text_digest: '',
    },
    parameters,
    citations: one.id === 'FIN-1.1' || one.id === 'API-4' ? citations : citations.slice(1),
    expected_evidence,
  };
}
