//! The base metrics of CVSS 4.0 with their values, and the vector that a choice of them spells. The score comes from the
//! backend: there is one implementation.

export interface Metric {
  id: string;
  values: readonly string[];
}

export interface MetricGroup {
  id: 'exploitability' | 'vulnerable' | 'subsequent';
  metrics: readonly Metric[];
}

const IMPACT = ['N', 'L', 'H'] as const;

export const GROUPS: readonly MetricGroup[] = [
  {
    id: 'exploitability',
    metrics: [
      { id: 'AV', values: ['N', 'A', 'L', 'P'] },
      { id: 'AC', values: ['L', 'H'] },
      { id: 'AT', values: ['N', 'P'] },
      { id: 'PR', values: ['N', 'L', 'H'] },
      { id: 'UI', values: ['N', 'P', 'A'] },
    ],
  },
  {
    id: 'vulnerable',
    metrics: [
      { id: 'VC', values: IMPACT },
      { id: 'VI', values: IMPACT },
      { id: 'VA', values: IMPACT },
    ],
  },
  {
    id: 'subsequent',
    metrics: [
      { id: 'SC', values: IMPACT },
      { id: 'SI', values: IMPACT },
      { id: 'SA', values: IMPACT },
    ],
  },
];

const METRICS = GROUPS.flatMap((group) => group.metrics);

export type Choices = Record<string, string>;

/** The version that a vector names, where it is another than 4.0; version 2 names none. */
export function otherVersion(vector: string): string | null {
  const text = vector.trim();
  if (/^\(?AV:.*\/Au:/.test(text)) return '2.0';
  const version = /^CVSS:(\d[\d.]*)\//.exec(text)?.[1];
  return version && version !== '4.0' ? version : null;
}

/** Whether something was typed that is no vector of 4.0 and no beginning of one. */
export function isNone(vector: string): boolean {
  const text = vector.trim();
  if (!text || otherVersion(text)) return false;
  const start = 'CVSS:4.0/';
  return !(text.startsWith(start) || start.startsWith(text));
}

/** What a vector says of the base metrics, and the rest of it, which is kept as it is. */
export function choicesOf(vector: string): { choices: Choices; rest: string[] } {
  const choices: Choices = {};
  const rest: string[] = [];
  // Metrics of other versions have the same letters and do not mean the same, and what is no vector says nothing.
  if (otherVersion(vector) || isNone(vector)) return { choices, rest };
  for (const part of vector.trim().split('/').slice(1)) {
    const [id = '', value = ''] = part.split(':');
    const metric = METRICS.find((one) => one.id === id);
    if (metric?.values.includes(value)) choices[id] = value;
    else if (part) rest.push(part);
  }
  return { choices, rest };
}

/** The vector of a choice; empty until every base metric is chosen. */
export function vectorOf(choices: Choices, rest: readonly string[] = []): string {
  if (METRICS.some(({ id }) => !choices[id])) return '';
  return ['CVSS:4.0', ...METRICS.map(({ id }) => `${id}:${choices[id]}`), ...rest].join('/');
}

/** How many base metrics are still to be chosen. */
export function missing(choices: Choices): number {
  return METRICS.filter(({ id }) => !choices[id]).length;
}
