//! The parts of a profile file, each with a small example. Put one below the other, the examples are a file that is right.

import { t } from '../../lib/i18n';

const because = (id: string) => `  - {id: ${id}, because: ${JSON.stringify(t('guide.because'))}}`;

export const PARTS = [
  'extends',
  'gate',
  'review',
  'exclude',
  'include',
  'require',
  'relax',
  'parameters',
  'not_applicable',
  'evidence',
  'citations',
] as const;
export type Part = (typeof PARTS)[number];

/** How files spell a part. */
export function exampleOf(part: Part): string {
  return EXAMPLES[part]().join('\n');
}

const EXAMPLES: Record<Part, () => string[]> = {
  extends: () => ['format: assay-profile/1', 'id: acme-wallet', 'title: Acme Wallet', 'extends: [fintech]'],
  gate: () => [
    'gate:',
    '  require: [decided, no-failed-required, evidence, approved,',
    '    nothing-disputed, nothing-stale, nothing-inconclusive]',
    '  findings_below: medium',
    '  not_waivable: [FIN-4.2]',
  ],
  review: () => ['review:', '  four_eyes: true'],
  exclude: () => ['exclude:', because('FIN-4.6')],
  include: () => ['include:', '  - ENT-3.3', because('MASWE-0066@maswe-1')],
  require: () => ['require:', because('IOS-4')],
  relax: () => ['relax:', because('OPS-2')],
  parameters: () => ['parameters:', '  FIN-2.1.idle-minutes: 3'],
  not_applicable: () => [
    'not_applicable:',
    '  - when: {not: {feature: card-acceptance}}',
    '    items: [FIN-4.4]',
    `    because: ${JSON.stringify(t('guide.because'))}`,
  ],
  evidence: () => ['evidence:', `  - {items: [FIN-2.1], expect: ${JSON.stringify(t('guide.expect'))}}`],
  citations: () => [
    'citations:',
    `  - {source: ${JSON.stringify(t('guide.citation_source'))}, clause: ${JSON.stringify(t('guide.citation_clause'))}, items: [IDS-3]}`,
  ],
};
