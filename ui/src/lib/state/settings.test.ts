import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTransport, type Transport } from '../api/transport';
import { settings } from './settings.svelte';

// A transport of its own and no mocked module: test files share their modules, and whoever loads one first decides.
const call = vi.fn<Transport['call']>(() => Promise.resolve({ value: null }));

beforeEach(() => {
  useTransport({ kind: 'fake', call });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  call.mockClear();
});

it('keeps a choice at once, so that a window closed right after it loses nothing', () => {
  settings.set('letterKeys', false);
  expect(call).toHaveBeenCalledTimes(1);
  expect(call.mock.lastCall?.[1]).toMatchObject({ value: expect.stringContaining('"letterKeys":false') });
});

it('keeps the last width of a drag, once', () => {
  for (const width of [300, 310, 320]) settings.set('leftWidth', width);
  expect(call).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(call).toHaveBeenCalledTimes(1);
  expect(call.mock.lastCall?.[1]).toMatchObject({ value: expect.stringContaining('"leftWidth":320') });
});
