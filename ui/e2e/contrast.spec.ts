//! More contrast, the system's own colours, twice the size, no motion.

import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './assay';

for (const theme of ['light', 'dark'] as const) {
  test(`with more contrast asked for, text has at least 7:1, ${theme}`, async ({ page, checklist }) => {
    await page.emulateMedia({ colorScheme: theme, contrast: 'more', reducedMotion: 'reduce' });
    await expect(checklist.rows.first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .withRules(['color-contrast', 'color-contrast-enhanced'])
      .analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))).toEqual([]);
  });
}

test("in the system's own colours what is current has a frame, and focus is seen", async ({ page, checklist }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(checklist.rows.first()).toBeVisible();
  const framed = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await framed('.row-item.cursor')).toBe('solid');
  expect(await framed('[aria-current="page"]')).toBe('solid');
});

test('without motion nothing moves', async ({ page, checklist }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await checklist.list.focus();
  await page.keyboard.press('?');
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toBeVisible();
  const seconds = await dialog.evaluate((element) => parseFloat(getComputedStyle(element).animationDuration));
  expect(seconds).toBeLessThan(0.001);
});
