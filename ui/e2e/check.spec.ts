//! Checking a report: from the history, by a drop, and one that was tampered with.

import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone, expect, program, test } from './assay';

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
  // Numbers in what the program says are written as the window writes its own.
  const said = await page.getByRole('dialog').innerText();
  expect(said).toMatch(/: \d{1,3}(,\d{3})+ bytes, SHA-256/);
  expect(said).not.toMatch(/\d{4,} (bytes|entries|statements|pages)/);
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

test('volumes that are dropped together are checked together, and one that is missing is named', async ({
  page,
  bridge,
  checklist,
}) => {
  test.setTimeout(300_000);
  await expect(checklist.list).toBeVisible();
  const database = readdirSync(bridge.dir, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('assay.db'),
  );
  const env = {
    ...process.env,
    ASSAY_HOME: join(bridge.dir, 'home'),
    ASSAY_WORKSPACE: dirname(join(bridge.dir, database ?? '')),
  };
  const assay = (...words: string[]) => execFileSync(join(dirname(program), 'assay'), words, { env, encoding: 'utf8' });
  const { id } = JSON.parse(assay('assessment', 'list', '--json'))[0] as { id: string };

  assay(
    'report',
    'issue',
    '--assessment',
    id,
    '--number',
    'NL-9',
    '--volume-pages',
    '12',
    '--output',
    join(bridge.dir, 'nl.pdf'),
  );
  const volumes = readdirSync(bridge.dir).filter((name) => /^nl-volume-\d+\.pdf$/.test(name));
  expect(volumes.length).toBeGreaterThan(1);
  const drop = (names: string[]) =>
    page.evaluate(
      (paths) =>
        window.dispatchEvent(new CustomEvent('assay:drop', { detail: { phase: 'drop', paths, x: 10, y: 10 } })),
      names.map((name) => join(bridge.dir, name)),
    );
  await page.getByTestId('tab-report').click();
  await drop(volumes);
  const answer = page.getByTestId('check-answer');
  await expect(answer).toHaveAttribute('data-sound', 'true', { timeout: 60_000 });
  await expect(page.getByTestId('check-volume')).toHaveCount(volumes.length);
  await page.keyboard.press('Escape');
  await drop(volumes.slice(0, -1).reverse());
  if (volumes.length > 2) {
    await expect(answer).toHaveAttribute('data-sound', 'false', { timeout: 60_000 });
    await expect(answer).toContainText(`Volume ${volumes.length} is not here`);
    await page.keyboard.press('Escape');
  }

  // The screen lists every file of what was issued.
  const issued = page.getByTestId('issued');
  await expect(issued.getByTestId('issued-volumes')).toBeVisible({ timeout: 60_000 });
  await issued.locator('summary').click();
  await expect(issued.getByTestId('issued-file')).toHaveCount(volumes.length);
  await issued.getByTestId('issued-check').click();
  await expect(answer).toHaveAttribute('data-sound', 'true', { timeout: 60_000 });
  await expect(page.getByTestId('check-volume')).toHaveCount(volumes.length);
});
