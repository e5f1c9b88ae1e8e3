//! What managers and auditors look at: verdicts, findings, evidence, report, board, history.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChecklistPage, expect, type Bridge } from '../assay';
import { manyReleases, manyRows } from '../many';
import { Camera, escape } from './camera';

export async function manage(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await camera.shot('verdicts', async () => {
    await page.keyboard.press('2');
    await page.locator('[data-testid="verdict-row"] [data-verdict="fail"]').first().click();
    await expect(page.getByTestId('explanation')).toBeVisible();
  });
  await camera.shot('override', async () => {
    // In a narrow window what was explained lies over the table.
    const close = page.getByTestId('explanation').getByRole('button', { name: camera.words('Close') });
    if (await close.isVisible()) await close.click();
    await page.locator('[data-testid="verdict-row"] [data-verdict="untested"]').first().click();
    await page.getByTestId('override').click();
  });
  await page.keyboard.press('Escape');
  await camera.shot('verdicts-beside', async () => {
    await page.getByTestId('tab-verdicts').click();
    await page.getByTestId('verdicts-view-beside').click();
    await expect(page.getByTestId('side-by-side')).toBeVisible();
  });
  await page
    .getByTestId('verdicts-view-table')
    .click()
    .catch(() => undefined);
  await camera.shot('findings', async () => {
    await page.getByTestId('tab-findings').click();
    await expect(page.getByTestId('finding-row').first()).toBeVisible();
    await page.getByTestId('finding-row').getByRole('button').first().click();
    await expect(page.getByTestId('finding')).toBeVisible();
  });
  await camera.shot('finding-waived', async () => {
    const close = page.getByRole('complementary').getByRole('button', { name: camera.words('Close') });
    if (await close.isVisible()) await close.click();
    await page.locator('[data-testid="finding-row"][data-state="waived"]').getByRole('button').first().click();
  });
  await camera.shot('finding-calculator', async () => {
    await page.getByTestId('finding-change').click();
    await page.getByTestId('severity-by-cvss').click();
    await page.getByTestId('cvss').scrollIntoViewIfNeeded();
  });
  await page.keyboard.press('Escape');
  await camera.shot('finding-retest', () => page.getByTestId('finding-retest').click());
  await page.keyboard.press('Escape');
  await camera.shot('finding-waiver', () => page.getByTestId('finding-waive').click());
  await page.keyboard.press('Escape');
  await camera.shot('evidence', () => page.getByTestId('tab-evidence').click());
  await camera.shot('evidence-checked', async () => {
    await page.getByTestId('evidence-verify').click();
    await expect(page.getByTestId('evidence-check')).toBeVisible();
  });
  await camera.unfinished('report', () => page.getByTestId('tab-report').click());
  await camera.unfinished('report-writing', async () => {
    await page.getByTestId('report-path').fill(join(bridge.dir, 'report.pdf'));
    await page.getByTestId('report-export').click();
  });
  await camera.shot('report-done', () => expect(page.getByTestId('report-done')).toBeVisible({ timeout: 120_000 }));
  await issued(camera);
  await camera.shot('board', async () => {
    await page.keyboard.press('Alt+b');
    await expect(page.getByTestId('board-release').first()).toBeVisible();
  });
  await camera.shot('board-all', () => page.getByTestId('board-all').check());
  await camera.shot('board-decide', () => page.getByTestId('decide').first().click());
  await escape(page);
  await camera.shot('board-outdated-by', () => page.getByTestId('outdated-by').first().click());
  await escape(page);
  await camera.shot('board-due', () => page.getByTestId('due-set').first().click());
  await escape(page);
  await camera.shot('history', async () => {
    await page.keyboard.press('Alt+h');
    await expect(page.getByTestId('ledger-entry').first()).toBeVisible();
  });
  await camera.shot('history-verified', async () => {
    await page.getByTestId('ledger-verify').click();
    await expect(page.getByTestId('ledger-answer')).toBeVisible();
  });
  for (const [name, altered] of [
    ['check-report', false],
    ['check-report-altered', true],
  ] as const) {
    await camera.shot(name, async () => {
      const report = join(bridge.dir, 'report.pdf');
      const file = altered ? join(bridge.dir, 'altered.pdf') : report;
      if (altered) writeFileSync(file, readFileSync(report).subarray(0, -40));
      await page.getByTestId('check-report').click();
      await page.getByTestId('check-path').fill(file);
      await page.keyboard.press('Enter');
      // What is no whole PDF any more has no answer: it is refused.
      const answer = page.getByTestId(altered ? 'error' : 'check-answer');
      await expect(answer).toBeVisible({ timeout: 60_000 });
    });
    await escape(page);
  }
  await camera.shot('about', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill(camera.said('About Assay'));
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('about')).toBeVisible();
  });
  await escape(page);
}

/** Reports that were issued: with a signature, amended, compared. */
async function issued(camera: Camera) {
  const { page } = camera;
  const row = page.getByTestId('issued');
  await camera.shot('issued-none', () => page.getByTestId('issued-reports').scrollIntoViewIfNeeded());
  await camera.shot('issue', async () => {
    await page.locator('#report-template').selectOption('executive');
    await page.getByTestId('issue-open').press('Enter');
    await page.getByTestId('signing-key-file').click();
  });
  await camera.shot('issue-wrong', async () => {
    await page.getByTestId('signing-file').fill('/no/such/key.p12');
    await page.getByTestId('signing-password').fill('secret');
    await page.keyboard.press('Enter');
    await expect(page.locator('dialog[open]').getByTestId('error')).toBeVisible({ timeout: 60_000 });
  });
  await camera.shot('issued', async () => {
    await page.getByTestId('signing-key-own').click();
    await page.getByTestId('signing-role').fill('Author');
    await page.keyboard.press('Enter');
    await expect(row).toHaveCount(1, { timeout: 120_000 });
    await row.first().scrollIntoViewIfNeeded();
  });
  await camera.shot('issued-amend', async () => {
    await row.first().getByTestId('issued-amend').press('Enter');
    await page.getByTestId('issue-reason').fill('One more test was made.');
  });
  await camera.shot('issued-two', async () => {
    await page.getByTestId('issue-run').press('Enter');
    await expect(row).toHaveCount(2, { timeout: 120_000 });
    await row.first().scrollIntoViewIfNeeded();
  });
  await camera.shot('issued-compared', async () => {
    await row.first().getByTestId('issued-compare').press('Enter');
    await expect(page.getByTestId('comparison')).toBeVisible({ timeout: 60_000 });
  });
  await page.keyboard.press('Escape');
}

/** Lists longer than any real one. */
export async function full(camera: Camera) {
  const { page } = camera;
  await manyRows(page, 10_000);
  await manyReleases(page, 2_000);
  const checklist = new ChecklistPage(page);
  await camera.shot('checklist', () => checklist.open());
  await camera.shot('checklist-end', () => page.keyboard.press('End'));
  await camera.shot('findings', () => page.getByTestId('tab-findings').click());
  await camera.shot('board', async () => {
    await page.keyboard.press('Alt+b');
    await expect(page.getByTestId('board-release').first()).toBeVisible();
  });
}
