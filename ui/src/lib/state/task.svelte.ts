//! A long task: what it is doing, how far it is, and how to stop it.

import { asFailure, type CommandFailure } from '../api/failure';
import type { CallOptions, TaskProgress } from '../api/transport';

export class Task<T> {
  running = $state(false);
  progress = $state.raw<TaskProgress | null>(null);
  result = $state.raw<T | null>(null);
  failure = $state.raw<CommandFailure | null>(null);
  #controller: AbortController | undefined;

  /** Runs it; resolves to the result, or to undefined when it failed or was stopped. */
  async run(work: (options: CallOptions) => Promise<T>): Promise<T | undefined> {
    this.#controller = new AbortController();
    this.running = true;
    this.progress = null;
    this.failure = null;
    this.result = null;
    try {
      this.result = await work({
        onProgress: (progress) => (this.progress = progress),
        signal: this.#controller.signal,
      });
      return this.result;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return undefined;
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.#controller?.abort();
  }
}
