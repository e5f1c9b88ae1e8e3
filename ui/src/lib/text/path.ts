//! What can be told of a path before anybody looks for it.

const onWindows = navigator.userAgent.includes('Windows');

/** Whether a path says where it is by itself. Another would be looked for below whatever folder the program runs in. */
export function isWhole(path: string, windows = onWindows): boolean {
  return windows ? /^([a-z]:[\\/]|\\\\[^\\])/i.test(path.trim()) : path.trim().startsWith('/');
}
