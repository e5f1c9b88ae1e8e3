//! What is said in passing, at the lower edge. Nothing here has to be answered.

import { asFailure } from '../api/failure';
import { t } from '../i18n';
import { navigation, screenOf, type Place } from './navigation.svelte';

export interface Action {
  label: string;
  run: () => void;
  /** It undoes or redoes the last step: it is offered until there is another one. */
  step?: boolean;
}

export interface Notice {
  id: number;
  tone: 'plain' | 'good' | 'warning' | 'error';
  text: string;
  detail?: string;
  /** Stable code of an error, for tests and for support. */
  code?: string;
  action?: Action;
  /** The screen that it is about, and goes with; none for what concerns the user elsewhere too. */
  screen?: string;
}

const STAYS_MS = { plain: 5000, good: 4000, warning: 9000, error: 12_000 };

class Notices {
  list = $state<Notice[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(text: string, more: Partial<Omit<Notice, 'id' | 'text'>> = {}): number {
    const notice: Notice = { id: this.#next++, tone: 'plain', text, ...more };
    if (more.action?.step) this.stepped();
    // One of a kind is enough: saying the same again only renews it.
    const same = this.list.find((other) => other.text === text && other.tone === notice.tone);
    if (same) this.dismiss(same.id);
    this.list = [...this.list, notice].slice(-3);
    this.#wait(notice);
    return notice.id;
  }

  good(text: string, more: Partial<Omit<Notice, 'id' | 'text' | 'tone'>> = {}): number {
    return this.say(text, { tone: 'good', ...more });
  }

  /**
   * Shows a failure, unless the user stopped it on purpose. It goes with the screen on which it happened, unless it
   * `stays`: what was not saved, and what nobody waited for, concerns the user elsewhere too.
   */
  failed(thrown: unknown, { stays = false } = {}): number {
    const failure = asFailure(thrown);
    if (failure.cancelled) return this.say(t('notice.stopped'));
    const screen = stays ? undefined : screenOf(navigation.place);
    return this.say(failure.message, { tone: 'error', detail: failure.next_step, code: failure.code, screen });
  }

  /** Takes away what was about another screen than this one. */
  arrive(place: Place): void {
    const here = screenOf(place);
    for (const { id, screen } of this.list) if (screen && screen !== here) this.dismiss(id);
  }

  /** A step is stated, undone or redone: what offers to undo or redo the one before would be about this one. */
  stepped(): void {
    const offers = this.list.some(({ action }) => action?.step);
    if (offers) this.list = this.list.map(({ action, ...said }) => (action?.step ? said : { ...said, action }));
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Keeps a notice while the pointer or focus is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  release(notice: Notice): void {
    this.#wait(notice);
  }

  #wait(notice: Notice) {
    clearTimeout(this.#timers.get(notice.id));
    this.#timers.set(
      notice.id,
      setTimeout(() => this.dismiss(notice.id), STAYS_MS[notice.tone]),
    );
  }
}

export const notices = new Notices();
