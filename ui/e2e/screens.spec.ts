//! Every screen: what it is for, and axe without findings in light and dark.

import type { Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, startBridge, test } from './assay';
import { sound } from './axe';

test("the first run: name, then a workspace of one's own, then three steps to a checklist", async ({ page }) => {
  const bridge = await startBridge();
  try {
    await page.goto(bridge.url);
    await expect(page.getByRole('heading', { name: 'Welcome to Assay' })).toBeVisible();
    await sound(page, 'identity');
    await page.getByTestId('identity-name').fill('Jörg Öztürk');
    await page.getByTestId('identity-email').fill('jorg@example.org');
    await page.getByTestId('identity-save').click();
    await sound(page, 'choose a workspace');
    await page.getByTestId('workspace-new').click();
    await page.getByTestId('workspace-name').fill('Reviews');
    await page.getByTestId('workspace-dir').fill(`${bridge.dir}/reviews`);
    await sound(page, 'create a workspace');
    await page.getByTestId('workspace-create').click();
    await expect(page.getByText('No apps yet')).toBeVisible();
    await sound(page, 'no apps');
    await page.getByTestId('app-new').click();
    await page.getByTestId('app-name').fill('Acme Pay');
    await page.getByTestId('release-name').fill('4.2.0');
    await sound(page, 'new app, first step');
    await page.getByTestId('app-save').click();
    await page.getByTestId('build-version-code').fill('4210');
    await sound(page, 'new app, second step');
    await page.getByTestId('build-save').click();
    await page.getByTestId('builds-done').click();
    // L2 holds L1: that is ticked with it, and not to be taken off alone.
    await expect(page.getByTestId('level-L1').getByRole('checkbox')).toBeChecked();
    await expect(page.getByTestId('level-L1').getByRole('checkbox')).toBeDisabled();
    await page.getByTestId('level-L2').getByRole('checkbox').uncheck();
    await page.getByTestId('level-L1').getByRole('checkbox').uncheck();
    await expect(page.getByTestId('level-R').getByRole('checkbox')).toBeDisabled();
    await page.getByTestId('level-L1').getByRole('checkbox').check();
    await page.getByTestId('level-R').getByRole('checkbox').check();
    await expect(page.getByText(/L1\+R on Android: \d+ controls/)).toBeVisible();
    await sound(page, 'new app, third step');
    await page.getByTestId('assessment-open').click();
    await expect(page.getByTestId('unit-row').first()).toBeVisible();
    await expect(page.getByTestId('progress')).toContainText('0 % decided');
  } finally {
    bridge.stop();
  }
});

/** Escape, and wait: a key that comes while the dialog closes is the dialog's. */
async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ page, bridge }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openExample(page, bridge);
    const checklist = new ChecklistPage(page);
    await page.keyboard.press('Alt+a');
    await expect(page.getByTestId('assessment').first()).toBeVisible();
    await sound(page, 'apps');
    await page
      .getByRole('button', { name: /engagement/i })
      .first()
      .click();
    await sound(page, 'engagement');
    await closeDialog(page);
    await checklist.open();
    await sound(page, 'checklist');
    for (const tab of ['Why and links', 'Comments', 'History']) {
      await page.getByRole('tab', { name: tab }).click();
      await sound(page, tab);
    }
    await page.getByRole('tab', { name: 'Procedure' }).click();
    await page.locator('.facts .link').first().click();
    await expect(page.getByTestId('reference').locator('h2')).toBeVisible();
    await sound(page, 'a page beside it');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('reference')).toHaveCount(0);
    await checklist.list.focus();
    await page.keyboard.press('x');
    await expect(page.getByText('One unit selected')).toBeVisible();
    await sound(page, 'selection');
    await page.keyboard.press('Escape');
    await expect(page.getByText('One unit selected')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.locator('dialog[open]')).toBeVisible();
    await sound(page, 'keys');
    await closeDialog(page);
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('data');
    await sound(page, 'palette');
    await closeDialog(page);
    await page.keyboard.press('2');
    await expect(page.getByTestId('explanation')).toBeVisible();
    await sound(page, 'verdicts');
    await page.keyboard.press('4');
    await expect(page.getByRole('heading', { name: 'Evidence', exact: true })).toBeVisible();
    await sound(page, 'evidence');
    await page.keyboard.press('5');
    await expect(page.getByTestId('report-export')).toBeVisible();
    await sound(page, 'report');
    await page.keyboard.press('Alt+h');
    await expect(page.getByTestId('ledger-entry').first()).toBeVisible();
    await sound(page, 'history');
    await page.keyboard.press('Alt+s');
    await expect(page.getByTestId('catalogue').first()).toBeVisible();
    await sound(page, 'standards');
    await page.keyboard.press('Control+,');
    await sound(page, 'settings');
  });
}

test('a verdict explains itself down to the result, and an override only lowers', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await new ChecklistPage(page).open();
  await page.keyboard.press('2');
  const cell = page.locator('[data-testid="verdict-row"] [data-verdict="untested"]').first();
  const label = (await cell.getAttribute('aria-label')) ?? '';
  const control = label.split(' ')[0] ?? '';
  await cell.click();
  await expect(page.getByTestId('explanation')).toContainText(control);
  await page.getByTestId('override').click();
  await expect(page.getByTestId('override-save')).toBeDisabled();
  await expect(page.getByTestId('override-to').getByRole('radio', { checked: true })).toHaveCount(0);
  await page.getByTestId('override-to-fail').click();
  await page.getByTestId('override-reason').fill('The vendor confirmed the weakness in writing.');
  await page.getByTestId('override-save').click();
  await expect(page.getByTestId('explanation').getByRole('heading', { level: 2 })).toHaveText('Fail');
  await expect(page.getByText('The assessor concludes: Fail.')).toBeVisible();
  const unit = page.getByTestId('verdict-unit').first();
  const name = (await unit.innerText()).trim().split(/\s/)[0] ?? '';
  await unit.click();
  await expect(page.getByTestId('unit-detail')).toContainText(name);
});

test('the history verifies with a plain answer', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await page.keyboard.press('Alt+h');
  await page.getByTestId('ledger-verify').click();
  await expect(page.getByTestId('ledger-answer')).toHaveAttribute('data-sound', 'true');
  await expect(page.getByTestId('ledger-answer')).toContainText('fit together');
});

test('narrow windows: the left pane folds, the detail slides over', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.setViewportSize({ width: 1024, height: 640 });
  const groups = page.getByRole('complementary', { name: 'Groups and filters' });
  await expect(groups).toBeHidden();
  await page.getByRole('button', { name: 'Groups and filters' }).click();
  await expect(groups).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(groups).toBeHidden();
  await expect(checklist.detail).toBeVisible();
  await page.setViewportSize({ width: 700, height: 640 });
  await expect(checklist.detail).toBeHidden();
  await checklist.rows.first().click();
  await expect(checklist.detail).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(checklist.detail).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700);
});
