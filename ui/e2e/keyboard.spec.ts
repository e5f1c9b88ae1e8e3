//! The checklist by keyboard alone.

import { expect, test } from './assay';

test('a result is set by one key, stays in place, and the cursor goes on to the next untested', async ({
  page,
  checklist,
}) => {
  await checklist.onlyUntestedTests();
  const first = await checklist.unit();
  const before = await checklist.rows.first().getAttribute('data-unit');
  await page.keyboard.press('p');
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'pass');
  expect(await checklist.unit()).not.toBe(first);
  expect(await checklist.rows.first().getAttribute('data-unit')).toBe(before);

  const second = await checklist.unit();
  await page.keyboard.press('f');
  await expect(checklist.row(second)).toHaveAttribute('data-result', 'fail');

  await page.keyboard.press('u');
  await expect(checklist.row(second)).toHaveAttribute('data-result', 'untested');
  await expect(page.getByTestId('toast').first()).toBeVisible();
  expect(await checklist.unit()).toBe(second);
});

test('not applicable asks for a justification, Enter states it', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('n');
  await expect(page.getByTestId('justification')).toBeFocused();
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  await page.keyboard.type('The app has no such component');
  await page.keyboard.press('Enter');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'not_applicable');
  await expect(checklist.list).toBeFocused();
  await page.keyboard.press('u');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
});

test('a direct assessment asks for its method, Escape leaves it', async ({ page, checklist }) => {
  await page.getByRole('button', { name: /^direct \d/ }).click();
  await page.getByRole('button', { name: /^Untested \d/ }).click();
  await checklist.list.focus();
  await page.keyboard.press('Home');
  const unit = await checklist.unit();
  await page.keyboard.press('p');
  await expect(page.getByTestId('method')).toBeFocused();
  await expect(page.getByText('the note comes next, and sets Pass.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeFocused();
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  await page.keyboard.press('p');
  await page.keyboard.type('Read the code with the developers');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note')).toBeFocused();
  await page.keyboard.type('Every sensitive action asks again.');
  await page.keyboard.press('Enter');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
  await page.keyboard.press('u');
});

test('a note goes with the result, and survives as a draft', async ({ page, bridge, checklist }) => {
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note')).toBeFocused();
  await page.keyboard.type('The token is in the log.');
  await expect(page.getByText('Kept as a draft')).toBeVisible();
  await page.goto(bridge.url);
  await checklist.open();
  await checklist.onlyUntestedTests();
  expect(await checklist.unit()).toBe(unit);
  await expect(page.getByTestId('note')).toHaveValue('The token is in the log.');
  await page.keyboard.press('f');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'fail');
  await page.keyboard.press('k');
  await checklist.row(unit).click();
  await expect(page.getByTestId('note')).toHaveValue('The token is in the log.');
  await expect(page.getByText('Fail by Mira Kovač')).toBeVisible();
});

test('one result for several at once', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  const units: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    units.push(await checklist.unit());
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  await expect(page.getByTestId('bulk').getByRole('heading', { level: 2 })).toHaveText('3 units selected');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Same library, same answer.');
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeFocused();
  await expect(page.getByTestId('bulk')).toBeVisible();
  await page.keyboard.press('i');
  for (const unit of units) await expect(checklist.row(unit)).toHaveAttribute('data-result', 'inconclusive');
  await expect(page.getByTestId('bulk')).toBeHidden();
});

test('filter, palette, help and tabs by key; Escape goes one step back', async ({ page, checklist }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('no such thing at all');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(checklist.rows.first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('verdicts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Verdicts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeVisible();
});

test('Escape leads to the checklist from its other tabs, and not out of it', async ({ page, checklist }) => {
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Alt+a');
  await checklist.open();
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Verdicts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(checklist.rows.first()).toBeVisible();
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Escape');
  await expect(page.getByTestId('tab-checklist')).toHaveAttribute('aria-current', 'page');
  await expect(checklist.list).toBeVisible();
});

test('the filter stays while one is elsewhere, however one came and comes back', async ({ page, checklist }) => {
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('pinning');
  const unit = page.getByTestId('palette-entry').filter({ has: page.getByText('Unit', { exact: true }) });
  await unit.first().click();
  await expect(checklist.list).toBeVisible();
  // It hides the unit that was come for.
  const filter = page.getByRole('searchbox', { name: 'Filter the checklist' });
  await filter.fill('0394');
  await expect(checklist.rows).toHaveCount(1);
  await checklist.list.focus();
  await page.keyboard.press('3');
  await expect(page.getByTestId('finding-row').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(filter).toHaveValue('0394');
  await page.keyboard.press('Alt+b');
  await checklist.open();
  await expect(filter).toHaveValue('0394');
  await expect(checklist.rows).toHaveCount(1);
  await page.keyboard.press('Escape');
});

test('words without a result are kept, and what is missing is said', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  await page.keyboard.press('End');
  const unit = await checklist.unit();
  await page.keyboard.press('t');
  await page.keyboard.press('Escape');
  await page.keyboard.type('Seen on a Pixel 8.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('toast').last()).toContainText('there is no result yet');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  await expect(page.getByTestId('note')).toBeFocused();
  await page.getByTestId('note').fill('');
});

test('the keys of the help scroll it at once', async ({ page, checklist }) => {
  await expect(checklist.rows.first()).toBeVisible();
  await page.keyboard.press('?');
  const body = page.getByRole('dialog', { name: 'Keys' }).locator('.body');
  await expect(body).toBeVisible();
  const top = () => body.evaluate((one) => one.scrollTop);
  await page.keyboard.press('PageDown');
  await expect.poll(top).toBeGreaterThan(100);
  await page.keyboard.press('Home');
  await expect.poll(top).toBe(0);
});

test('after another screen, the detail and the keys still follow the cursor', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Verdicts' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(checklist.list).toBeVisible();
  await checklist.list.focus();
  await page.keyboard.press('j');
  const unit = await checklist.unit();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await page.keyboard.press('p');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
  await page.keyboard.press('u');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
});

test('brackets switch the build', async ({ page, checklist }) => {
  const where = page.getByRole('navigation', { name: 'Where you are' });
  const before = await where.innerText();
  await page.keyboard.press(']');
  await expect(where).not.toHaveText(before);
  await expect(checklist.rows.first()).toBeVisible();
  await page.keyboard.press('[');
  await expect.poll(() => where.innerText()).toBe(before);
});

test('single letters can be turned off', async ({ page, checklist }) => {
  await page.keyboard.press('Control+,');
  await page.getByTestId('letter-keys').uncheck();
  await page.keyboard.press('Escape');
  await checklist.open();
  await checklist.list.focus();
  await page.keyboard.press('Home');
  const unit = await checklist.unit();
  const before = await checklist.row(unit).getAttribute('data-result');
  await page.keyboard.press('ArrowDown');
  expect(await checklist.unit()).not.toBe(unit);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('f');
  await page.keyboard.press('p');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', before ?? '');
  // The foot names the key that works, and it works from a field too.
  await expect(page.locator('.hints')).toContainText('F1');
  await page.getByRole('searchbox', { name: 'Filter the checklist' }).focus();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toContainText('Single letters are turned off');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  // The next test opens a new window of the same user.
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/settings_set'));
  await page.getByTestId('letter-keys').check();
  await kept;
});

test('keys that are typed while the rows of another build are on their way are theirs', async ({ page, checklist }) => {
  let set = 0;
  page.on('request', (request) => (set += request.url().endsWith('/api/result_set') ? 1 : 0));
  // The page begins anew, so that no rows are kept, and those of another build take their time.
  await page.reload();
  await expect(checklist.rows.first()).toBeVisible();
  let wait = Promise.resolve();
  let release: () => void = () => undefined;
  const slow = () => (wait = new Promise<void>((resolve) => (release = resolve)));
  await page.route('**/api/checklist_show', async (route) => {
    await wait;
    await route.continue();
  });
  slow();
  await page.keyboard.press(']');
  await expect(checklist.rows).toHaveCount(0);
  await page.keyboard.type('/MASVS-2 p');
  await page.keyboard.press('Backspace');
  await expect(checklist.rows).toHaveCount(0);
  release();
  const filter = page.getByRole('searchbox', { name: 'Filter the checklist' });
  await expect(filter).toHaveValue('MASVS-2 ');
  await expect(filter).toBeFocused();
  await expect(page.getByTestId('tab-checklist')).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // Whoever leaves meanwhile leaves the keys behind.
  slow();
  await page.keyboard.press(']');
  await expect(checklist.rows).toHaveCount(0);
  await page.keyboard.type('p2');
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board')).toBeVisible();
  release();
  await page.keyboard.press('Alt+a');
  await checklist.open();
  expect(set).toBe(0);
});
