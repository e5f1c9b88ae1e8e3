import { describe, expect, it } from 'vitest';
import { inView, layOut, reveal, sectionsOf, stickyHead } from './layout';

const heights = { control: 40, row: 30 };
const rows = Array.from({ length: 3000 }, (_, index) => ({ control: `C${Math.floor(index / 10)}` }));
const layout = layOut(sectionsOf(rows), rows.length, heights);

describe('layOut', () => {
  it('puts a head before the first row of every control', () => {
    expect(layout.heads.length).toBe(300);
    expect(layout.count).toBe(3300);
    expect(layout.height).toBe(300 * 40 + 3000 * 30);
    expect(layout.heads[0]).toMatchObject({ control: 'C0', top: 0, at: 0 });
    expect(layout.heads[1]).toMatchObject({ control: 'C1', top: 340, at: 11 });
  });

  it('knows a list without rows', () => {
    const none = layOut(sectionsOf([]), 0, heights);
    expect(none.height).toBe(0);
    expect(inView(none, 0, 600)).toEqual([]);
    expect(stickyHead(none, 0)).toBeNull();
  });
});

describe('inView', () => {
  it('draws what is in view and little more, however long the list is', () => {
    const visible = inView(layout, 50_000, 600, 4);
    expect(visible.length).toBeLessThan(35);
    expect(visible[0]!.top).toBeLessThan(50_000);
    expect(visible.at(-1)!.top).toBeGreaterThan(50_600 - 30);
  });

  it('leaves no gap and no row out, wherever it is looked at', () => {
    const all = inView(layout, 0, layout.height);
    expect(all.length).toBe(layout.count);
    let top = 0;
    for (const [at, item] of all.entries()) {
      expect(item).toMatchObject({ at, top });
      top += item.height;
    }
    expect(top).toBe(layout.height);
    for (const scroll of [0, 1, 39, 40, 339, 340, 379, 50_017, layout.height - 600]) {
      const visible = inView(layout, scroll, 600, 3);
      expect(visible).toEqual(all.slice(visible[0]!.at, visible.at(-1)!.at + 1));
    }
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
    expect(reveal(layout, 5, 60, 600)).toBe(60);
  });
  it('keeps the row clear of the sticky head when it comes from below', () => {
    const { top } = inView(layout, 0, layout.height).find((item) => item.kind === 'row' && item.row === 100)!;
    expect(reveal(layout, 100, top, 600)).toBe(top - heights.control);
  });
  it('never scrolls beyond the end', () => {
    expect(reveal(layout, 2999, 0, 600)).toBe(layout.height - 600);
  });
});
