//! Checking a report: from the history, by a drop, and one that was tampered with.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, expect, test } from './assay';

alone();

test('a report is checked by itself, and one that was altered is found out', async ({ page, bridge, checklist }) => {
  test.setTimeout(300_000);
  await expect(checklist.list).toBeVisible();
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  const report = join(bridge.dir, 'report.pdf');
  await page.getByTestId('report-path').fill(report);
  await page.getByTestId('report-export').click();
  await expect(page.getByTestId('report-done')).toBeVisible({ timeout: 120_000 });

  await page.keyboard.press('Alt+h');
  await page.getByTestId('check-report').click();
  await page.getByTestId('check-path').fill(report);
  await page.keyboard.press('Enter');
  const answer = page.getByTestId('check-answer');
  await expect(answer).toHaveAttribute('data-sound', 'true', { timeout: 60_000 });
  await expect(page.getByTestId('check-list').locator('[data-outcome="holds"]').first()).toBeVisible();
  await expect(page.getByTestId('check-list').locator('[data-outcome="fails"]')).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Its end cut off, and dropped where no unit is open.
  const altered = join(bridge.dir, 'altered.pdf');
  copyFileSync(report, altered);
  writeFileSync(altered, readFileSync(altered).subarray(0, -40));
  await page.evaluate(
    (path) =>
      window.dispatchEvent(new CustomEvent('assay:drop', { detail: { phase: 'drop', paths: [path], x: 10, y: 10 } })),
    altered,
  );
  const refused = page.getByRole('dialog').getByRole('alert');
  await expect(answer.or(refused)).toBeVisible({ timeout: 60_000 });
  if (await answer.isVisible()) await expect(answer).toHaveAttribute('data-sound', 'false');
});
