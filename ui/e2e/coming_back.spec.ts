//! What one comes back to: the filter and the cursor as they were left, a comment that was read, and something that has the
//! focus once what was looked at is gone.

import { alone, ChecklistPage, expect, openExample } from './assay';
import { sound } from './axe';

/** Something is withdrawn here. */
const test = alone();

test.beforeEach(async ({ page, bridge }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExample(page, bridge);
});

test('who comes back to a checklist finds it as it was left, not as it was entered', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await page.keyboard.press('Alt+a');
  const own = page.getByTestId('assessment').filter({ hasText: 'L2+R+P' }).last();
  await own
    .getByRole('button', { name: /\d+ failed/ })
    .first()
    .click();
  await expect(checklist.rows.first()).toHaveAttribute('data-result', 'fail');
  const failed = await checklist.rows.count();
  await checklist.list.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => checklist.rows.count()).toBeGreaterThan(failed);
  await page.keyboard.press('Home');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  const unit = await checklist.unit();

  await page.keyboard.press('2');
  await expect(checklist.list).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeVisible();
  expect(await checklist.unit()).toBe(unit);
  expect(await checklist.rows.count()).toBeGreaterThan(failed);
});

test('who opens it another day finds the filter and the row as they were left', async ({ page, bridge }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('/');
  await page.keyboard.type('type:static');
  await page.keyboard.press('Enter');
  await page.getByTestId('filter-state-untested').click();
  await checklist.list.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  const unit = await checklist.unit();
  const rows = await checklist.list.getAttribute('aria-rowcount');

  await page.goto('about:blank');
  await page.goto(bridge.url);
  await expect(checklist.list).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Filter the checklist' })).toHaveValue('type:static');
  await expect(page.getByTestId('filter-state-untested')).toHaveAttribute('aria-pressed', 'true');
  expect(await checklist.list.getAttribute('aria-rowcount')).toBe(rows);
  expect(await checklist.unit()).toBe(unit);
});

test('a comment that mentions somebody is where the focus is, once', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await page.keyboard.press('Control+,');
  await page.getByTestId('person-add').click();
  await page.getByTestId('person-name').fill('Jo Park');
  await page.getByTestId('person-email').fill('jo@example.org');
  await page.getByTestId('person-save').click();
  await expect(page.getByTestId('person').filter({ hasText: 'Jo Park' })).toBeVisible();
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('c');
  await page.keyboard.type('@Jo Park, is this ours?');
  await page.keyboard.press('Control+Enter');
  await expect(checklist.detail.getByTestId('comment').filter({ hasText: 'is this ours?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');

  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('Work as Jo Park');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toHaveCount(0);
  const toMention = async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('mention');
    await page.keyboard.press('Enter');
    await page.getByTestId('mention').filter({ hasText: 'is this ours?' }).getByRole('button').first().click();
  };
  // What is read lies on the pile no more: kept there, so that it can be opened twice.
  await page.route(/mentions_read$/, (route) =>
    route.fulfill({ contentType: 'application/x-ndjson; json', body: `${JSON.stringify({ result: null })}\n` }),
  );
  await toMention();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  const shown = checklist.detail.locator('[aria-current="true"][data-testid="comment"]');
  await expect(shown).toContainText('is this ours?');
  await expect(shown).toBeFocused();
  await sound(page, 'a comment that somebody came for');

  // Opened again it is shown again.
  await checklist.detail.getByRole('tab', { name: /^Procedure|^Requirement/ }).click();
  await expect(shown).toHaveCount(0);
  await toMention();
  await expect(shown).toBeFocused();

  // Whoever goes on and comes back by themselves does not come for the comment.
  await checklist.detail.getByRole('tab', { name: /^Procedure|^Requirement/ }).click();
  await checklist.list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(checklist.detail).not.toHaveAttribute('data-unit', unit);
  await page.keyboard.press('ArrowUp');
  await checklist.shown();
  await expect(checklist.detail.getByRole('tab', { selected: true })).toHaveText(/Procedure|Requirement/);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('Work as Mira');
  await page.keyboard.press('Enter');
});

test('what was withdrawn leaves the focus beside it, and nothing leads back to it', async ({ page }) => {
  await page.keyboard.press('Alt+a');
  await page.getByTestId('build-new').first().click();
  await page.getByTestId('build-version-code').fill('9998');
  await page.getByTestId('build-save').click();
  const wrong = page.locator('.build').filter({ hasText: '9998' });
  await wrong.getByTestId('build-withdraw').click();
  await page.getByTestId('build-withdraw-reason').fill('The wrong file.');
  await page.getByTestId('build-withdraw-save').click();
  await expect(wrong).toHaveCount(0);
  await expect(page.getByTestId('build-new').first()).toBeFocused();

  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('assessment-open').click();
  await expect(page.getByTestId('checklist')).toBeVisible();
  await page.keyboard.press('Alt+a');
  const rows = page.getByTestId('assessment');
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await rows
    .filter({ hasNotText: 'L2+R+P' })
    .filter({ has: page.getByText('0 % decided') })
    .first()
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Withdraw' }).click();
  await page.getByTestId('assessment-withdraw-reason').fill('The wrong level.');
  await page.getByTestId('assessment-withdraw-save').click();
  await expect(rows).toHaveCount(before - 1);
  await expect(page.getByTestId('assessment-new').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'This assessment is not here' })).toHaveCount(0);
  await expect(rows.first()).toBeVisible();
});
