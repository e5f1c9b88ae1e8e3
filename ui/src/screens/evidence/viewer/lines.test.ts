import { describe, expect, it } from 'vitest';
import { blocks, scrollTo, sheetOf, topLine } from './lines';

describe('a text', () => {
  it('is as high as its lines, and a pixel is a pixel', () => {
    const sheet = sheetOf(1000, 20, 400);
    expect(sheet.height).toBe(20_000);
    expect(topLine(sheet, 0)).toBe(0);
    expect(topLine(sheet, 200)).toBeCloseTo(10);
    expect(topLine(sheet, 19_600)).toBe(980);
  });
  it('of ten million lines reaches its last line too', () => {
    const sheet = sheetOf(10_000_000, 20, 400);
    expect(sheet.height).toBe(8_000_000);
    expect(topLine(sheet, sheet.height - sheet.view)).toBe(9_999_980);
    for (const line of [0, 7, 5_000_000, 9_999_999]) {
      const top = topLine(sheet, scrollTo(sheet, line));
      expect(line).toBeGreaterThanOrEqual(Math.floor(top));
      expect(line).toBeLessThan(top + 20.001);
    }
  });
  it('that fits does not scroll', () => {
    const sheet = sheetOf(3, 20, 400);
    expect(sheet.height).toBe(400);
    expect(topLine(sheet, 0)).toBe(0);
    expect(scrollTo(sheet, 2)).toBe(0);
  });
});

it('needs the blocks that are in view', () => {
  expect(blocks(0, 20, 1000, 200)).toEqual([0]);
  expect(blocks(190, 20, 1000, 200)).toEqual([0, 1]);
  expect(blocks(990, 20, 1000, 200)).toEqual([4]);
  expect(blocks(0, 20, 0, 200)).toEqual([]);
});
