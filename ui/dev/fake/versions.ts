//! Several versions of each standard, and what differs between two of them.

import type { CatalogueDiff, Change, ChangeKind, Era, ItemKind, Problem, StandardView } from '../../src/lib/api/types';
import { hash, sequence } from './data';

const EXTENT: [string, string, Era, boolean, [number, number, number, number, number, number], object][] = [
  ['MASVS', '1.5.0', 'masvs1', false, [8, 84, 0, 0, 0, 0], {}],
  ['MASVS', '2.1.0', 'masvs2', true, [8, 24, 0, 0, 0, 0], {}],
  ['MASWE', '1.0.0', 'maswe1', true, [0, 0, 78, 0, 0, 0], {}],
  ['MASWE', 'beta of 2025-07', 'maswe-beta', false, [0, 0, 119, 0, 0, 0], {}],
  ['MASTG', '1.7.0', 'mastg-v1', false, [0, 0, 0, 92, 0, 0], { technique: 121, tool: 110, app: 31 }],
  ['MASTG', '2.0.0', 'mastg-inherited', true, [0, 0, 0, 186, 14, 92], { technique: 140, tool: 120, knowledge: 96 }],
  ['MASTG', '2.0.0', 'mastg-tests-beta', false, [0, 0, 0, 131, 52, 78], { technique: 133, tool: 117, knowledge: 94 }],
];

/** The catalogues of a workspace that has synced more than one version of each. */
export function versions(pinned: readonly { name: string; digest: string; commit: string }[], text: boolean) {
  return EXTENT.map(([name, version, era, shipped, counts, pages]): StandardView => {
    const own = shipped ? pinned.find((one) => one.name === name) : undefined;
    const [groups, controls, weaknesses, live_tests, placeholder_tests, deprecated_tests] = counts;
    const view: StandardView & { era: Era } = {
      name,
      version,
      era,
      publisher: 'OWASP',
      shipped,
      has_text: text || !shipped,
      digest: own?.digest ?? (known[`${name} ${era}`] ??= hash()),
      commit: own?.commit ?? (known[`${name} ${era} commit`] ??= hash().slice(0, 40)),
      source_url: `https://github.com/OWASP/${name.toLowerCase()}`,
      licence: 'CC-BY-SA-4.0',
      counts: { files: 900, groups, controls, weaknesses, live_tests, placeholder_tests, deprecated_tests, pages },
    };
    return view;
  });
}
const known: Record<string, string> = {};

const KINDS: ChangeKind[] = [
  'added',
  'removed',
  'renumbered',
  'reworded',
  'reprofiled',
  'deprecated',
  'retitled',
  'remapped',
  'successors-changed',
];

/** Some hundred changes of every kind; backwards they are mirrored. */
export function difference(a: StandardView, b: StandardView, many = 640): CatalogueDiff {
  const next = sequence(17);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const forward = a.digest < b.digest;
  const changes: Change[] = Array.from({ length: many }, (_, index) => {
    const item: ItemKind =
      a.name === 'MASVS' ? 'control' : a.name === 'MASWE' ? 'weakness' : pick(['test', 'technique']);
    const number = String(index + 1).padStart(4, '0');
    const id =
      item === 'weakness'
        ? `maswe-beta/MASWE-${number}`
        : `${a.name}-${item === 'test' ? 'TEST' : item === 'control' ? 'CODE' : 'TECH'}-${number}`;
    const title = pick(['References to APIs for storing data', 'Runtime use of weak random numbers', 'Local storage']);
    const kind = pick(KINDS);
    const name = { id, title };
    const values: Partial<Record<ChangeKind, [string, string[], string[]]>> = {
      reworded: ['text_digest', [hash()], [hash()]],
      reprofiled: ['profiles', ['L1', 'L2'], ['L2']],
      deprecated: ['covered_by', [], ['MASTG-TEST-0301', 'MASTG-TEST-0388']],
      retitled: ['title', [title], [`${title}, in the sandbox and outside of it`]],
      remapped: ['weaknesses', ['maswe-beta/MASWE-0006'], ['maswe-1/MASWE-0002', 'maswe-1/MASWE-0003']],
      'successors-changed': ['covered_by', ['MASTG-TEST-0301'], ['MASTG-TEST-0302']],
    };
    const [field, before, after] = values[kind] ?? ['id', [], []];
    const turned = forward ? kind : kind === 'added' ? 'removed' : kind === 'removed' ? 'added' : kind;
    const other = kind === 'renumbered' ? { id: id.replace('beta', '1').replace('0', '1'), title } : name;
    const [from, to] = forward ? [name, other] : [other, name];
    return {
      item,
      kind: turned,
      from: turned === 'added' ? null : from,
      to: turned === 'removed' ? null : to,
      field,
      before: forward ? before : after,
      after: forward ? after : before,
      dangling: kind === 'deprecated' ? ['MASTG-TEST-0388'] : [],
    };
  });
  const side = (one: StandardView) => ({
    version: one.version,
    digest: one.digest,
    commit: one.commit,
    era: (one as StandardView & { era: Era }).era,
  });
  const count = (kind: ChangeKind, item: ItemKind) =>
    changes.filter((one) => one.kind === kind && one.item === item).length;
  return {
    name: a.name as CatalogueDiff['name'],
    from: side(a),
    to: side(b),
    changes,
    counts: [...new Set(changes.map((one) => one.item))].map((item) => ({
      item,
      from: 200,
      to: 200 + count('added', item) - count('removed', item),
      splits: 0,
      merges: 0,
      changes: Object.fromEntries(KINDS.map((kind) => [kind, count(kind, item)])),
    })),
  };
}

/** What a sync of a repository with broken files meets. */
export const ODD: Problem[] = [
  { path: 'tests/android/BAD.md', line: 3, code: 'bad-yaml', message: 'The front matter is not YAML.' },
  ...Array.from({ length: 140 }, (_, index): Problem => ({
    path: `tests-beta/android/MASVS-STORAGE/MASTG-TEST-${String(index + 200).padStart(4, '0')}.md`,
    line: (index % 9) + 1,
    code: index % 3 ? 'dangling-reference' : 'unknown-key',
    message: index % 3 ? 'It names MASTG-BEST-0099, which no file has.' : 'The key "covered" is not known.',
  })),
];
