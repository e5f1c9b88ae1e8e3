import { describe, expect, it } from 'vitest';
import { inView, layOut, sectionsOf } from './layout';
import { arrange, type Slot } from './slots';

const rows = Array.from({ length: 3000 }, (_, index) => ({ control: `C${Math.floor(index / 10)}` }));
const layout = layOut(sectionsOf(rows), rows.length, { control: 40, row: 30 });
const at = (scroll: number) => inView(layout, scroll, 600);
const itemsOf = (slots: readonly Slot[]) => slots.map(({ item }) => item).sort((one, other) => one.at - other.at);

describe('arrange', () => {
  it('shows what is in view and nothing else, wherever one scrolls', () => {
    let slots: Slot[] = [];
    for (const scroll of [0, 33, 400, 800, 90_000, 89_000, 300, 0]) {
      slots = arrange(slots, at(scroll), false);
      expect(itemsOf(slots)).toEqual(at(scroll));
      expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
    }
  });

  it('leaves alone what stays in view, and gives the places of what left to what came', () => {
    const before = arrange([], at(3000), true);
    const after = arrange(before, at(3400), false);
    const known = new Set(before.map(({ key }) => key));
    expect(after.filter((slot) => before.includes(slot)).length).toBeGreaterThan(after.length / 2);
    expect(after.filter(({ key }) => !known.has(key)).length).toBeLessThan(4);
  });

  it('never lets a row take the place of a head', () => {
    let slots = arrange([], at(0), true);
    const kinds = new Map(slots.map(({ key, item }) => [key, item.kind]));
    for (const scroll of [400, 800, 1200, 1600]) {
      slots = arrange(slots, at(scroll), false);
      for (const { key, item } of slots) expect(kinds.get(key) ?? item.kind).toBe(item.kind);
      for (const { key, item } of slots) kinds.set(key, item.kind);
    }
  });

  it('keeps the places as they are while one scrolls, and puts them in order at rest', () => {
    const moving = arrange(arrange([], at(0), true), at(500), false);
    const places = moving.map(({ item }) => item.at);
    expect(places).not.toEqual(places.toSorted((one, other) => one - other));
    expect(arrange(moving, at(500), true).map(({ item }) => item)).toEqual(at(500));
  });
});
