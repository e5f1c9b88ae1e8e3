//! Made-up data in the shape of the real one: 24 controls, some 300 rows on each platform.

import type { BuildView, Level, Platform, Stamp, UnitRow } from '../../src/lib/api/types';
import { NO_REVIEW } from './review';

const COUNTS = { STORAGE: 2, CRYPTO: 2, AUTH: 3, NETWORK: 2, PLATFORM: 3, CODE: 4, RESILIENCE: 4, PRIVACY: 4 };
const TITLES: Record<string, string> = {
  STORAGE: 'Storage',
  CRYPTO: 'Cryptography',
  AUTH: 'Authentication',
  NETWORK: 'Network',
  PLATFORM: 'Platform',
  CODE: 'Code',
  RESILIENCE: 'Resilience',
  PRIVACY: 'Privacy',
};
const VERBS = [
  'References to',
  'Runtime use of',
  'Missing',
  'Hardcoded',
  'Insecure',
  'Improper',
  'Unprotected',
  'Outdated',
];
const NOUNS = [
  'APIs for storing unencrypted data in external storage',
  'keys in the app package',
  'random number generators',
  'certificate pinning for first-party domains in the network security configuration',
  'exported components',
  'WebView settings',
  'biometric prompts without key binding',
  'backup rules',
  'logging of sensitive data',
  'debug symbols in native libraries',
  'root detection',
  'third-party trackers',
  'dynamic code loading',
  'TLS settings',
  'identifiers sent to advertising networks',
];
const KINDS = [
  ['static', 'code'],
  ['dynamic'],
  ['static', 'manual'],
  ['dynamic', 'hooks'],
  ['static', 'config'],
  ['manual'],
];

/** A small generator, so that every run has the same rows. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export const controls = Object.entries(COUNTS).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => ({
    id: `MASVS-${group}-${index + 1}`,
    group: `MASVS-${group}`,
    summary: `What the app has to hold to for ${TITLES[group]?.toLowerCase()}, part ${index + 1}, in one line of our own`,
  })),
);
export const groups = Object.entries(TITLES).map(([group, title]) => ({ id: `MASVS-${group}`, title }));

export function stamp(minutesAgo: number, by = 'Mira Kovač', entry?: string): Stamp {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  return { at, by, member: '0190-member', entry: entry ?? hash() };
}

const digits = sequence(7);
/** Something like a SHA-256. */
export function hash(): string {
  return Array.from({ length: 64 }, () => Math.floor(digits() * 16).toString(16)).join('');
}

/** The rows of a build; `tests` for each weakness. */
export function rowsFor(platform: Platform, tests = 4): UnitRow[] {
  const next = sequence(platform === 'android' ? 11 : 23);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const rows: UnitRow[] = [];
  let test = platform === 'android' ? 200 : 400;
  let weakness = 1;
  for (const { id: control, group } of controls) {
    for (let w = 0; w < 4; w += 1) {
      const number = String(weakness++).padStart(4, '0');
      const named = { id: `MASWE-${number}`, scheme: 'maswe-1', title: `${pick(VERBS)} ${pick(NOUNS)}` };
      const levels = pick<Level[]>([
        ['L1', 'L2'],
        ['L2'],
        group.endsWith('RESILIENCE') ? ['R'] : ['L1', 'L2'],
        group.endsWith('PRIVACY') ? ['P'] : ['L2'],
      ]);
      const row = (unit: string, label: string, title: string, kind: UnitRow['kind'], required: boolean): UnitRow => ({
        unit,
        label,
        title,
        kind,
        control,
        group,
        weakness: named,
        kinds: kind === 'direct' ? [] : pick(KINDS),
        levels,
        required,
        state: 'untested',
        former: null,
        carried: null,
        reconfirmed: null,
        subject: 'build',
        proposal: null,
        valid_until: null,
        answered_at: null,
        answered_by: null,
        has_note: false,
        evidence: 0,
        comments: 0,
        heads: [],
        review: NO_REVIEW,
      });
      if (w === 3) {
        rows.push(row(`direct:maswe-1/${named.id}`, named.id, named.title, 'direct', true));
        continue;
      }
      for (let n = 0; n < tests; n += 1) {
        const id = `MASTG-TEST-${String(test++).padStart(4, '0')}`;
        rows.push(row(`test:${id}`, id, `${pick(VERBS)} ${pick(NOUNS)}`, 'test', n % 4 < 3));
      }
    }
  }
  return rows;
}

export function build(
  id: string,
  release: string,
  platform: Platform,
  code: string,
  variant: BuildView['facts']['variant'] = 'release',
): BuildView {
  return {
    id,
    release,
    added: stamp(9000),
    facts: {
      platform,
      version_name: '4.2.0',
      version_code: code,
      package_id: 'com.example.acme.pay',
      variant,
      artefact: { file_name: platform === 'ios' ? 'AcmePay.ipa' : 'acme-pay.apk', sha256: hash(), size: 48_213_991 },
      signing_certificate: hash(),
      commit: hash().slice(0, 40),
    },
  };
}

/** A picture that can be shown: one pixel would not be seen, so a small drawn one. */
export const picture = new TextEncoder().encode('not a real picture');
