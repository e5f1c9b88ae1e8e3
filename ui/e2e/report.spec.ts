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

test('what the report shall be is kept on the way, and goes back to the defaults when asked', async ({
  page,
  checklist,
}) => {
  await expect(checklist.list).toBeVisible();
  await page.getByTestId('tab-report').click();
  const customer = page.getByLabel('Customer', { exact: true });
  const defaults = page.getByTestId('report-defaults');
  const template = page.getByLabel('Template', { exact: true });
  // Whatever a test before this one chose.
  if (await defaults.isVisible()) await defaults.click();
  await customer.check();
  await template.selectOption('remediation');
  await page.getByLabel('Colour', { exact: true }).fill('#0b5c63');
  await page.getByTestId('tab-verdicts').click();
  await expect(customer).toHaveCount(0);
  await page.getByTestId('tab-report').click();
  await expect(customer).toBeChecked();
  await expect(template).toHaveValue('remediation');
  await expect(page.getByLabel('Colour', { exact: true })).toHaveValue('#0b5c63');
  await defaults.click();
  await expect(page.getByLabel('Laboratory', { exact: true })).toBeChecked();
  await expect(template).toHaveValue('assessment');
  await expect(template).toBeFocused();
  await expect(defaults).toHaveCount(0);
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
});

test('the form of a sign-off begins in its first field, and Escape leaves only the form', async ({
  page,
  checklist,
}) => {
  await expect(checklist.list).toBeVisible();
  await page.getByTestId('tab-verdicts').click();
  await page.getByTestId('tab-report').click();
  const give = page.getByTestId('sign-off-give');
  await give.click();
  await expect(page.getByTestId('sign-off-role').getByRole('radio', { checked: true })).toBeFocused();
  await expect(page.getByTestId('sign-off-save')).toBeInViewport({ ratio: 1 });
  await page.getByTestId('sign-off-statement').fill('Half a word');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('tab-report')).toHaveAttribute('aria-current', 'page');
  await expect(give).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sign-off-statement')).toHaveValue('Half a word');
  await page.keyboard.press('Escape');
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
});
