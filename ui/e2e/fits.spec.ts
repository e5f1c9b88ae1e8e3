//! Lists, panes and bars in a small window: nothing is cut or covered, and facts and names are whole.

import type { Locator } from '@playwright/test';
import { ChecklistPage, expect } from './assay';
import { small, uncovered } from './sight';

const test = small();

test('the name of a workspace is whole where the bar is empty', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Alt+a');
  const name = page.locator('.crumbs .truncate');
  await expect(name).toHaveCount(1);
  await name.evaluate((one) => (one.textContent = 'Reviews of the savings banks of the north, 2026'));
  expect(await name.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
});

test('owner and age of a finding, and code in titles of evidence, are there in a narrow window', async ({ page }) => {
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  const row = page.getByTestId('finding-row').filter({ hasText: 'session token' });
  await expect(row.getByText(/Ines Aalto · /)).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.locator('main code', { hasText: 'kSecAttrAccessible' }).first()).toBeVisible();
  await expect(page.locator('main table')).not.toContainText('`');
});

test('what is said in passing covers no button and no field, and the row under the cursor stays in sight', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  for (const [width, height] of [
    [1024, 640],
    [780, 640],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await checklist.list.focus();
    // At the lower edge, where a row would go out of sight.
    for (let down = 0; down < 12; down += 1) await page.keyboard.press('j');
    const unit = await checklist.unit();
    await page.keyboard.press('p');
    await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
    await page.keyboard.press('u');
    await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
    expect(await checklist.unit()).toBe(unit);
    const said = page.getByTestId('toast').last();
    await said.hover();
    await expect.poll(() => uncovered(checklist.row(unit)), { message: `the row at ${width}` }).toBe(true);
    if (!(await checklist.detail.isVisible())) {
      await checklist.row(unit).click();
      await said.hover();
    }
    await expect(checklist.detail).toBeVisible();
    const end = await said.evaluate((one) => one.getBoundingClientRect().top);
    for (const part of [checklist.list, checklist.detail, page.getByTestId('progress')]) {
      const { y, height: of } = (await part.boundingBox()) ?? { y: 0, height: Infinity };
      expect(y + of, `under what is said at ${width} by ${height}`).toBeLessThanOrEqual(end);
    }
  }
});

test('what was stated after a decision is whole at twice the size', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press('Alt+b');
  await page.getByTestId('outdated-by').first().click();
  const table = page.getByTestId('later').getByRole('table');
  await expect(table.getByTestId('ledger-entry').first()).toBeVisible();
  const beyond = (one: Locator) =>
    one.evaluate((element) => (element.parentElement?.clientWidth ?? 0) - element.getBoundingClientRect().width);
  expect(await beyond(table)).toBeGreaterThanOrEqual(0);
});

test('in a narrow window a page of the standards lies over the test that leads to it, and gives it back', async ({
  page,
}) => {
  await page.setViewportSize({ width: 780, height: 640 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.rows.first().click();
  const link = checklist.detail.locator('.facts .link').first();
  await link.focus();
  await page.keyboard.press('Enter');
  const reference = page.getByTestId('reference');
  await expect(reference.locator('h2')).toBeVisible();
  await expect.poll(() => uncovered(reference)).toBe(true);
  await expect.poll(() => uncovered(reference.locator('h2'))).toBe(true);
  await expect(reference.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(reference).toHaveCount(0);
  await expect(link).toBeFocused();
  await expect.poll(() => uncovered(link)).toBe(true);
});

test('at twice the size the lists of a profile have room', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press('Alt+p');
  await page.locator('[data-testid="profile-entry"][data-profile="healthcare"]').click();
  for (const [name, reach] of [
    ['plan-rows', () => page.getByTestId('plan-filter').fill('HLT-')],
    ['compared-rows', () => page.getByTestId('profile-against').selectOption('fintech')],
  ] as const) {
    await reach();
    const rows = page.getByTestId(name);
    await rows.focus();
    await expect(rows).toBeInViewport({ ratio: 0.8 });
    expect((await rows.boundingBox())?.height, name).toBeGreaterThan(100);
  }
  // What the profiles set beside their lists is there in whole rows, and ids as they are written.
  await page.getByTestId('compared-settings').click();
  await expect(page.getByTestId('profile-comparison').locator('.set')).toContainText('not waivable FIN-1.1');
});

test('at twice the size a selection leaves the list in sight, and what it asks for takes the next keys', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('Shift+J');
  const strip = page.getByTestId('selection-strip');
  await expect(strip).toContainText('2 units');
  expect(await uncovered(checklist.rows.nth(1))).toBe(true);
  // What fits no filter says so, whatever is selected.
  await page.keyboard.press('/');
  await page.keyboard.type('nothing like it');
  expect(await uncovered(page.getByTestId('nothing-matches').getByRole('button', { name: 'Clear filter' }))).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // The words that a result needs: the pane comes, and they go into it.
  await page.keyboard.press('n');
  await expect(page.getByTestId('bulk-justification')).toBeFocused();
  await page.keyboard.type('no web views');
  await expect(page.getByTestId('bulk-justification')).toHaveValue('no web views');
  await page.getByTestId('bulk').getByRole('button', { name: 'List', exact: true }).click();
  await expect(checklist.list).toBeFocused();
  await strip.getByRole('button', { name: 'What to do with them' }).click();
  await expect(page.getByTestId('bulk')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(strip).toBeVisible();
  // A row that is opened is what is shown then.
  await checklist.rows.nth(3).click();
  await expect(checklist.detail).toBeVisible();
  await expect(page.getByTestId('bulk')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(strip).toHaveCount(0);
});

test('over the list in a narrow window, the way back to it stays in sight, and the focus goes back with it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.rows.first().click();
  const wayBack = checklist.detail.getByRole('button', { name: 'List', exact: true });
  await checklist.detail.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await expect.poll(() => uncovered(wayBack)).toBe(true);
  await wayBack.click();
  await expect(checklist.list).toBeFocused();

  const left = page.getByTestId('left');
  await page.getByRole('button', { name: 'Groups and filters' }).click();
  await expect(left).toBeFocused();
  await left.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await expect.poll(() => uncovered(left.getByRole('button', { name: 'List', exact: true }))).toBe(true);
  await left.getByRole('button', { name: 'List', exact: true }).click();
  await expect(left).toHaveCount(0);
  await expect(checklist.list).toBeFocused();
  await page.getByRole('button', { name: 'Groups and filters' }).click();
  await page.keyboard.press('Escape');
  await expect(left).toHaveCount(0);
  await expect(checklist.list).toBeFocused();
});

test('the sign of what holds a release back stands beside its words', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 560 });
  await page.keyboard.press('Alt+b');
  const blockers = page.getByTestId('blocker');
  await expect(blockers.first()).toBeVisible();
  for (const blocker of await blockers.all()) {
    const sign = await blocker.locator('.sign').boundingBox();
    const words = await blocker.getByRole('button').boundingBox();
    expect(words?.y, await blocker.innerText()).toBeLessThan((sign?.y ?? 0) + (sign?.height ?? 0));
  }
});

test('the left pane is never wider than it is drawn, with the largest text', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await new ChecklistPage(page).open();
  await expect(page.locator('#filter-states')).toBeVisible();
  const edge = page.getByRole('separator').first();
  await edge.focus();
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', '180');
  await page.evaluate(() => (document.documentElement.dataset.text = 'larger'));
  const beyond = await page.locator('aside.left').evaluate((one) => {
    const end = one.getBoundingClientRect().right;
    const counts = [...one.querySelectorAll('.entry .count')];
    return [
      one.scrollWidth - one.clientWidth,
      counts.filter((count) => count.getBoundingClientRect().right > end).length,
    ];
  });
  expect(beyond).toEqual([0, 0]);
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
});

test('no finding is seen above the head of the list', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 400 });
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  const head = page.locator('thead').filter({ has: page.getByRole('columnheader', { name: 'Severity' }) });
  await expect(page.getByTestId('finding-row').first()).toBeVisible();
  const gap = await head
    .locator('th')
    .first()
    .evaluate((cell) => {
      const scroller = cell.closest('[data-scrolls]') ?? document.documentElement;
      scroller.scrollTo(0, scroller.scrollHeight);
      return cell.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    });
  expect(gap).toBeLessThanOrEqual(1);
});

test('what scrolled as its screen was left has nothing to complain of', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (problem) => problems.push(problem.message));
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await expect(checklist.detail).toBeVisible();
  const left = [await checklist.detail.elementHandle(), await checklist.list.elementHandle()];
  await page.keyboard.press('Alt+p');
  left.push(await page.getByTestId('plan-rows').elementHandle());
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('plan-rows')).toHaveCount(0);
  // The browser tells of a scroll with the next frame, when what scrolled may be gone.
  for (const one of left) await one?.evaluate((element) => element.dispatchEvent(new Event('scroll')));
  expect(problems).toEqual([]);
});

test('nothing of a profile, a standard or a list of statements is cut at the side', async ({ page }) => {
  const cut = (one: Locator) => one.evaluate((element) => element.scrollWidth - element.clientWidth);
  await page.keyboard.press('Alt+s');
  await expect(page.getByTestId('catalogue')).toHaveCount(3);
  for (const card of await page.locator('section.card .scroll').all()) expect(await cut(card)).toBe(0);
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press('Alt+p');
  await page.locator('[data-testid="profile-entry"][data-profile="healthcare"]').click();
  await expect(page.getByTestId('profile-citations')).toContainText(/\d/);
  expect(await cut(page.getByTestId('profile'))).toBe(0);
  await page.setViewportSize({ width: 800, height: 560 });
  await page.keyboard.press('Alt+b');
  await page.getByTestId('outdated-by').first().click();
  const table = page.getByTestId('later').locator('.card');
  await expect(table.getByTestId('ledger-entry').first()).toBeVisible();
  expect(await cut(table)).toBe(0);
});

test('the four results stand in one row or two and two, and no hint of a key is cut', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  const rows = async () => {
    const tops = await checklist.detail
      .locator('.result')
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    return [...new Set(tops)].map((top) => tops.filter((one) => one === top).length);
  };
  const cut = () =>
    page.locator('.hints').evaluate((line) => {
      const { left, right, bottom } = line.getBoundingClientRect();
      return [...line.children].filter((hint) => {
        const box = hint.getBoundingClientRect();
        return box.top < bottom - 1 && (box.left < left - 1 || box.right > right + 1);
      }).length;
    });
  await expect(checklist.detail.locator('.result')).toHaveCount(4);
  for (const size of ['normal', 'large', 'larger']) {
    await page.evaluate((value) => (document.documentElement.dataset.text = value), size);
    expect(await rows(), size).toEqual(size === 'normal' ? [4] : expect.not.arrayContaining([1, 3]));
    expect(await cut(), size).toBe(0);
  }
  expect(await rows()).toEqual([2, 2]);
});

test('the verdicts have room beside their explanation, with the largest text too', async ({ page }) => {
  await new ChecklistPage(page).open();
  await page.keyboard.press('Control+,');
  await page.getByTestId('text-size-larger').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  const row = page.getByTestId('verdict-row').first();
  await expect(row).toBeVisible();
  const table = page.locator('.verdicts > .table');
  expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press('Control+,');
  await page.getByTestId('text-size-normal').click();
});

test('at twice the size what is done with a picture stays in sight', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('/');
  await page.keyboard.type('0394');
  await checklist.rows.first().click();
  const picture = page.getByTestId('evidence-item').filter({ has: page.locator('img') });
  await picture.first().getByRole('button').first().click();
  await page.getByTestId('redact').click();
  await page.getByTestId('picture').focus();
  await page.keyboard.press('r');
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('Shift+ArrowDown');
  const save = page.getByTestId('redact-save');
  const cancel = page.getByRole('button', { name: 'Cancel' });
  for (const one of [save, cancel]) expect(await uncovered(one)).toBe(true);
  // One after the other in one row.
  expect((await save.boundingBox())?.y).toBe((await cancel.boundingBox())?.y);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
});
