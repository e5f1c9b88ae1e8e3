import { afterEach, expect, it, vi } from 'vitest';
import { afterPaint } from './paint';

/** Frames that come when a test says so. */
function frames() {
  let next: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => next.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => (next = []));
  return () => {
    const due = next;
    next = [];
    due.forEach((callback) => callback(0));
    vi.runAllTimers();
  };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('leaves the frame that paints a change alone until it is on its way to the screen', () => {
  vi.useFakeTimers();
  const frame = frames();
  const then = vi.fn();
  afterPaint(then);
  frame();
  expect(then).not.toHaveBeenCalled();
  frame();
  expect(then).toHaveBeenCalledOnce();
});

it('can be called off before and after the first frame', () => {
  vi.useFakeTimers();
  const frame = frames();
  const then = vi.fn();
  afterPaint(then)();
  frame();
  const callOff = afterPaint(then);
  frame();
  callOff();
  frame();
  expect(then).not.toHaveBeenCalled();
});
