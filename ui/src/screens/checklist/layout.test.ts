import { describe, expect, it } from 'vitest';
import { inView, layOut, reveal, stickyHead } from './layout';

const heights = { control: 40, row: 30 };
const rows = new Map(
  Array.from({ length: 3000 }, (_, index) => [`r${index}`, { control: `C${Math.floor(index / 10)}` }]),
);
const layout = layOut([...rows.keys()], rows, heights);

describe('layOut', () => {
  it('puts a head before the first row of every control', () => {
    expect(layout.heads.length).toBe(300);
    expect(layout.height).toBe(300 * 40 + 3000 * 30);
    expect(layout.items[0]).toMatchObject({ kind: 'control', control: 'C0', top: 0 });
    expect(layout.items[11]).toMatchObject({ kind: 'control', control: 'C1', top: 340 });
  });
});

describe('inView', () => {
  it('draws what is in view and little more, however long the list is', () => {
    const visible = inView(layout, 50_000, 600, 4);
    expect(visible.length).toBeLessThan(35);
    expect(visible[0]!.top).toBeLessThan(50_000);
    expect(visible.at(-1)!.top).toBeGreaterThan(50_600 - 30);
  });
});

describe('stickyHead', () => {
  it('names the control at the top, and lets the next head push it away', () => {
    expect(stickyHead(layout, 100)).toEqual({ control: 'C0', shift: 0 });
    expect(stickyHead(layout, 320)).toEqual({ control: 'C0', shift: -20 });
    expect(stickyHead(layout, 340)).toEqual({ control: 'C1', shift: 0 });
  });
});

describe('reveal', () => {
  it('leaves a row alone that is in view', () => {
    expect(reveal(layout, 'r5', 60, 600, heights)).toBe(60);
  });
  it('keeps the row clear of the sticky head when it comes from below', () => {
    const top = layout.items[layout.indexOf.get('r100')!]!.top;
    expect(reveal(layout, 'r100', top, 600, heights)).toBe(top - heights.control);
  });
  it('never scrolls beyond the end', () => {
    expect(reveal(layout, 'r2999', 0, 600, heights)).toBe(layout.height - 600);
  });
});
