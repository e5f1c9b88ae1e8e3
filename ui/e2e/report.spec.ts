//! The report's screen: options on the left, the report as it will be on the right, made anew when an option changes.

import { expect, test } from './assay';

test('the preview follows template and level, and can be paged', async ({ page, checklist }) => {
  test.setTimeout(300_000);
  await expect(checklist.list).toBeVisible();
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  const shown = page.getByTestId('report-preview-page');
  await expect(shown).toHaveText(/^Page 1 of [2-4]$/, { timeout: 120_000 });
  const picture = page.getByTestId('report-preview').locator('img');
  await expect(picture).toHaveAttribute('src', /^blob:/, { timeout: 60_000 });
  const first = await picture.getAttribute('src');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(shown).toHaveText(/^Page 2 of/);
  await expect(picture).not.toHaveAttribute('src', first ?? '', { timeout: 60_000 });

  // Comments are for the laboratory alone.
  const comments = page.getByLabel('Comments of the reviewers');
  await expect(comments).toBeEnabled();
  await page.getByLabel('Public', { exact: true }).check();
  await expect(comments).toBeDisabled();

  // A colour that cannot be read is told with its reason.
  await page.getByLabel('Colour', { exact: true }).fill('#ffee00');
  await expect(page.getByTestId('report-preview')).toContainText('cannot be read on white', { timeout: 120_000 });
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
});
