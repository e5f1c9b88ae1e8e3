import { expect, it } from 'vitest';
import { en } from '../../messages/en';
import { pseudo } from './pseudo';

it('is longer, in brackets, and keeps what is filled in', () => {
  const text = pseudo('{count} rows of {name} are shown');
  expect(text).toMatch(/^⟦.*⟧$/);
  expect(text).toContain('{count}');
  expect(text).toContain('{name}');
  expect(text).not.toContain('rows');
});

it('is two fifths longer than each message', () => {
  for (const message of Object.values(en)) {
    const words = message.replaceAll(/[{][^}]*[}]+/g, '').length;
    expect(pseudo(message).length, message).toBeGreaterThanOrEqual(message.length + Math.floor(words * 0.4));
  }
});
