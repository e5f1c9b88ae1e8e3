//! The palette answers from the search while one types, and leads to pages and to what touches an item.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openExample, startBridge, test } from './assay';

/** Axe finds nothing, once colours have changed over. */
async function sound(page: Page) {
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }).toPass({ timeout: 20_000 });
}

test('an id in any spelling leads to its page, and from there to what touches it', async ({ page }, info) => {
  const bridge = await startBridge();
  try {
    await openExample(page, bridge);
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette').fill('mastg test 235');
      const first = page.getByTestId('palette-entry').first();
      await expect(first).toContainText('MASTG-TEST-0235');
      await page.getByTestId('palette').fill('insecure certifcate validation');
      await expect(page.getByText('Showing certificate')).toBeVisible();
      await page.screenshot({ path: info.outputPath(`palette-${theme}.png`) });
      if (theme === 'light') await sound(page);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('storage-14');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MSTG-STORAGE-14');
    await page.getByTestId('palette').fill('MASVS-STORAGE-2');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MASVS-STORAGE-2');
    await page.keyboard.press('Enter');
    const pane = page.getByTestId('reference');
    await expect(pane).toBeVisible();
    await pane.getByRole('button', { name: 'What touches it' }).click();
    const walk = page.getByTestId('crosswalk');
    await expect(walk).toContainText('MSTG-STORAGE-8');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
      await page.screenshot({ path: info.outputPath(`crosswalk-${theme}.png`) });
      if (theme === 'dark') await sound(page);
    }
    await walk.getByLabel('Only what touches it directly').check();
    await expect(walk).not.toContainText('through');
    // A clause has no page: it opens in the cross-walk, beside what showed before.
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('hipaa 164.312(a)(1)');
    await expect(page.getByTestId('palette-entry').first()).toContainText('164.312(a)(1)');
    await page.keyboard.press('Enter');
    await expect(walk).toContainText('HLT-');
  } finally {
    bridge.stop();
  }
});
