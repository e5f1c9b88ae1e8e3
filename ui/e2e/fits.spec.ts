//! What has to be in sight: the end of a long form, facts of a file, names in the bar, and a way back in the first steps.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { alone, ChecklistPage, expect, openExample } from './assay';

const test = alone();

test.beforeEach(async ({ page, bridge }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  await openExample(page, bridge);
});
test.afterEach(async ({ page }) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('app').first()).toBeVisible();
});

/** What is seen at the middle of an element is the element itself. */
const uncovered = (one: Locator) =>
  one.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
/** How far what scrolls goes on below an element. */
const below = (one: Locator) =>
  one.evaluate((element) => {
    let scroller = element.parentElement;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
    return Math.round((scroller?.getBoundingClientRect().bottom ?? 0) - element.getBoundingClientRect().bottom);
  });

test('a finding is saved without scrolling, and no field is written under the foot', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('d');
  const form = page.getByTestId('finding-form');
  await expect(form.getByTestId('finding-title')).toBeFocused();
  const save = form.getByTestId('finding-save');
  await expect(save).toBeInViewport({ ratio: 1 });
  expect(await uncovered(save)).toBe(true);
  expect(await below(form.getByTestId('finding-foot'))).toBeLessThanOrEqual(1);
  await form.getByTestId('finding-title').focus();
  const fields = await form.locator('textarea, input:not([type="radio"])').all();
  expect(fields.length).toBeGreaterThan(6);
  for (const field of fields) {
    await field.focus();
    expect(await uncovered(field), (await field.getAttribute('id')) ?? '').toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
});

test('the strip of the questions has nothing below it, and no answer is given under it', async ({ page }) => {
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('pick-fintech').click();
  const foot = page.getByTestId('questions-foot');
  await expect(foot).toBeVisible();
  const boxes = page.getByTestId('questionnaire').getByRole('checkbox');
  await boxes.first().focus();
  expect(await below(foot)).toBeLessThanOrEqual(1);
  const count = await boxes.count();
  expect(count).toBeGreaterThan(20);
  for (let at = 0; at < count; at += 3) {
    await boxes.nth(at).focus();
    expect(await uncovered(boxes.nth(at)), `box ${at}`).toBe(true);
  }
});

test('the first steps go back and can wait, and a build shows its digest', async ({ page, bridge }) => {
  const file = join(bridge.dir, 'a-rather-long-name-of-a-file-that-a-build-server-made-5.1.0-release.apk');
  writeFileSync(file, 'not a real package');
  await page.getByTestId('app-new').first().click();
  await page.getByTestId('app-name').fill('Kontofin');
  await page.getByTestId('release-name').fill('5.1.0');
  await page.getByTestId('app-save').click();
  await page.getByTestId('build-artefact').fill(file);
  await page.getByTestId('build-version-code').fill('5101');
  await page.getByTestId('build-save').click();
  const facts = page.getByTestId('build-file');
  await expect(facts).toContainText('18');
  for (const part of await facts.locator('span').all()) {
    const cut = await part.evaluate((one) => one.scrollWidth > one.clientWidth && !one.matches('.truncate'));
    expect(cut, await part.innerText()).toBe(false);
  }
  expect(await facts.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  await page.getByTestId('builds-done').click();
  await expect(page.getByTestId('assessment-open')).toBeVisible();
  await page.getByTestId('assessment-back').click();
  await expect(facts).toBeVisible();
  // A wrong build goes where it was added.
  await page.getByTestId('build-withdraw').click();
  await page.getByTestId('build-withdraw-reason').fill('The wrong file.');
  await page.getByTestId('build-withdraw-save').click();
  await expect(facts).toHaveCount(0);
  await page.getByTestId('new-app-later').click();
  await expect(page.getByTestId('app').filter({ hasText: 'Kontofin' })).toBeVisible();
});

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

test('the conditions of a waiver that ends soon stand on the board', async ({ page }) => {
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  await page.getByTestId('finding-row').filter({ hasText: 'session token' }).getByRole('button').click();
  await page.getByTestId('finding-waive').click();
  await page.getByTestId('waiver-approver').fill('Ruth Ekman');
  await page.getByTestId('waiver-role').fill('Product owner');
  await page.getByTestId('waiver-reason').fill('A pilot.');
  await page.getByTestId('waiver-form').getByTestId('waiver-conditions').fill('Below 200 users.');
  await page.getByTestId('waiver-conditions-by').fill('Tomas Brandt');
  await page.getByTestId('waiver-conditions-due').fill(day(8));
  await page.getByTestId('waiver-until').fill(day(20));
  await page.getByTestId('waiver-save').click();
  await expect(page.getByTestId('finding').getByTestId('waiver').first()).toBeVisible();
  await page.keyboard.press('Alt+b');
  const told = page.getByTestId('board-waivers').getByTestId('waiver-conditions');
  await expect(told).toContainText('Conditions: Tomas Brandt, until ');
  await expect(told).toHaveAttribute('title', 'Below 200 users.');
  const atGate = page.getByTestId('board-conditions').first();
  await expect(atGate).toContainText('Below 200 users. (Tomas Brandt, until ');
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

test('what the answers change is told once it is known', async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/api/profile_show', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('pick-fintech').click();
  const effect = page.getByTestId('questions-effect');
  await expect(effect).toBeVisible();
  await expect(effect).not.toContainText(' 0 of the clauses');
  go();
  await expect(effect).toContainText(/This leaves out \d+ of the clauses, shows [1-9]/);
});

test('what went wrong comes in sight at the end of a long form', async ({ page }) => {
  await new ChecklistPage(page).open();
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('engagement');
  await page.keyboard.press('Enter');
  await page.locator('#engagement-started').fill('2026-11-28');
  await page.locator('#engagement-finished').fill('2026-11-20');
  await page.getByRole('button', { name: 'Save' }).click();
  const error = page.getByTestId('error');
  await expect(error).toHaveAttribute('data-code', 'engagement.ends_first');
  await expect(error).toBeInViewport({ ratio: 1 });
  expect(await uncovered(error)).toBe(true);
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

test('the actions of a form in a dialog stay in sight', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 560 });
  const seen = async (save: Locator) => {
    await expect(save).toBeInViewport({ ratio: 1 });
    expect(await uncovered(save)).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  };
  await page.getByTestId('build-new').first().click();
  await page.locator('dialog summary').click();
  await seen(page.getByTestId('build-save'));
  await page.getByTestId('assessment-new').first().click();
  await seen(page.getByTestId('assessment-open'));
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('pick-fintech').click();
  await expect(page.getByTestId('questions-effect')).toBeVisible();
  await seen(page.getByTestId('assessment-open'));
  await page.keyboard.press('Alt+b');
  await page.getByTestId('decide').first().click();
  await page.locator('dialog label').filter({ hasText: 'Conditional' }).click();
  await expect(page.getByTestId('decision-conditions')).toBeVisible();
  await seen(page.getByTestId('decision-save'));
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

test('at twice the size all of a field is seen, and what is offered in it, and the bars are low and whole', async ({
  page,
}) => {
  const checklist = new ChecklistPage(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.setViewportSize({ width: 640, height: 400 });
  const release = page.getByTestId('crumb-release');
  expect(await release.locator('.truncate').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  expect((await page.getByTestId('tour').boundingBox())?.height).toBeLessThan(48);
  await checklist.list.focus();
  // The pane that slides in has the field of the key that asked for it.
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note')).toBeFocused();
  await page.keyboard.press('Escape');
  for (const [key, field] of [
    ['n', 'justification'],
    ['Shift+F', 'note'],
  ] as const) {
    await page.keyboard.press(key);
    const one = page.getByTestId(field);
    await expect(one).toBeFocused();
    expect(await below(one), field).toBeGreaterThanOrEqual(0);
    await expect(one).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(checklist.list).toBeFocused();
  }
  await page.keyboard.press('t');
  const menu = page.getByTestId('snippet-menu');
  await expect(menu).toBeVisible();
  await expect.poll(() => below(menu)).toBeGreaterThanOrEqual(0);
  await expect.poll(() => uncovered(menu)).toBe(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('no such row');
  const nothing = page.getByTestId('nothing-matches').getByRole('button');
  await nothing.scrollIntoViewIfNeeded();
  expect(await uncovered(nothing)).toBe(true);
  expect(await below(nothing)).toBeGreaterThanOrEqual(0);
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
