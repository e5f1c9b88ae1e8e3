//! How a report looks: language, fonts and the words of the logo have fields, and what cannot be taken over is told.

import { expect, test } from './assay';

test('language, fonts and the words of a logo can be given', async ({ page, checklist }) => {
  test.setTimeout(300_000);
  await expect(checklist.list).toBeVisible();
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  const preview = page.getByTestId('report-preview');
  await expect(page.getByTestId('report-preview-page')).toHaveText(/^Page 1 of/, { timeout: 120_000 });

  await page.getByLabel('Language', { exact: true }).fill('xx');
  await expect(preview).toContainText('xx.typ', { timeout: 120_000 });
  await page.getByLabel('Language', { exact: true }).fill('');

  await page.getByLabel('Folder with fonts', { exact: true }).fill('/nowhere/fonts');
  await expect(preview).toContainText('could not be read', { timeout: 120_000 });
  await page.getByLabel('Folder with fonts', { exact: true }).fill('');

  const words = page.getByLabel('What the logo shows, for those who do not see it');
  await expect(words).toBeHidden();
  await page.getByLabel('Logo', { exact: true }).fill('/nowhere/logo.png');
  await words.fill('A lighthouse');
  await expect(preview).toContainText('could not be read', { timeout: 120_000 });
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
});
