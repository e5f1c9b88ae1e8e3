import { describe, expect, it } from 'vitest';
import { blanks, fill, named, nextBlank, tidyName, typedName } from './text';

describe('fill', () => {
  it('fills in what it knows and leaves the rest', () => {
    const filling = { app: 'Acme Pay', test: 'MASTG-TEST-0200' };
    expect(fill('{app}: {test}, {build}, {nonsense}', filling)).toBe('Acme Pay: MASTG-TEST-0200, {build}, {nonsense}');
  });
  it('leaves blanks alone, also where one is called like a placeholder', () => {
    expect(fill('{{app}} of {app}', { app: 'Acme' })).toBe('{{app}} of Acme');
  });
  it('does not read what it filled in', () => {
    expect(fill('{app}', { app: '{test}', test: 'no' })).toBe('{test}');
  });
});

describe('blanks', () => {
  const text = 'On {{device}}: {{what}}.';
  it('are found in their order, one line each', () => {
    expect(blanks(text).map((one) => one.asks)).toEqual(['device', 'what']);
    expect(blanks('{{}} {{a\nb}} { {c} }')).toEqual([]);
  });
  it('are walked forth and back from the selection', () => {
    const [device, what] = blanks(text);
    expect(nextBlank(text, { start: 0, end: 0 })).toEqual(device);
    expect(nextBlank(text, device!)).toEqual(what);
    expect(nextBlank(text, what!)).toBeUndefined();
    expect(nextBlank(text, what!, true)).toEqual(device);
    expect(nextBlank(text, device!, true)).toBeUndefined();
  });
});

describe('typedName', () => {
  it('is what follows a semicolon that begins a word', () => {
    expect(typedName(';lo', 3)).toEqual({ start: 0, name: 'lo' });
    expect(typedName('Seen. ;', 7)).toEqual({ start: 6, name: '' });
    expect(typedName('one; two', 8)).toBeUndefined();
    expect(typedName('a;b', 3)).toBeUndefined();
    expect(typedName(';log now', 8)).toBeUndefined();
  });
});

it('offers what begins so, the exact name first', () => {
  const all = ['logs', 'log', 'code'].map((name) => ({ name, text: '' }));
  expect(named(all, 'LOG').map((one) => one.name)).toEqual(['log', 'logs']);
  expect(named(all, '').length).toBe(3);
  expect(named(all, 'x')).toEqual([]);
});

it('makes names that can be typed', () => {
  expect(tidyName('  No Web view! ')).toBe('no-web-view');
  expect(tidyName('¿?')).toBe('');
});
