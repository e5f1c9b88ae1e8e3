import { describe, expect, it } from 'vitest';
import { fromCorners, inTheMiddle, moved, sized } from './areas';

const size = { width: 100, height: 50 };
const area = { x: 10, y: 10, width: 20, height: 10 };

describe('fromCorners', () => {
  it('takes any two corners, and stays within the picture', () => {
    expect(fromCorners([30, 20], [10, 10], size)).toEqual(area);
    expect(fromCorners([90, 40], [300, -5], size)).toEqual({ x: 90, y: 0, width: 10, height: 40 });
  });
  it('is nothing where somebody only clicked', () => {
    expect(fromCorners([10, 10], [12, 40], size)).toBeNull();
  });
});

it('moves and sizes within the picture', () => {
  expect(moved(area, 500, -500, size)).toEqual({ ...area, x: 80, y: 0 });
  expect(sized(area, 500, -500, size)).toEqual({ ...area, width: 90, height: 4 });
});

it('begins in the middle of what is seen', () => {
  expect(inTheMiddle({ x: 0, y: 0, width: 90, height: 48 }, size)).toEqual({ x: 30, y: 21, width: 30, height: 6 });
});
