//! What is painted first after a key: the answer where it was given, then the rest.

import { alone, ChecklistPage, expect, openExample } from './assay';
import { untestedOnly } from './many';

const test = alone();

test('an answer is painted where it was given before the list goes on to a row far away', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await untestedOnly(page, [0, 90]);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('Home');
  const unit = await checklist.unit();
  const row = checklist.row(unit);
  await expect(row).toHaveAttribute('data-result', 'untested');
  await page.evaluate((unit) => {
    const list = document.querySelector('[data-testid="checklist"]')!;
    addEventListener(
      'keydown',
      () =>
        // The next frame paints it; when the one after it begins, that is on its way to the screen.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const answered = document.querySelector<HTMLElement>(`[data-unit="${unit}"]`);
            Object.assign(globalThis, { first: { scrolled: list.scrollTop, result: answered?.dataset.result } });
          }),
        ),
      { once: true },
    );
  }, unit);
  await page.keyboard.press('i');
  const next = checklist.list.locator('[aria-selected="true"]');
  await expect(next).toBeInViewport();
  await expect(next).toHaveAttribute('data-result', 'untested');
  expect(await checklist.list.evaluate((list) => list.scrollTop)).toBeGreaterThan(1000);
  expect(await page.evaluate(() => (globalThis as unknown as { first: object }).first)).toEqual({
    scrolled: 0,
    result: 'inconclusive',
  });
});
