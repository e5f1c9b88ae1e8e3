//! Focus is never lost: what comes next on the screen takes it over from what went.

/** For `{@attach focusFirst}`: takes the focus as it appears. */
export function focusFirst(node: HTMLElement): void {
  node.focus({ focusVisible: true } as FocusOptions);
}

/**
 * For `{@attach focusField}` on a form: its first field takes the focus as the form appears, of exclusive choices the one
 * that is chosen, and the form is seen as far as the window has room.
 */
export function focusField(form: HTMLElement): void {
  const field = form.querySelector<HTMLElement>('input, textarea, select');
  const chosen = field?.matches('[type="radio"]') && field.closest('fieldset')?.querySelector<HTMLElement>(':checked');
  (chosen || field)?.focus({ preventScroll: true });
  form.scrollIntoView({ block: 'nearest' });
}
