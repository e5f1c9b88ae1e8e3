//! One listener for the whole window. Screens say what they do for an action while they are shown; the latest wins.

import { flushSync } from 'svelte';
import { actionFor, BINDINGS, keyCap, keysOf, isLetterKey, type ActionId } from './keymap';
import { settings } from './settings.svelte';

/** Returns false when it did not apply: the next screen below is asked then. */
export type Handler = () => boolean | void;
export type Handlers = Partial<Record<ActionId, Handler>>;

const stack: Handlers[] = [];
const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Adds handlers; returns how to take them away. Use it in an effect. */
export function addKeys(handlers: Handlers): () => void {
  stack.push(handlers);
  return () => {
    const at = stack.indexOf(handlers);
    if (at >= 0) stack.splice(at, 1);
  };
}

/** Does what a key would do. */
export function perform(action: ActionId): boolean {
  for (const handlers of [...stack].reverse()) {
    const handler = handlers[action];
    if (handler && handler() !== false) return true;
  }
  return false;
}

/** Whether anything on the screen would answer to the action. */
export function isOffered(action: ActionId): boolean {
  return stack.some((handlers) => handlers[action]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/**
 * Whether keys are words here: in a text field, and anywhere else in a form that has one. Whoever types goes on typing where
 * Tab led to its button.
 */
function isWritten(target: EventTarget | null): boolean {
  if (isTextField(target)) return true;
  const form = target instanceof HTMLElement ? target.closest('form') : null;
  return form !== null && [...form.elements].some(isTextField);
}

/** Keys that a focused control needs for itself. */
function belongsToControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[data-keys="list"]') && target.matches('[data-keys="list"]')) return false;
  const control = target.closest(
    'button, a, summary, input, select, [role="tab"], [role="menuitem"], [role="separator"]',
  );
  if (control && (key === 'Enter' || key === ' ')) return true;
  const moves = key.startsWith('Arrow') || key === 'Home' || key === 'End';
  return (
    moves &&
    (control?.matches('input, select, [role="tab"], [role="separator"]') ?? target.closest('[data-scrolls]') !== null)
  );
}

/** Keys that wait for what they are meant for. */
let held: KeyboardEvent[] | null = null;

/**
 * Keeps the keys that are typed until what they are meant for is there, such as the rows of another build: no letter of
 * a filter becomes a result or another tab. Returns how to let them go: done in their order, or dropped.
 */
export function holdKeys(): (done: boolean) => void {
  const mine: KeyboardEvent[] = [];
  held = mine;
  return (done) => {
    if (held === mine) held = null;
    if (done) mine.forEach(press);
  };
}

/** Whether the key waits. Escape and what is combined act at once: they lead away from what is waited for. */
function waits(event: KeyboardEvent): boolean {
  if (!held || event.ctrlKey || event.metaKey || event.altKey || isWritten(event.target)) return false;
  const types = event.key.length === 1 || event.key === 'Enter' || event.key === 'Backspace';
  if (!types || belongsToControl(event.target, event.key)) return false;
  held.push(event);
  return true;
}

/** Presses a key that was kept: on what has the focus by now. */
function press(kept: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const { key, code, shiftKey } = kept;
  const event = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true });
  const words = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && isTextField(target));
  if (target.dispatchEvent(event) && words) {
    // What a field does with a key by itself, it does for real keys only.
    const { selectionStart: start, selectionEnd: end } = target;
    const [from, to] = [start ?? target.value.length, end ?? target.value.length];
    if (key.length === 1) target.setRangeText(key, from, to, 'end');
    else if (key === 'Backspace') target.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
    target.dispatchEvent(new Event('input', { bubbles: true }));
  }
  flushSync();
}

/**
 * Ctrl or Cmd with Enter submits the form that has the focus, else that of the dialog in which it is: as its button would,
 * so that what is not whole, or under way already, is not submitted.
 */
function submits(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !(target instanceof HTMLElement)) return false;
  const form = target.closest('form') ?? target.closest('dialog')?.querySelector('form');
  const button = form && [...form.elements].find((one) => one.matches('button[type="submit"]'));
  if (button instanceof HTMLElement) button.click();
  return button !== undefined;
}

export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (submits(event)) {
    event.preventDefault();
    return;
  }
  const inDialog = document.querySelector('dialog[open]') !== null;
  if (!inDialog && waits(event)) {
    event.preventDefault();
    return;
  }
  const { letterKeys, keys: chosen } = settings.values;
  const action = actionFor(event, { letterKeys, chosen });
  if (!action) return;
  if (inDialog && action !== 'palette') return;
  const typing = isWritten(event.target);
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  // While somebody types, what edits text is the field's own.
  const edits = ['a', 'y', 'z'].includes(event.key.toLowerCase()) && !event.altKey;
  // F1 writes nothing: it helps whoever types too.
  if (typing && (!combined || edits) && action !== 'back' && event.key !== 'F1') return;
  if (!combined && belongsToControl(event.target, event.key)) return;
  if (perform(action)) event.preventDefault();
}

/** The cap of the first key of an action; empty while single letters are off. */
export function capOf(action: ActionId): string {
  const binding = BINDINGS.find((other) => other.action === action);
  if (!binding) return '';
  const { letterKeys, keys: chosen } = settings.values;
  const key = keysOf(binding, chosen).find((one) => letterKeys || !isLetterKey(one));
  return key ? keyCap(key, onMac) : '';
}

/** How a key is written here. */
export function cap(key: string): string {
  return keyCap(key, onMac);
}
