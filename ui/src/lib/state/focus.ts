//! Focus is never lost: what comes next on the screen takes it over from what went.

/** For `{@attach focusFirst}`: takes the focus as it appears. */
export function focusFirst(node: HTMLElement): void {
  node.focus({ focusVisible: true } as FocusOptions);
}
