import { describe, expect, it } from 'vitest';
import { actionFor, BINDINGS, keyCap, type KeyPress } from './keymap';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const usual = { letterKeys: true, chosen: {} };

describe('actionFor', () => {
  it('knows the letters, in either case', () => {
    expect(actionFor(press('p'), usual)).toBe('pass');
    expect(actionFor(press('J'), usual)).toBe('down');
  });
  it('tells a letter with Shift from one without, and leaves Shift to signs that it makes', () => {
    expect(actionFor(press('F', { shiftKey: true }), usual)).toBe('fail_note');
    expect(actionFor(press('?', { shiftKey: true }), usual)).toBe('help');
    expect(actionFor(press('ArrowDown', { shiftKey: true }), usual)).toBe('extend_down');
    expect(actionFor(press('Home', { shiftKey: true }), usual)).toBe('first');
    expect(actionFor(press('Z', { ctrlKey: true, shiftKey: true }), usual)).toBe('redo');
    expect(actionFor(press('F', { shiftKey: true }), { ...usual, letterKeys: false })).toBeUndefined();
    expect(actionFor(press('Q', { shiftKey: true }), usual)).toBeUndefined();
  });
  it('takes Ctrl and Cmd for the same', () => {
    expect(actionFor(press('k', { ctrlKey: true }), usual)).toBe('palette');
    expect(actionFor(press('k', { metaKey: true }), usual)).toBe('palette');
    expect(actionFor(press('p', { ctrlKey: true }), usual)).toBeUndefined();
  });
  it('leaves arrows, Enter, Escape and combinations when letters are off', () => {
    const off = { ...usual, letterKeys: false };
    expect(actionFor(press('p'), off)).toBeUndefined();
    expect(actionFor(press('?'), off)).toBeUndefined();
    expect(actionFor(press('F1'), off)).toBe('help');
    expect(actionFor(press('ArrowDown'), off)).toBe('down');
    expect(actionFor(press('Escape'), off)).toBe('back');
    expect(actionFor(press('z', { ctrlKey: true }), off)).toBe('undo');
  });
  it('gives a letter to another action', () => {
    const chosen = { pass: 'y' };
    expect(actionFor(press('y'), { ...usual, chosen })).toBe('pass');
    expect(actionFor(press('p'), { ...usual, chosen })).toBeUndefined();
  });
});

it('gives no key to two actions', () => {
  const keys = BINDINGS.flatMap((binding) => binding.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

it('writes keys as their caps say', () => {
  expect(keyCap('Mod+k', false)).toBe('Ctrl K');
  expect(keyCap('Mod+k', true)).toBe('⌘K');
  expect(keyCap('ArrowDown', false)).toBe('↓');
  expect(keyCap('Shift+f', false)).toBe('Shift F');
  expect(keyCap('Mod+Shift+z', true)).toBe('⌘⇧Z');
});
