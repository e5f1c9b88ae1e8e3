import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import Bug from '@lucide/svelte/icons/bug';
import { PROPS } from './icons';

it('draws an icon from its template', () => {
  const icon = mount(Bug, { target: document.body, props: { size: 13, 'aria-label': 'Findings' } });
  const svg = document.querySelector('svg.lucide-bug');
  expect(svg?.getAttribute('class')).toBe('lucide lucide-bug');
  expect(svg?.getAttribute('width')).toBe('13');
  expect(svg?.getAttribute('aria-label')).toBe('Findings');
  expect(svg?.hasAttribute('aria-hidden')).toBe(false);
  expect(svg?.querySelectorAll('path').length).toBeGreaterThan(5);
  void unmount(icon);
});

it('is given nothing that it would drop', () => {
  const src = join(import.meta.dirname, '../src');
  const given = new Set<string>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.svelte'))) {
    const text = readFileSync(join(src, file), 'utf8');
    const names = [...text.matchAll(/import (\w+) from '@lucide/g)].map(([, name]) => name ?? '');
    if (!names.length) continue;
    for (const [, attributes = ''] of text.matchAll(new RegExp(`<(?:${names.join('|')}|Icon)\\b([^>]*)>`, 'g')))
      for (const [, attribute = ''] of attributes.matchAll(/([\w-]+)=/g)) given.add(attribute);
  }
  expect([...given].filter((one) => !PROPS.includes(one))).toEqual([]);
  expect(given.size).toBeGreaterThan(2);
});
