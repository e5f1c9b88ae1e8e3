//! The manager's look: open the app, see whether a release may ship and why not, follow a number, decide, and see that a
//! later statement makes the decision outdated.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, startBridge, test } from './assay';
import { sound } from './axe';

async function openBoard(page: Page) {
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board')).toBeVisible();
}

const wallet = (page: Page) => page.getByTestId('board-release').filter({ hasText: 'Harbour Wallet 4.2.0' });

test("the manager's look: why not, which, decide, outdated", async ({ page, bridge }) => {
  // It walks through every row that a number counts.
  test.slow();
  await openExample(page, bridge);
  await openBoard(page);
  await expect(page.getByTestId('board-summary')).toContainText('The one release may not ship yet.');
  const release = wallet(page);
  await expect(release.getByTestId('board-sentence')).toContainText('Not ready:');
  await expect(release.getByTestId('outdated')).toBeVisible();

  // A number leads to what it counts.
  const number = release.locator('[data-testid="reason"][data-reason="control_fails"]').first();
  const count = Number(/(\d+)/.exec((await number.textContent()) ?? '')?.[1]);
  await number.click();
  await expect(page.getByTestId('verdict-row')).toHaveCount(count);
  await expect(page.getByTestId('verdicts-narrowed')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('board')).toBeVisible();
  const untested = wallet(page).locator('[data-testid="reason"][data-reason="undecided"]').first();
  const open = Number(/(\d+)/.exec((await untested.textContent()) ?? '')?.[1]);
  await untested.click();
  const checklist = new ChecklistPage(page);
  await expect(checklist.rows.first()).toBeVisible();
  const labels = new Set<string>();
  await checklist.list.focus();
  for (let at = 0; at < open + 5; at += 1) {
    labels.add(await checklist.unit());
    await page.keyboard.press('j');
  }
  expect(labels.size, 'each untested unit of that number, and no other').toBe(open);

  // A decision over a closed gate needs a reason.
  await openBoard(page);
  await wallet(page).getByTestId('decide').click();
  const form = page.getByTestId('decision-form');
  await expect(form.getByTestId('decision-sentence')).toContainText('Not ready:');
  await expect(form.getByRole('radio', { name: 'Hold' }), 'where one goes on').toBeFocused();
  await form.getByText('Conditional', { exact: true }).click();
  // What is missing is told at its field, and goes as it is filled in.
  await page.getByTestId('decision-save').click();
  await expect(form.getByTestId('decision-role')).toBeFocused();
  await expect(form.locator('[aria-invalid]')).toHaveCount(3);
  await form.getByTestId('decision-role').fill('Release manager');
  await expect(form.locator('[aria-invalid]')).toHaveCount(2);
  await form.getByTestId('decision-reason').fill('Known, and behind a switch.');
  await form.getByTestId('decision-conditions').fill('Fixed in 4.2.1.');
  await page.getByTestId('decision-save').click();
  const line = wallet(page).getByTestId('board-decision');
  await expect(line).toContainText('Conditional');
  await expect(line).toContainText('over a closed gate');
  await expect(line).toContainText('Release manager');
  await expect(wallet(page).getByTestId('decision-words')).toContainText('Fixed in 4.2.1.');
  await expect(page.getByTestId('board-summary')).toContainText('decided to ship over');
  await expect(wallet(page).getByTestId('outdated')).toHaveCount(0);

  // A later statement makes it outdated, visibly.
  await checklist.open();
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Filter the checklist' }).fill('MASTG-TEST state:untested');
  await checklist.list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('i');
  // The answer may still be on its way when the board is read.
  await expect(async () => {
    await page.keyboard.press('Alt+a');
    await openBoard(page);
    await expect(wallet(page).getByTestId('outdated')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await wallet(page).getByTestId('decide').click();
  await expect(page.getByTestId('decision-record').first()).toContainText('bears on it');
});

test('due dates, sorting, filtering, earlier releases', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  await wallet(page).getByTestId('due-set').click();
  await page.getByTestId('due-day').fill('2020-01-31');
  await expect(page.getByText('That day is over')).toBeVisible();
  await page.getByTestId('due-save').click();
  await expect(wallet(page)).toContainText('late');
  // Taking the date away can be taken back.
  await wallet(page).getByTestId('due-set').click();
  await page.getByTestId('due-remove').click();
  await expect(wallet(page)).toContainText('No due date');
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
  await expect(wallet(page)).toContainText('late');
  await expect(page.getByTestId('board-summary')).toContainText('One release is late');
  await page.getByTestId('board-all').check();
  await expect(page.getByTestId('board-release')).toHaveCount(2);
  await page.getByTestId('board-filter').fill('4.1');
  await expect(page.getByTestId('board-release')).toHaveCount(1);
  await page.getByTestId('board-filter').fill('nothing like it');
  await expect(page.getByText('No release matches.')).toBeVisible();
  await page.getByTestId('board-filter').fill('');
  await page.getByTestId('board-sort').selectOption('readiness');
  await expect(page.getByTestId('board-release')).toHaveCount(2);
  // Whoever comes back finds the board as they left it, another day too.
  await page.keyboard.press('Alt+h');
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board-release')).toHaveCount(2);
  await openExample(page, bridge);
  await openBoard(page);
  await expect(page.getByTestId('board-all')).toBeChecked();
  await page.getByTestId('board-all').uncheck();
  await expect(page.getByTestId('board-release')).toHaveCount(1);
});

test('under the columns of a trend stands which build each is, and counts look like what they are: links', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  await openBoard(page);
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    for (const line of await wallet(page).getByTestId('board-platform').all()) {
      const labels = line.getByTestId('trend-label');
      await expect(labels.first()).toHaveText(/^\d+/);
      const boxes = await Promise.all((await labels.all()).map((label) => label.boundingBox()));
      boxes.forEach((box, at) => {
        const next = boxes[at + 1];
        if (next) expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(next.x);
      });
      const since = await line.locator('.trend').evaluate((one) => one.scrollWidth - one.clientWidth);
      expect(since).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  const count = wallet(page).getByTestId('board-verdict').first().locator('.link');
  await expect(count).toHaveCSS('text-decoration-line', 'underline');
});

test('the board as a PDF of one page', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  await page.getByTestId('board-pdf').click();
  const file = join(bridge.dir, 'board.pdf');
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
  await expect(page.getByText('The board was saved as a PDF of one page.')).toBeVisible({ timeout: 60_000 });
  expect(existsSync(file) && statSync(file).size > 5_000).toBe(true);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
});

test('axe finds nothing on the board, in both themes, with and without releases', async ({ page, bridge }) => {
  await openExample(page, bridge);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await openBoard(page);
    await page.getByTestId('board-all').check();
    await expect(page.getByTestId('board-release')).toHaveCount(2);
    await sound(page, `board, ${colorScheme}`);
    await wallet(page).getByTestId('decide').click();
    await expect(page.getByTestId('decision-form')).toBeVisible();
    await sound(page, `decision, ${colorScheme}`);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  }
  await page.getByTestId('board-all').uncheck();
  const empty = await startBridge();
  try {
    await page.goto(empty.url);
    await page.getByTestId('identity-name').fill('Ada');
    await page.getByTestId('identity-email').fill('ada@example.org');
    await page.getByTestId('identity-save').click();
    await page.getByTestId('workspace-new').click();
    await page.getByTestId('workspace-name').fill('Empty');
    await page.getByTestId('workspace-dir').fill(`${empty.dir}/empty`);
    await page.getByTestId('workspace-create').click();
    await expect(page.getByText('No apps yet')).toBeVisible();
    await page.keyboard.press('Alt+b');
    await expect(page.getByText('Nothing to decide on yet')).toBeVisible();
    await sound(page, 'empty board');
  } finally {
    empty.stop();
  }
});
