//! What the desk gained last: permissions of builds, withdrawing a wrong one, who approves a waiver, what a retest rests on,
//! stopping a search; and every dialog of review and board, as axe and assistive technology see it.

import type { Page } from '@playwright/test';
import { alone, ChecklistPage, expect, openExample, openFinding } from './assay';
import { sound } from './axe';

/** Builds are added and withdrawn here. */
const test = alone();

async function closed(page: Page) {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

test.beforeEach(async ({ page, bridge }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExample(page, bridge);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`dialogs of review and board are sound, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const checklist = new ChecklistPage(page);
    await checklist.open();
    await page.keyboard.press('Home');
    await page.getByTestId('review-assign').click();
    await expect(page.getByTestId('assign-who')).toBeVisible();
    await sound(page, 'assigning');
    await closed(page);
    await page.getByTestId('queue-to_review').click();
    await checklist.rows.first().click();
    await page.getByTestId('review-return').click();
    await expect(page.getByTestId('return-comment')).toBeVisible();
    await sound(page, 'returning');
    await closed(page);
    await page.keyboard.press('Alt+a');
    await page.getByTestId('remarks-open').first().click();
    await expect(page.getByTestId('remarks')).toBeVisible();
    await sound(page, 'comments on a build');
    await closed(page);
    await page.getByTestId('build-new').first().click();
    await expect(page.getByTestId('build-artefact')).toBeVisible();
    await page.getByText('Package, commit, certificate, permissions').click();
    await sound(page, 'a new build');
    await closed(page);
    await page.keyboard.press('Alt+b');
    await page.getByTestId('due-set').first().click();
    await expect(page.getByTestId('due-day')).toBeVisible();
    await sound(page, 'a due date');
    await closed(page);
    const what = page.getByRole('button', { name: /by what/ }).first();
    if (await what.isVisible()) {
      await what.click();
      await expect(page.getByTestId('later')).toBeVisible();
      await sound(page, 'what came later');
      await closed(page);
    }
  });
}

test('apps are in the top bar, at any width', async ({ page }) => {
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 640 });
    await page.keyboard.press('Alt+b');
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: 'Apps' }).click();
    await expect(page.getByTestId('app').first()).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${width}`).toBeLessThanOrEqual(0);
  }
});

test('titles of the checklist are readable in a narrow window', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  const titles = checklist.rows.locator('.title');
  await expect(titles.first()).toBeVisible();
  const widths = await titles.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  expect(widths.length).toBeGreaterThan(8);
  expect(Math.min(...widths)).toBeGreaterThan(120);
});

test('what two builds ask of the system is compared', async ({ page }) => {
  await page.keyboard.press('Alt+a');
  await page.getByTestId('builds-compare').last().click();
  await expect(page.getByTestId('builds')).toBeVisible();
  const names = await page.getByTestId('builds-to').locator('option').allInnerTexts();
  await page.getByTestId('builds-to').selectOption({ index: names.findIndex((name) => name.includes('4211')) });
  const from = await page.getByTestId('builds-from').locator('option').allInnerTexts();
  await page.getByTestId('builds-from').selectOption({ index: from.findIndex((name) => name.includes('4102')) });
  const row = page.getByTestId('builds-permission');
  await expect(row.filter({ hasText: 'android.permission.NFC' })).toHaveAttribute('data-change', 'added');
  const gone = row.filter({ hasText: 'android.permission.READ_EXTERNAL_STORAGE' });
  await expect(gone).toHaveAttribute('data-change', 'removed');
  await expect(row.filter({ hasText: 'android.permission.CAMERA' })).toHaveCount(0);
  await sound(page, 'permissions');
  await page.getByTestId('builds-changed').uncheck();
  await expect(row.filter({ hasText: 'android.permission.CAMERA' })).toHaveAttribute('data-change', 'kept');
});

test('a wrong build is withdrawn; one that something rests on says what', async ({ page }) => {
  await page.keyboard.press('Alt+a');
  await page.getByTestId('build-new').first().click();
  await page.getByTestId('build-version-code').fill('9999');
  await page.getByTestId('build-save').click();
  const wrong = page.locator('.build').filter({ hasText: '9999' });
  await expect(wrong).toBeVisible();
  await wrong.getByTestId('build-withdraw').click();
  await sound(page, 'withdrawing a build');
  await page.getByTestId('build-withdraw-reason').fill('The wrong file.');
  await page.getByTestId('build-withdraw-save').click();
  await expect(wrong).toHaveCount(0);
  await page.locator('.build').filter({ hasText: '4211' }).getByTestId('build-withdraw').click();
  await page.getByTestId('build-withdraw-reason').fill('Wrong.');
  await page.getByTestId('build-withdraw-save').click();
  await expect(page.getByTestId('build-withdraw-form')).toContainText(/answers \(\d+\)/);
  await sound(page, 'a build that is held');
  await closed(page);
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('ledger-entry').first()).toContainText('Build withdrawn');
});

test('an assessment that was opened by mistake is withdrawn from its menu', async ({ page }) => {
  await page.keyboard.press('Alt+a');
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('assessment-open').click();
  await expect(page.getByTestId('checklist')).toBeVisible();
  await page.keyboard.press('Alt+a');
  const rows = page.getByTestId('assessment');
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  const wrong = rows
    .filter({ hasNotText: 'L2+R+P' })
    .filter({ has: page.getByText('0 % decided') })
    .first();
  await wrong.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Withdraw' }).click();
  await page.getByTestId('assessment-withdraw-reason').fill('The wrong level.');
  await sound(page, 'withdrawing an assessment');
  await page.getByTestId('assessment-withdraw-save').click();
  await expect(rows).toHaveCount(before - 1);
  await closed(page);
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('ledger-entry').first()).toContainText('Assessment withdrawn');
});

test('a waiver says who its approver is, and who sees to its conditions; a retest rests on a result', async ({
  page,
}) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('3');
  await openFinding(page, 'session token');
  const finding = page.getByTestId('finding');
  await expect(finding).toBeVisible();
  await page.getByTestId('finding-waive').click();
  const who = page.getByTestId('waiver-who');
  await expect(who).toContainText('A member of this workspace, or');
  await page.getByTestId('waiver-approver').fill('mira KOVAČ');
  await expect(who).toHaveText('Mira Kovač is a member of this workspace.');
  await page.getByTestId('waiver-approver').fill('Dr. Nobody');
  await expect(who).toContainText('Dr. Nobody is not a member of this workspace. The waiver will say so.');
  await page.getByTestId('waiver-role').fill('CISO');
  await page.getByTestId('waiver-reason').fill('A pilot.');
  await expect(page.getByTestId('waiver-conditions-by')).toHaveCount(0);
  await page.getByTestId('waiver-form').getByTestId('waiver-conditions').fill('Below 200 users.');
  await page.getByTestId('waiver-conditions-by').fill('Ines Aalto');
  await page.getByTestId('waiver-conditions-due').fill('2099-06-01');
  await page.getByTestId('waiver-until').fill('2099-12-31');
  await sound(page, 'a waiver with conditions');
  await page.getByTestId('waiver-save').click();
  const waiver = finding.getByTestId('waiver').first();
  await expect(waiver).toContainText('not a member of this workspace');
  await expect(waiver.getByTestId('waiver-conditions')).toContainText(/Below 200 users\.\s*\(Ines Aalto, until .*2099/);

  await page.getByTestId('finding-retest').click();
  const basis = page.getByTestId('retest-basis');
  await expect(basis, 'the newest result before there is an outcome').not.toHaveValue('');
  await page.getByTestId('retest-outcome-still_there').click();
  await expect(basis.locator('option:checked'), 'what was last stated of its test').toContainText(': Fail');
  const index = (await basis.locator('option').allInnerTexts()).findIndex((text) => /MAS.*: Fail/.test(text));
  expect(index).toBeGreaterThan(0);
  await basis.selectOption({ index });
  await page.getByTestId('retest-note').fill('Tried again: still there.');
  await sound(page, 'a retest with a basis');
  await page.getByTestId('retest-save').click();
  await expect(finding).toContainText('The retest rests on a result of this build.');
  // The place is remembered: the next test begins among the apps.
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('app').first()).toBeVisible();
});

test('a long search says that it is under way, and is stopped', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['one\ntwo\nthree'], 'long.log', { type: 'text/plain' }));
    const target = document.querySelector('[data-testid="checklist"]')!;
    target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await page.getByTestId('evidence-item').filter({ hasText: 'long.log' }).getByRole('button').first().click();
  await expect(page.getByTestId('text-said')).toHaveText('3 lines');
  // How long a search takes is not left to chance: it is held until somebody stops it.
  let stopped = () => {};
  const stop = new Promise<void>((done) => (stopped = done));
  await page.route(/task_cancel$/, async (route) => {
    stopped();
    await route.continue();
  });
  await page.route(/evidence_find$/, async (route) => {
    await stop;
    const error = { code: 'cancelled', message: 'It was stopped.', next_step: 'Nothing was changed.' };
    await route.fulfill({ contentType: 'application/x-ndjson; json', body: `${JSON.stringify({ error })}\n` });
  });
  await page.getByTestId('text-find').fill('three');
  await page.keyboard.press('Enter');
  const task = page.getByTestId('text-task');
  await expect(task.getByRole('progressbar')).toBeVisible();
  await sound(page, 'a search under way');
  await task.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByTestId('text-said')).toHaveText('The search was stopped.');
  await expect(task).toHaveCount(0);
  await page.unroute(/evidence_find$/);
  await page.getByTestId('text-find').press('Enter');
  await expect(page.getByTestId('text-said')).toHaveText('Line 3 of 3');
});

test('a link is looked at, commented on, and opened after asking', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.getByRole('button', { name: 'Add a note, link or commit' }).click();
  await page.getByRole('menuitem', { name: 'Link' }).click();
  const address = 'https://example.org/ticket/77';
  await page.getByLabel('Link', { exact: true }).fill(address);
  await page.getByRole('button', { name: 'Attach' }).click();
  await checklist.detail.getByTestId('evidence-item').filter({ hasText: address }).getByRole('button').first().click();
  const viewer = page.getByTestId('evidence-viewer');
  await expect(viewer).toContainText(address);
  await viewer.getByTestId('remark-text').fill('Which of the two hosts is meant?');
  await viewer.getByTestId('remark-text').press('Control+Enter');
  await expect(viewer.getByTestId('remark')).toContainText('Which of the two hosts is meant?');
  await sound(page, 'a link');
  await viewer.getByTestId('evidence-open-link').click();
  await expect(page.getByText('This address opens in your browser:')).toBeVisible();
});
