//! A long task: what it is doing, how far it is, and how to stop it. It outlives the screen that began it: while no screen
//! shows it the frame does, and its end leaves a notice.

import { untrack } from 'svelte';
import { asFailure, type CommandFailure } from '../api/failure';
import type { CallOptions, TaskProgress } from '../api/transport';
import { t } from '../i18n';
import { notices } from './notices.svelte';

/** What is known of any task, whatever it results in. */
export interface RunningTask {
  /** What it does, before it says so itself. */
  readonly doing: string;
  readonly progress: TaskProgress | null;
  /** Whether a screen shows it. */
  readonly watched: boolean;
  stop(): void;
  /** Says that it is shown; returns how to say that it no longer is. */
  watch(): () => void;
}

class Tasks {
  running = $state.raw<RunningTask[]>([]);
  /** Those that no screen shows. */
  aside = $derived(this.running.filter((task) => !task.watched));
}

export const tasks = new Tasks();

export class Task<T> implements RunningTask {
  running = $state(false);
  doing = $state('');
  progress = $state.raw<TaskProgress | null>(null);
  result = $state.raw<T | null>(null);
  failure = $state.raw<CommandFailure | null>(null);
  #watchers = $state(0);
  #controller: AbortController | undefined;

  get watched(): boolean {
    return this.#watchers > 0;
  }

  watch(): () => void {
    // Called in effects, which must not run again because of what they count.
    const count = (by: number) => untrack(() => (this.#watchers += by));
    count(1);
    return () => void count(-1);
  }

  /**
   * Runs it; resolves to the result, or to undefined when it failed or was stopped. `quiet`: what comes next shows that it
   * is done, so its end leaves no notice.
   */
  async run(
    doing: string,
    work: (options: CallOptions) => Promise<T>,
    { quiet = false }: { quiet?: boolean } = {},
  ): Promise<T | undefined> {
    this.#controller = new AbortController();
    this.running = true;
    this.doing = doing;
    this.progress = null;
    this.failure = null;
    this.result = null;
    tasks.running = [...tasks.running, this];
    try {
      this.result = await work({
        onProgress: (progress) => (this.progress = progress),
        signal: this.#controller.signal,
      });
      if (!this.watched && !quiet) notices.good(t('task.done'), { detail: doing });
      return this.result;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      if (!this.watched) notices.failed(thrown, { stays: true });
      return undefined;
    } finally {
      this.running = false;
      tasks.running = tasks.running.filter((task) => task !== this);
    }
  }

  stop(): void {
    this.#controller?.abort();
  }
}
