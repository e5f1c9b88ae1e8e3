//! What is said to somebody who has gone on, and to a second window: errors go with their screen, unless something was not
//! saved; a build that was withdrawn elsewhere says so and leads on.

import { alone, ChecklistPage, expect, openExample } from './assay';
import { sound } from './axe';

const test = alone();

test('an error goes with the screen that it was about; what was not saved stays', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  const refuse = (message: string) => ({
    status: 200,
    contentType: 'application/x-ndjson+json',
    body: `${JSON.stringify({ error: { code: 'disk.full', message, next_step: 'Make room.' } })}\n`,
  });
  await page.route('**/api/undo', (route) => route.fulfill(refuse('Nothing could be undone.')));
  await page.route('**/api/result_set', (route) => route.fulfill(refuse('The answer could not be written.')));
  const error = page.getByTestId('error');
  await page.keyboard.press('u');
  await expect(error).toContainText('Nothing could be undone.');
  await page.keyboard.press('j');
  await expect(error).toBeVisible();
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board')).toBeVisible();
  await expect(error).toHaveCount(0);

  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.keyboard.press('p');
  await expect(error).toContainText('The answer could not be written.');
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board')).toBeVisible();
  await expect(error).toContainText('The answer could not be written.');
});

test('a build that was withdrawn in another window says so and leads on', async ({ page, bridge, context }) => {
  await openExample(page, bridge);
  await page.keyboard.press('Alt+a');
  await page.getByTestId('build-new').first().click();
  await page.getByTestId('build-version-code').fill('9999');
  await page.getByTestId('build-save').click();
  await expect(page.locator('.build').filter({ hasText: '9999' })).toBeVisible();
  const checklist = new ChecklistPage(page);
  await checklist.open();
  const named = page.getByRole('button', { name: /^Build .*9999/ });
  for (let turns = 0; turns < 6 && !(await named.isVisible()); turns += 1) {
    await page.keyboard.press(']');
    await expect(checklist.rows.first()).toBeVisible();
  }
  await expect(named).toBeVisible();

  const second = await context.newPage();
  await second.goto(bridge.url);
  await expect(second.locator('main')).toBeVisible();
  await second.keyboard.press('Alt+a');
  const wrong = second.locator('.build').filter({ hasText: '9999' });
  await wrong.getByTestId('build-withdraw').click();
  await second.getByTestId('build-withdraw-reason').fill('The wrong file.');
  await second.getByTestId('build-withdraw-save').click();
  await expect(wrong).toHaveCount(0);
  await second.close();

  await expect(page.getByRole('heading', { name: 'This build was withdrawn' })).toBeVisible({ timeout: 15_000 });
  await expect(checklist.rows).toHaveCount(0);
  await sound(page, 'a build that was withdrawn');
  // Nothing is stated by a key of the list that was there a moment ago.
  await page.keyboard.press('p');
  await page.getByTestId('build-instead').click();
  await expect(checklist.rows.first()).toBeVisible();
  await expect(named).toHaveCount(0);
});
