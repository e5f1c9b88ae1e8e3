//! Findings: from a failed test, changed in place, retested, accepted until a day.

import AxeBuilder from '@axe-core/playwright';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, openFinding, test } from './assay';

/** Ends where other tests of this worker begin: the place is remembered. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('app').first()).toBeVisible();
}

test('a failed test opens a finding, and the next time it is offered', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  const title = `Found by ${unit}`;
  await page.keyboard.press('d');
  await expect(page.getByTestId('finding-form')).toBeVisible();
  await page.getByTestId('finding-title').fill(title);
  await page.getByTestId('severity-by-cvss').click();
  await expect(page.getByTestId('cvss-score')).toContainText('11 metrics are still to be chosen');
  const vector = 'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  await page.getByTestId('cvss-vector').fill(vector);
  await expect(page.getByTestId('cvss-score')).toContainText('7.3');
  // By keyboard: an arrow goes to the next value.
  await page.getByTestId('cvss-AV').getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('cvss-vector')).toHaveValue(vector.replace('AV:L', 'AV:P'));
  await page.getByTestId('cvss-vector').fill(vector);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await checklist.list.focus();
  await page.keyboard.press('d');
  const candidate = page.getByTestId('finding-candidates').getByRole('listitem').filter({ hasText: title });
  await expect(candidate).toContainText('linked');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);

  await page.keyboard.press('3');
  await page.getByRole('searchbox', { name: 'Filter findings' }).fill(title);
  const row = page.getByTestId('finding-row').first();
  await expect(row).toContainText(title);
  await row.getByRole('button').click();
  const finding = page.getByTestId('finding');
  await expect(finding).toContainText('High');
  await expect(finding).toContainText('CVSS-B 7.3');

  await page.getByTestId('finding-change').click();
  await page.getByTestId('finding-steps').fill('Open the app twice.');
  await page.getByTestId('finding-save').click();
  await expect(finding).toContainText('Open the app twice.');

  // Escape leads back to the button; without words the form says which are missing, and begins at the first.
  await page.getByTestId('finding-waive').click();
  await expect(page.getByTestId('waiver-approver')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('finding-waive')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByTestId('waiver-approver').fill('Ruth Ekman');
  await page.getByTestId('waiver-save').click();
  await expect(page.getByTestId('waiver-lacks')).toHaveText('Still missing: Role, Reason, Last day.');
  await expect(page.getByTestId('waiver-role')).toBeFocused();
  await page.getByTestId('waiver-role').fill('Product owner');
  await page.getByTestId('waiver-reason').fill('Test accounts only.');
  await page.getByTestId('waiver-until').fill('2020-01-01');
  await page.getByTestId('waiver-save').click();
  await expect(page.getByTestId('waiver-form')).toContainText('which is over');
  // What was wrong goes as it is changed; a day of the conditions that is over is refused at its field.
  await page.getByTestId('waiver-until').fill('2099-12-30');
  await expect(page.getByTestId('error')).toHaveCount(0);
  await page.getByTestId('waiver-conditions').fill('No release to the store.');
  await page.getByTestId('waiver-conditions-due').fill('2020-01-01');
  await page.getByTestId('waiver-save').click();
  await expect(page.getByTestId('waiver-conditions-due')).toBeFocused();
  await expect(page.getByTestId('waiver-form')).toContainText('That day is over');
  await page.getByTestId('waiver-conditions-due').fill('2099-01-01');
  await page.getByTestId('waiver-until').fill('2099-12-31');
  await page.getByTestId('waiver-save').click();
  await expect(finding).toHaveAttribute('data-state', 'waived');
  await expect(page.getByTestId('finding-waive')).toBeFocused();

  await page.getByTestId('finding-retest').click();
  await page.getByTestId('retest-note').fill('Tried again: it is gone.');
  await page.getByTestId('retest-build').selectOption({ index: 0 });
  // What it showed is chosen: nothing is proposed.
  await expect(page.getByTestId('retest-outcome').getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.getByTestId('retest-save')).toBeDisabled();
  await page.getByTestId('retest-outcome-fixed').click();
  await page.getByTestId('retest-save').click();
  await expect(page.getByTestId('finding-build').first()).toContainText('Tried again');
  await page.getByRole('button', { name: 'Undo my last step' }).click();
  await expect(page.getByTestId('finding-build').filter({ hasText: 'Tried again' })).toHaveCount(0);
  await expect(page.getByTestId('finding-event').first()).toContainText('undone');
  await leave(page);
});

test('a finding shows the evidence of its tests, and takes more', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  await openFinding(page, 'session token');
  const of = page.getByTestId('finding-evidence').getByTestId('finding-evidence-of').first();
  const pieces = of.getByTestId('evidence-item');
  await expect(of.getByRole('button', { name: /^MASTG-TEST-/ })).toBeVisible();
  const before = await pieces.count();
  const file = join(bridge.dir, 'session.log');
  writeFileSync(file, `token=${Date.now()}\n`);
  await of.getByRole('button', { name: /^Add files to MASTG-TEST-/ }).click();
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
  await expect(pieces).toHaveCount(before + 1);
  await pieces.last().getByRole('button').click();
  await expect(page.getByTestId('evidence-viewer')).toContainText('session.log');
  await page.keyboard.press('Escape');
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
  await expect(pieces).toHaveCount(before);
  await leave(page);
});

for (const theme of ['light', 'dark'] as const) {
  test(`findings are sound in ${theme}`, async ({ page, bridge }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openExample(page, bridge);
    await new ChecklistPage(page).open();
    const sound = async (where: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        // As for the other screens: dialogs stand outside of the page's one landmark by design.
        .disableRules(['region'])
        .analyze();
      expect(violations, `${where}: ${violations.map((one) => one.id).join()}`).toEqual([]);
    };
    await page.keyboard.press('3');
    await expect(page.getByTestId('finding-row').first()).toBeVisible();
    await expect(page.getByTestId('finding')).toBeVisible();
    await sound('findings');
    await page.getByTestId('finding-change').click();
    await page.getByTestId('severity-by-cvss').click();
    await expect(page.getByTestId('cvss')).toBeVisible();
    await sound('calculator');
    await page.keyboard.press('Escape');
    await page.getByTestId('finding-retest').click();
    await sound('retest');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByTestId('finding-waive').click();
    await sound('waiver');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByTestId('finding-add').click();
    await sound('new finding');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Filter findings' }).fill('nothing has these words');
    await expect(page.getByText('No finding fits the filter')).toBeVisible();
    await sound('nothing left');
    await leave(page);
  });
}
