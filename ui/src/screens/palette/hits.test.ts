import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../../messages/en';
import type { SearchHit } from '../../lib/api/types';
import type { Entry } from './commands';
import { entryOf, kindKey, shownFor, together } from './hits';

const hit = (over: Partial<SearchHit>): SearchHit => ({
  kind: 'test',
  id: 'MASTG-TEST-0235',
  within: '',
  qualifier: '',
  title: 'Clear text traffic',
  summary: '',
  found_by: 'title',
  snippet: [],
  crosswalk: 'test:MASTG-TEST-0235',
  place: null,
  former: false,
  only_in: null,
  ...over,
});
const own = (id: string): Entry => ({ id, group: 'places', label: id, run: () => undefined });

it('opens the page where there is one, and else what touches the item', () => {
  expect(shownFor(hit({}))).toBe('MASTG-TEST-0235');
  const clause = hit({ kind: 'clause', id: '164.312(d)', within: 'hipaa', crosswalk: 'clause:hipaa/164.312(d)' });
  expect(shownFor(clause)).toBe('crosswalk:clause:hipaa/164.312(d)');
  const beta = hit({ kind: 'weakness', within: 'maswe-beta', crosswalk: 'weakness:maswe-beta/MASWE-0018' });
  expect(shownFor(beta)).toBe('crosswalk:weakness:maswe-beta/MASWE-0018');
  expect(shownFor(hit({ only_in: 'MASTG 1.7.0' }))).toBe('crosswalk:test:MASTG-TEST-0235');
});
it('puts an id that was typed before everything else', () => {
  const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(own);
  const exact = hit({ found_by: 'id' });
  const other = hit({ id: 'MASTG-TEST-0236' });
  expect(together(places, [exact, other]).map((one) => one.id)).toEqual([
    'test//MASTG-TEST-0235',
    'a',
    'b',
    'test//MASTG-TEST-0236',
  ]);
  expect(together(places, [other])).toHaveLength(7);
  expect(together(places, [])).toHaveLength(8);
});
it('puts what is ours before what the standards say, and the test of the assessment before its page', () => {
  const place = { app: 'a', release: null, assessment: null, build: null, unit: null, control: null, finding: 'f' };
  const page = hit({ id: 'MASTG-TEST-0236' });
  const finding = hit({ kind: 'finding', id: 'f', found_by: 'text', place });
  const alike = hit({ kind: 'app', id: 'a', found_by: 'similar', place });
  expect(together([own('a')], [page, finding, alike]).map((one) => one.id)).toEqual([
    'a',
    'finding//f',
    'test//MASTG-TEST-0236',
    'app//a',
  ]);
  const unit: Entry = { ...own('test:MASTG-TEST-0235'), group: 'units', detail: 'MASTG-TEST-0235' };
  expect(together([own('a'), unit], [finding, hit({ found_by: 'id' })]).map((one) => one.id)).toEqual([
    'test:MASTG-TEST-0235',
    'test//MASTG-TEST-0235',
    'a',
    'finding//f',
  ]);
});
it('takes the number of a test for its id, and calls a finding by its title, once', () => {
  const place = { app: 'a', release: null, assessment: null, build: null, unit: null, control: null, finding: 'f' };
  const linked = (id: string) => hit({ kind: 'finding', id, title: 'test:MASTG-TEST-0235', found_by: 'text', place });
  const titles = new Map([['f', 'Plain http']]);
  const found = together([own('a')], [hit({}), linked('1'), linked('2')], { typed: '0235 ', titles });
  expect(found.map(({ id, label }) => [id, label])).toEqual([
    ['test//MASTG-TEST-0235', 'Clear text traffic'],
    ['a', 'a'],
    ['finding//1', 'Plain http'],
  ]);
});
it('shows no more of the standards than one reads', () => {
  const many = Array.from({ length: 100 }, (_, at) => hit({ id: `MASTG-TEST-${at}` }));
  expect(together([own('a')], many)).toHaveLength(41);
});
it('shows the place in the text, else our own line', () => {
  const snippet = [{ text: 'pinning', hit: true }];
  expect(entryOf(hit({ snippet, summary: 'A line.' })).snippet).toEqual(snippet);
  expect(entryOf(hit({ summary: 'A line.' })).snippet).toEqual([{ text: 'A line.', hit: false }]);
  expect(entryOf(hit({ qualifier: 'MASWE beta', id: 'MASWE-0018' })).detail).toBe('MASWE beta MASWE-0018');
});
it('tells apart what is called the same', () => {
  const clause = (id: string, title: string) => hit({ kind: 'clause', within: 'asvs', qualifier: 'ASVS', id, title });
  const found = together(
    [],
    [clause('14.2.7', 'Data Protection'), clause('14.3.1', 'Data Protection'), clause('9.1', 'Logs')],
  );
  expect(found.map(({ label, detail }) => [label, detail])).toEqual([
    ['ASVS 14.2.7 · Data Protection', undefined],
    ['ASVS 14.3.1 · Data Protection', undefined],
    ['Logs', 'ASVS 9.1'],
  ]);
});
it('has a word for every kind that the search can find', () => {
  const source = (path: string) =>
    readFileSync(join(import.meta.dirname, '../../../../crates/assessment/src', path), 'utf8');
  const words = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap((one) => one[1] ?? []);
  // What people stated is found as the area of its kind of statement, but for two that have a word of their own, and for
  // what holds no words.
  const areas = words(source('statement/kind.rs'), /=> "(\w+)\.\w+"/g).filter((area) => area !== 'body');
  const stated = areas.map((area) => ({ result: 'note', verdict: 'conclusion' })[area] ?? area);
  const pages = words(source('workspace/search/index.rs'), /PageKind::\w+ => "([\w-]+)"/g);
  const records = words(source('workspace/search/records.rs'), /record\("(\w+)"/g);
  const crosswalk = readFileSync(join(import.meta.dirname, '../../lib/api/bindings/crosswalk.ts'), 'utf8');
  const items = words(/type CrosswalkKind = (.*);/.exec(crosswalk)?.[1] ?? '', /"([\w-]+)"/g);
  for (const found of [stated, pages, records, items]) expect(found.length).toBeGreaterThan(3);
  const all = new Set(['group', ...stated, ...pages, ...records, ...items]);
  expect([...all].filter((kind) => !(`palette.kind_${kindKey(kind)}` in en))).toEqual([]);
});
