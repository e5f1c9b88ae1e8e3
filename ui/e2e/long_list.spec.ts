//! A checklist that is longer than any real one: what is drawn of it, and in which order.

import { alone, ChecklistPage, expect, openExample } from './assay';
import { manyRows } from './many';

const ROWS = 3000;
const test = alone();

test.beforeEach(async ({ page, bridge }) => {
  await openExample(page, bridge);
  await manyRows(page, ROWS);
  await new ChecklistPage(page).open();
});

test('all of it can be reached, and only what is in view is on the page', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await expect(page.getByText('3,000 rows')).toBeVisible();
  const room = await checklist.list.evaluate(({ scrollHeight }) => scrollHeight);
  expect(room).toBeGreaterThan(ROWS * 34);
  expect(await checklist.rows.count()).toBeLessThan(60);
  await page.keyboard.press('End');
  const last = checklist.list.locator('[aria-selected="true"]');
  await expect(last).toBeInViewport();
  await expect(checklist.list).toHaveAttribute('aria-rowcount', (await last.getAttribute('aria-rowindex')) ?? '');
  expect(await checklist.rows.count()).toBeLessThan(60);
  await page.keyboard.press('Home');
  await expect(checklist.list.locator('[aria-rowindex="2"]')).toBeInViewport();
});

test('rows that were scrolled in stand on the page as they stand in the list', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.list.hover();
  for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, 430);
  await expect
    .poll(() =>
      checklist.rows.evaluateAll((rows) => {
        const places = rows.map((row) => Number(row.getAttribute('aria-rowindex')));
        const tops = rows.map((row) => row.getBoundingClientRect().top);
        const ascend = (list: number[]) => list.every((one, at) => at === 0 || one > (list[at - 1] ?? 0));
        return (places[0] ?? 0) > 20 && ascend(places) && ascend(tops);
      }),
    )
    .toBe(true);
  // A row that took another's place says and does what it shows.
  const row = checklist.rows.nth(12);
  const unit = await row.getAttribute('data-unit');
  await row.locator('.title').click();
  expect(await checklist.unit()).toBe(unit);
  await expect(row).toHaveAttribute('aria-selected', 'true');
});

test('a click while the list still moves counts for the row that it shows there', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  const box = (await checklist.list.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  const all = checklist.list.locator('.all');
  /** It goes on under the pressed button too. */
  const moves = async () => {
    await checklist.list.evaluate((list) => {
      list.scrollTop += 1000;
      const going = setInterval(() => (list.scrollTop += 3), 30);
      addEventListener('click', () => clearInterval(going), { once: true, capture: true });
    });
    await expect(all).toHaveClass(/moves/);
  };
  await moves();
  await page.mouse.click(x, y);
  await expect(all).not.toHaveClass(/moves/);
  const unit = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x!, y!)?.closest<HTMLElement>('[data-unit]')?.dataset.unit,
    [x, y],
  );
  expect(unit).toBeTruthy();
  expect(await checklist.unit()).toBe(unit);
  // With the key held it is selected beside the one before.
  await page.mouse.move(x, y + 70);
  await moves();
  await page.keyboard.down('Control');
  await page.mouse.click(x, y + 70);
  await page.keyboard.up('Control');
  await expect(checklist.list.locator('.row-item.selected')).toHaveCount(1);
});

test('a field grows with its words, up to a limit', async ({ page }) => {
  const note = page.getByTestId('note');
  const height = async () => (await note.boundingBox())?.height ?? 0;
  const before = await height();
  await note.fill('Seen in the log.\n'.repeat(8));
  const grown = await height();
  expect(grown).toBeGreaterThan(before + 60);
  expect(await note.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
  await note.fill('word '.repeat(2000));
  expect(await height()).toBeLessThanOrEqual(321);
  await note.fill('');
  expect(await height()).toBeCloseTo(before, 0);
});
