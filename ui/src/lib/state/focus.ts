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

/**
 * For `{@attach comeFor}` on a part that somebody came for: it has the focus and stands on top. What stands above and comes
 * later does not push it away, until they do something themselves.
 */
export function comeFor(part: HTMLElement): () => void {
  const show = () => part.scrollIntoView({ block: 'start' });
  part.focus({ preventScroll: true });
  show();
  const grows = new ResizeObserver(show);
  for (const sibling of part.parentElement?.children ?? []) grows.observe(sibling);
  const leave = () => {
    grows.disconnect();
    for (const act of ACTS) removeEventListener(act, leave, true);
  };
  for (const act of ACTS) addEventListener(act, leave, { capture: true, passive: true });
  return leave;
}
const ACTS = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;
