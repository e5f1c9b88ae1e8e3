//! Rectangles on a picture, in its own pixels: drawn, moved and sized within it.

import type { Area } from '../../../lib/api/types';

export interface Size {
  width: number;
  height: number;
}

/** Smallest side of a rectangle. */
const LEAST = 4;

const between = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The rectangle with these two corners, within the picture. Nothing where it is too small to be meant. */
export function fromCorners(one: [number, number], other: [number, number], size: Size): Area | null {
  const [left, right] = [one[0], other[0]].map((x) => between(Math.round(x), 0, size.width)).sort((a, b) => a - b);
  const [top, bottom] = [one[1], other[1]].map((y) => between(Math.round(y), 0, size.height)).sort((a, b) => a - b);
  const area = { x: left!, y: top!, width: right! - left!, height: bottom! - top! };
  return area.width < LEAST || area.height < LEAST ? null : area;
}

/** A rectangle in the middle of what is seen, for those who do not draw. */
export function inTheMiddle(seen: Area, size: Size): Area {
  const width = between(Math.round(seen.width / 3), LEAST, size.width);
  const height = between(Math.round(seen.height / 8), LEAST, size.height);
  return moved(
    { x: seen.x + (seen.width - width) / 2, y: seen.y + (seen.height - height) / 2, width, height },
    0,
    0,
    size,
  );
}

/** Moved, and held at the edges. */
export function moved(area: Area, dx: number, dy: number, size: Size): Area {
  return {
    ...area,
    x: between(Math.round(area.x + dx), 0, size.width - area.width),
    y: between(Math.round(area.y + dy), 0, size.height - area.height),
  };
}

/** Made larger or smaller at its right and lower side. */
export function sized(area: Area, dx: number, dy: number, size: Size): Area {
  return {
    ...area,
    width: between(area.width + dx, LEAST, size.width - area.x),
    height: between(area.height + dy, LEAST, size.height - area.y),
  };
}
