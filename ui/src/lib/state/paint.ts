//! What can wait until the user has seen the rest.

/**
 * Calls back as soon as what changed until now is painted; returns how to call it off. As long as nobody can see the page
 * nothing is painted, and it waits.
 *
 * That is after the second frame has begun: the first one is drawn beside the page, and what the page does right after handing
 * it over holds it up on its way to the screen.
 */
export function afterPaint(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(then);
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
