import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../messages/en';
import { t } from './i18n';

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

it('chooses the plural and writes numbers for people', () => {
  expect(t('filter.count', { count: 1 })).toBe('one row');
  expect(t('filter.count', { count: 12_345 })).toBe('12,345 rows');
});

it('has no string that nothing uses', () => {
  const all = sources(join(import.meta.dirname, '..')).join('\n');
  // Keys made of a beginning and something variable, such as `state.${result}`.
  const made = [...all.matchAll(/`([a-z_]+(?:\.[a-z_]+)*[._])\$\{/g)].map((match) => match[1] ?? '');
  const unused = [...new Set(Object.keys(en).map((key) => key.split('#')[0] ?? ''))].filter(
    (key) => !all.includes(`'${key}'`) && !made.some((beginning) => key.startsWith(beginning)),
  );
  expect(unused).toEqual([]);
});

it('has every key in one file only', () => {
  const dir = join(import.meta.dirname, '../../messages/en');
  const keys = readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => Object.keys(JSON.parse(readFileSync(join(dir, file), 'utf8')) as object));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(keys.length).toBe(Object.keys(en).length);
});

it('speaks calmly', () => {
  const loud = Object.entries(en).filter(([, text]) => /!|\b(oops|please|sorry|projection)\b/i.test(text));
  expect(loud).toEqual([]);
});
