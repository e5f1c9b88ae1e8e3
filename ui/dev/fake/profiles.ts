//! Profiles in the shape of those that ship, with some requirements, clauses and files of one's own.

import type {
  Answers,
  Because,
  Gate,
  PlanControl,
  PlannedCitation,
  PlanUnit,
  Platform,
  ProfileChecked,
  ProfileComparison,
  ProfilePlan,
  ProfileView,
  Questionnaire,
  SubjectKind,
} from '../../src/lib/api/types';
import { controls, groups, hash } from './data';

const view = (id: string, title: string, kind: ProfileView['kind'], more: Partial<ProfileView> = {}): ProfileView => ({
  id,
  title,
  kind,
  summary: `For apps that need what ${title} asks for, said in one or two sentences of our own.`,
  levels: ['L2', 'R'],
  extends: [],
  file: null,
  asks: kind !== 'mas',
  ...more,
});

export const PROFILES: ProfileView[] = [
  ...(['L1', 'L2', 'L1+R', 'L2+R', 'L2+R+P'] as const).map((id) =>
    view(id, id, 'mas', { levels: id.split('+') as ProfileView['levels'] }),
  ),
  view('baseline', 'Baseline', 'industry', { extends: ['L1'] }),
  view('enterprise', 'Enterprise', 'industry', { extends: ['baseline', 'L2'] }),
  view('fintech', 'Fintech', 'industry', { extends: ['baseline', 'L2+R'] }),
  view('healthcare', 'Healthcare', 'industry', { extends: ['baseline', 'L2+P'] }),
  view('masa-al1', 'MASA readiness AL1', 'readiness', { levels: [] }),
  view('masa-al2', 'MASA readiness AL2', 'readiness', { levels: [] }),
  view('acme-wallet', 'Acme Wallet, private and corporate customers in Central Europe', 'own', {
    extends: ['fintech'],
    file: 'acme-wallet.yaml',
  }),
];

export const QUESTIONS: Questionnaire = {
  questions: [
    {
      key: 'role',
      question: 'In which roles does the organisation act with this app?',
      help: 'A rule binds roles, not apps. A citation that binds none of the chosen roles is left out.',
      options: [
        ['payment-service-provider', 'Payment service provider', 'A bank, or an institution for payments.'],
        ['merchant', 'Merchant or service provider with card data', null],
        ['covered-entity', 'Covered entity under HIPAA', 'A health plan, or a provider of health care.'],
        ['controller', 'Controller of personal data', null],
      ].map(([word, title, help]) => ({ word: word ?? '', title: title ?? '', help: help ?? null })),
    },
    {
      key: 'jurisdiction',
      question: 'Where are the users, or the organisation that answers for them?',
      help: 'A citation from elsewhere is left out.',
      options: [
        ['eu', 'European Union and EEA'],
        ['us', 'United States'],
        ['singapore', 'Singapore'],
        ['other', 'Elsewhere'],
      ].map(([word, title]) => ({ word: word ?? '', title: title ?? '', help: null })),
    },
    {
      key: 'data',
      question: 'Which data does the app handle?',
      help: 'Controls for data that the app does not handle are proposed as not applicable.',
      options: [
        ['personal', 'Personal data'],
        ['payment', 'Payment accounts and transactions'],
        ['health', 'Health data'],
      ].map(([word, title]) => ({ word: word ?? '', title: title ?? '', help: null })),
    },
    {
      key: 'feature',
      question: 'What does the app do?',
      help: 'Controls for features that the app does not have are proposed as not applicable.',
      options: [
        ['payments', 'It starts payments or transfers'],
        ['webview', 'It shows web content in a WebView'],
        ['biometrics', "It unlocks by biometrics or the device's code"],
        ['single-sign-on', "It signs in at an organisation's identity provider"],
      ].map(([word, title]) => ({ word: word ?? '', title: title ?? '', help: null })),
    },
  ],
};

export const CITATIONS: PlannedCitation[] = [
  {
    citation: {
      source: 'hipaa',
      clause: '164.312(a)(2)(iii)',
      flag: 'addressable',
      verification: 'stored',
    },
    source: {
      key: 'hipaa',
      title: 'HIPAA Security Rule, 45 CFR Part 164 Subpart C',
      short: 'HIPAA Security Rule',
      edition: 'As amended to 2024-06',
      effective: '2003-04-21',
      jurisdictions: ['us'],
      roles: ['covered-entity', 'business-associate'],
      binds: 'Covered entities and their business associates in the United States.',
      url: 'https://example.org/hipaa',
      basis: 'stored',
    },
    because: 'the requirement',
  },
  {
    citation: { source: 'mas-trm', clause: 's.14', verification: 'secondary', note: 'The section, not a paragraph.' },
    source: {
      key: 'mas-trm',
      title: 'Monetary Authority of Singapore, Technology Risk Management Guidelines',
      short: 'Monetary Authority of Singapore, TRM',
      edition: 'January 2021',
      effective: '2021-01-18',
      jurisdictions: ['singapore'],
      roles: ['financial-institution'],
      binds: 'Financial institutions that the Monetary Authority of Singapore supervises.',
      url: 'https://example.org/trm',
      basis: 'secondary',
    },
    because: 'the requirement',
  },
];

interface Asked {
  id: string;
  group: string;
  group_title: string;
  title: string;
  summary: string;
  subject: SubjectKind;
}
export const REQUIREMENTS: Asked[] = (
  [
    ['FIN-1.1', 'FIN-1', 'Strong authentication', 'Two factors for account access', 'build'],
    ['FIN-2.1', 'FIN-2', 'Sessions', 'Sessions end when nobody works', 'build'],
    ['FIN-3.1', 'FIN-3', 'Monitoring', 'Transactions are watched', 'back-end'],
    ['API-4', 'BASE-API', 'Back end and API', 'Sign-in attempts are limited', 'back-end'],
    ['OPS-2', 'BASE-OPS', 'Testing and operations', 'Incidents are answered by a plan', 'organisation'],
    ['OPS-4', 'BASE-OPS', 'Testing and operations', 'Old versions can be retired', 'release'],
  ] as const
).map(([id, group, group_title, title, subject]) => ({
  id,
  group,
  group_title,
  title,
  subject,
  summary: `${title}: one sentence that says what is asked for, so that an assessor knows what to look at.`,
}));

const line = (document: string, at: number, words: string): Because => ({ document, line: at, words });

export function requirementUnit(one: Asked, answers: Answers): PlanUnit {
  const without = answers.feature && !answers.feature.includes('payments');
  const bound = answers.jurisdiction ? CITATIONS.filter((clause) => fits(clause, answers)) : CITATIONS;
  return {
    unit: `direct:${one.id}`,
    title: one.title,
    required: true,
    because: `fintech includes ${one.group}.`,
    subject: one.subject,
    parameters:
      one.id === 'FIN-2.1'
        ? [
            {
              id: 'FIN-2.1.idle-minutes',
              title: 'Longest time without activity',
              value: 5,
              unit: 'minutes',
              because: 'fintech, line 25: sets 5 minutes',
            },
          ]
        : [],
    citations: bound,
    citations_left_out: CITATIONS.filter((clause) => !bound.includes(clause)).map(({ citation }) => ({
      source: citation.source,
      clause: citation.clause,
      because: 'It is from another jurisdiction.',
    })),
    proposal:
      without && one.id.startsWith('FIN')
        ? {
            result: 'not-applicable',
            because: 'The app starts no payments, so there are no transactions to protect.',
            line: line('fintech', 29, 'There are no transactions.'),
          }
        : null,
    expected_evidence: [
      'A recording of the sign-in, and the answer of the back end to a code that is used again.',
      'The captured request, with the time.',
    ],
    lines: [line('fintech', 9, 'includes FIN-1, FIN-2, FIN-3'), line('acme-wallet', 7, 'Asked for by our bank.')],
  };
}
const fits = (clause: PlannedCitation, answers: Answers) =>
  clause.source.jurisdictions.some((one) => answers.jurisdiction?.includes(one));

const FINTECH_GATE: Gate = {
  require: ['decided', 'no-failed-required', 'evidence', 'nothing-disputed'],
  findings_below: 'high',
  not_waivable: [{ kind: 'requirement', id: 'FIN-1.1' }],
};
const USUAL_GATE: Gate = {
  require: ['decided', 'no-failed-required', 'nothing-disputed', 'nothing-stale', 'nothing-inconclusive'],
  findings_below: 'high',
  not_waivable: [],
};

export function plan(id: string, platform: Platform, answers: Answers = {}, own = PROFILES): ProfilePlan {
  const profile = own.find((one) => one.id === id) ?? view(id, id, 'mas');
  const tailored = profile.kind !== 'mas';
  const masvs = controls.map((control, index): PlanControl => {
    const unit = (name: string, title: string, required: boolean): PlanUnit => ({
      unit: name,
      title,
      required,
      because: `L2 asks for ${control.id}.`,
      subject: 'build',
      parameters: [],
      citations: [],
      citations_left_out: [],
      proposal: null,
      expected_evidence: [],
      lines: [],
    });
    return {
      id: control.id,
      group: control.group,
      group_title: groups.find((group) => group.id === control.group)?.title ?? '',
      title: '',
      set: null,
      subject: 'build',
      summary: control.summary,
      required: index % 7 !== 6,
      because: index % 7 === 6 ? 'No level of this profile asks for it.' : 'L2 asks for it.',
      lines:
        index % 9 === 0 && tailored ? [line(id, 12, 'Attackers study payment apps before they build malware.')] : [],
      weaknesses: [
        {
          id: `MASWE-${String(index + 1).padStart(4, '0')}`,
          scheme: 'maswe-1',
          title: 'A weakness with a title of a usual length',
          required: index % 7 !== 6,
          because: 'L2 is one of its levels.',
          units:
            index % 7 === 6
              ? []
              : [
                  unit(`test:MASTG-TEST-0${200 + index}`, 'References to APIs for storing data', true),
                  unit(`test:MASTG-TEST-0${300 + index}`, 'Runtime use of APIs for storing data', index % 2 === 0),
                ],
        },
      ],
      units: [],
    };
  });
  const asked = tailored
    ? REQUIREMENTS.map((one): PlanControl => {
        const unit = requirementUnit(one, answers);
        return {
          ...one,
          set: one.id.startsWith('FIN') ? 'fintech' : 'baseline',
          required: true,
          because: unit.because,
          lines: unit.lines,
          weaknesses: [],
          units: [unit],
        };
      })
    : [];
  const units = asked.flatMap((control) => control.units);
  return {
    profile,
    platform,
    controls: [...masvs, ...asked],
    excluded: tailored
      ? [{ id: 'FIN-4.6', title: 'Screens are covered in the switcher', lines: [line(id, 18, 'Done by the system.')] }]
      : [],
    limits: [],
    counts: {
      controls: 21 + asked.length,
      weaknesses: 78,
      tests: 140,
      direct: 36 + asked.length,
      optional: 60,
      proposed: units.filter((unit) => unit.proposal).length,
      citations: units.flatMap((unit) => unit.citations).length,
      citations_left_out: units.flatMap((unit) => unit.citations_left_out).length,
    },
    tailoring: tailored
      ? {
          id,
          title: profile.title,
          summary: profile.summary,
          levels: [{ level: 'L2', because: line(id, 8, 'extends L2+R') }],
          items: [],
          parameters: {},
          not_applicable: [
            {
              when: { not: { is: { question: 'feature', word: 'payments' } } },
              items: [{ kind: 'requirement', id: 'FIN-3.1' }],
              because: line('fintech', 29, 'The app starts no payment, so there are none to monitor.'),
            },
          ],
          gate: FINTECH_GATE,
          evidence: [],
          citations: [],
          documents: [profile.id, ...profile.extends.filter((one) => !one.startsWith('L'))].map((one) => ({
            id: one,
            digest: hash(),
            shipped: one !== 'acme-wallet',
          })),
        }
      : null,
    gate: tailored ? FINTECH_GATE : USUAL_GATE,
  } as ProfilePlan;
}

export function comparison(a: string, b: string, platform: Platform): ProfileComparison {
  const [first, second] = [plan(a, platform), plan(b, platform)];
  return {
    a: first.profile,
    b: second.profile,
    platform,
    rows: REQUIREMENTS.map((one, index) => ({
      unit: `direct:${one.id}`,
      label: one.id,
      title: one.title,
      control: one.id,
      group: one.group,
      a: 'required' as const,
      b: index % 2 ? ('optional' as const) : ('out' as const),
      because_a: `${a}, line 9: includes ${one.group}`,
      because_b: index % 2 ? `${b}, line 14: relaxes ${one.id}` : `${b} does not include ${one.group}.`,
    })),
    same: 180,
    parameters: [
      {
        id: 'FIN-2.1.idle-minutes',
        title: 'Longest time without activity',
        unit: 'minutes',
        a: 5,
        b: null,
        because_a: 'fintech, line 25',
        because_b: '',
      },
    ],
    gate: [{ rule: 'approved', a: true, b: false }],
    sayings: [],
  };
}

/** A file whose name says that it is broken is. */
export function addProfile(own: ProfileView[], path: string): ProfileChecked {
  const file = path.split('/').pop() ?? path;
  if (file.includes('broken')) {
    const problem = (at: number, column: number, key: string, message: string, hint: string, code: string) =>
      ({ code, file, line: at, column, key, message, hint }) as ProfileChecked['problems'][number];
    return {
      profile: null,
      warnings: [],
      problems: [
        problem(4, 1, 'exclud', 'The key "exclud" is not known.', 'Did you mean "exclude"?', 'unknown_key'),
        problem(9, 5, 'include[2]', 'Nothing has the id FIN-9.9.', 'The nearest is FIN-4.6.', 'unknown_id'),
        problem(
          12,
          18,
          'parameters.FIN-2.1.idle-minutes',
          '90 is too large.',
          'It is 1 to 60 minutes.',
          'out_of_bounds',
        ),
      ],
    };
  }
  const profile = view('acme-desk', 'Acme Desk', 'own', { file, extends: ['enterprise'] });
  if (!own.some((one) => one.id === profile.id)) own.push(profile);
  return { profile, problems: [], warnings: [] };
}
