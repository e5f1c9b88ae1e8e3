import { beforeEach, expect, it } from 'vitest';
import { CommandFailure } from '../api/failure';
import { notices } from './notices.svelte';
import { Task, tasks } from './task.svelte';

function later<T>() {
  let answer: (value: T) => void = () => undefined;
  let refuse: (problem: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    refuse = reject;
  });
  return { promise, answer, refuse };
}

beforeEach(() => {
  notices.list = [];
});

it('is shown by the frame while no screen shows it, and its end is said', async () => {
  const work = later<number>();
  const task = new Task<number>();
  const leave = task.watch();
  const done = task.run('Reading the MASTG', () => work.promise);
  expect(tasks.aside).toEqual([]);
  leave();
  expect(tasks.aside.map((one) => one.doing)).toEqual(['Reading the MASTG']);
  work.answer(7);
  expect(await done).toBe(7);
  expect(tasks.running).toEqual([]);
  expect(notices.list.map((notice) => notice.detail)).toEqual(['Reading the MASTG']);
});

it('leaves it to the screen that shows it to say how it ended', async () => {
  const work = later<number>();
  const task = new Task<number>();
  task.watch();
  const done = task.run('Reading', () => work.promise);
  work.refuse(new CommandFailure({ code: 'disk.full', message: 'Full.', next_step: 'Free some.' }));
  expect(await done).toBeUndefined();
  expect(task.failure?.code).toBe('disk.full');
  expect(notices.list).toEqual([]);
});
