import { expect, test } from 'vitest';
import { plan } from '../../../dev/fake/profiles';
import { GATE_RULES } from '../../lib/text/gate';
import { ownId, startOf } from './start';

const of = (id: string) => {
  const shown = plan(id, 'android');
  return startOf(shown.profile, shown);
};
/** The file with the first mark of each line that can be used taken away. */
const used = (text: string) => text.replaceAll(/^# /gm, '');

test('a start is a file of four keys that extends the profile', () => {
  const { file, text } = startOf({ id: 'L2+R', title: 'L2+R: "resilient"' }, null);
  expect(file).toBe('my-l2-r.yaml');
  const lines = text.split('\n').filter(Boolean);
  expect(lines.slice(0, 4)).toEqual([
    'format: assay-profile/1',
    'id: my-l2-r',
    'title: "L2+R: \\"resilient\\", our own"',
    'extends: ["L2+R"]',
  ]);
  expect(lines.slice(4).every((line) => line.startsWith('## '))).toBe(true);
});

test('until a mark is taken away, a start with all that can be changed has only its four keys', () => {
  const { text } = of('fintech');
  const works = text.split('\n').filter((line) => line && !line.startsWith('#'));
  expect(works.map((line) => line.split(':')[0])).toEqual(['format', 'id', 'title', 'extends']);
});

test('it shows the gate as the profile has it, and what the gate does not ask for behind a second mark', () => {
  const gate = plan('fintech', 'android').tailoring?.gate;
  const { text } = of('fintech');
  for (const rule of GATE_RULES) {
    const asked = gate?.require.includes(rule);
    expect(text).toMatch(new RegExp(`^#     ${asked ? '' : '# '}- ${rule} # \\S.+$`, 'm'));
  }
  expect(text).toContain(`#   findings_below: ${gate?.findings_below} # `);
  // A plain MAS level says nothing of its own: it shows the usual gate.
  expect(of('L2+R').text).toMatch(/^# {5}- nothing-inconclusive # /m);
});

test('without the marks it is a file of whole keys, each once and each with something in it', () => {
  for (const id of ['fintech', 'L2+R', 'masa-al1']) {
    const lines = used(of(id).text)
      .split('\n')
      .filter((line) => line && !/^\s*#/.test(line));
    const keys = lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(':')[0]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['gate', 'review', 'include']));
    // A key that holds something has it in the lines below, further in.
    lines.forEach((line, at) => {
      if (/:( #.*)?$/.test(line)) expect(lines[at + 1]?.search(/\S/)).toBeGreaterThan(line.search(/\S/));
    });
  }
});

test('an id of one’s own is one that a file may have', () => {
  expect(ownId('fintech')).toBe('my-fintech');
  for (const id of ['L1+L2+R+P', 'x'.repeat(80), `${'y'.repeat(60)}+P`]) {
    expect(ownId(id)).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
    expect(ownId(id)).not.toMatch(/-$/);
  }
});
