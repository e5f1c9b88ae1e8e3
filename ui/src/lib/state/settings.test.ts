import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../api/commands';
import { settings } from './settings.svelte';

vi.mock('../api/commands', () => ({ call: vi.fn(() => Promise.resolve({ value: null })) }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.mocked(call).mockClear();
});

it('keeps a choice at once, so that a window closed right after it loses nothing', () => {
  settings.set('letterKeys', false);
  expect(call).toHaveBeenCalledTimes(1);
  expect(vi.mocked(call).mock.lastCall?.[1]).toMatchObject({ value: expect.stringContaining('"letterKeys":false') });
});

it('keeps the last width of a drag, once', () => {
  for (const width of [300, 310, 320]) settings.set('leftWidth', width);
  expect(call).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(call).toHaveBeenCalledTimes(1);
  expect(vi.mocked(call).mock.lastCall?.[1]).toMatchObject({ value: expect.stringContaining('"leftWidth":320') });
});
