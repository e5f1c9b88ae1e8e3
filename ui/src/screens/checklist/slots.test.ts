import { describe, expect, it } from 'vitest';
import { inView, layOut, sectionsOf } from './layout';
import { arrange, type Slot } from './slots';

const rows = Array.from({ length: 3000 }, (_, index) => ({ control: `C${Math.floor(index / 10)}` }));
const layout = layOut(sectionsOf(rows), rows.length, { control: 40, row: 30 });
const at = (scroll: number) => inView(layout, scroll, 600);
const itemsOf = (slots: readonly Slot[], scroll: number) => {
  const wanted = new Set(at(scroll).map((item) => item.at));
  const items = slots.map(({ item }) => item).filter((item) => wanted.has(item.at));
  return items.sort((one, other) => one.at - other.at);
};

describe('arrange', () => {
  it('shows what is in view, and nothing else in its place, wherever one scrolls', () => {
    let slots: Slot[] = [];
    for (const scroll of [0, 33, 400, 800, 90_000, 89_000, 300, 0]) {
      slots = arrange(slots, at(scroll), 'scrolls');
      expect(itemsOf(slots, scroll)).toEqual(at(scroll));
      expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
      const [first, last] = [at(scroll)[0]!, at(scroll).at(-1)!];
      const beside = slots.filter(({ item }) => item.at < first.at || item.at > last.at);
      for (const { item } of beside)
        expect(item.top + item.height <= first.top || item.top >= last.top + last.height).toBe(true);
    }
  });

  it('makes nothing anew while one scrolls, once there was as much', () => {
    let slots = arrange([], at(0), 'rests');
    for (let scroll = 0; scroll < 2000; scroll += 120) slots = arrange(slots, at(scroll), 'scrolls');
    const known = new Set(slots.map(({ key }) => key));
    for (let scroll = 2000; scroll < 9000; scroll += 120) slots = arrange(slots, at(scroll), 'scrolls');
    expect(new Set(slots.map(({ key }) => key))).toEqual(known);
    expect(arrange(slots, at(9000), 'rests').length).toBe(at(9000).length);
  });

  it('leaves nothing of a list where a shorter one stands', () => {
    const moving = arrange(arrange([], at(3000), 'rests'), at(3400), 'scrolls');
    const short = layOut(sectionsOf(rows.slice(0, 5)), 5, { control: 40, row: 30 });
    const items = inView(short, 0, 600);
    for (const { item } of arrange(moving, items, 'scrolls'))
      expect(items.some((one) => one.at === item.at) || item.top >= short.height).toBe(true);
  });

  it('leaves alone what stays in view, and gives the places of what left to what came', () => {
    const before = arrange([], at(3000), 'rests');
    const after = arrange(before, at(3400), 'scrolls');
    const known = new Set(before.map(({ key }) => key));
    expect(after.filter((slot) => before.includes(slot)).length).toBeGreaterThan(after.length / 2);
    expect(after.filter(({ key }) => !known.has(key)).length).toBeLessThan(4);
  });

  it('leaves out what is not needed of what comes by in a hurry, until the list rests', () => {
    const resting = arrange([], at(0), 'rests');
    const hurried = arrange(resting, at(400), 'hurries');
    const stays = new Set(resting.map(({ item }) => item.at));
    for (const { item, bare } of hurried) expect(bare).toBe(!stays.has(item.at));
    // Slower again: what is there stays as it is, what comes is whole.
    const slower = arrange(hurried, at(430), 'scrolls');
    const were = new Map(hurried.map(({ item, bare }) => [item.at, bare]));
    for (const { item, bare } of slower) expect(bare).toBe(were.get(item.at) ?? false);
    expect(slower.some(({ bare }) => bare)).toBe(true);
    expect(arrange(slower, at(430), 'rests').some(({ bare }) => bare)).toBe(false);
  });

  it('never lets a row take the place of a head', () => {
    let slots = arrange([], at(0), 'rests');
    const kinds = new Map(slots.map(({ key, item }) => [key, item.kind]));
    for (const scroll of [400, 800, 1200, 1600]) {
      slots = arrange(slots, at(scroll), 'scrolls');
      for (const { key, item } of slots) expect(kinds.get(key) ?? item.kind).toBe(item.kind);
      for (const { key, item } of slots) kinds.set(key, item.kind);
    }
  });

  it('keeps the places as they are while one scrolls, and puts them in order at rest', () => {
    const moving = arrange(arrange([], at(0), 'rests'), at(500), 'scrolls');
    const places = moving.map(({ item }) => item.at);
    expect(places).not.toEqual(places.toSorted((one, other) => one - other));
    expect(arrange(moving, at(500), 'rests').map(({ item }) => item)).toEqual(at(500));
  });
});
