//! Forms in a small window: what they end with stays in sight, no field is covered, and a way back in the first steps.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { ChecklistPage, expect, openFinding } from './assay';
import { below, small, uncovered } from './sight';

const test = small();

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
  const built = page.locator('.build').filter({ hasText: '5101' });
  const facts = built.getByTestId('build-file');
  await expect(facts).toContainText('18');
  for (const part of await facts.locator('span').all()) {
    const cut = await part.evaluate((one) => one.scrollWidth > one.clientWidth && !one.matches('.truncate'));
    expect(cut, await part.innerText()).toBe(false);
  }
  expect(await facts.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  // A second build that was begun is not dropped by going on: what it lacks is said, and has the focus.
  await page.getByTestId('build-new').click();
  await page.getByTestId('build-artefact').fill(join(bridge.dir, 'kontofin.ipa'));
  await page.getByTestId('builds-done').click();
  await expect(page.getByTestId('build-lacks')).toContainText('Still missing: Bundle version.');
  await expect(page.getByTestId('build-version-code')).toBeFocused();
  await expect(page.getByTestId('build-artefact')).toHaveValue(/kontofin\.ipa$/);
  // Whole, it is added by going on.
  await page.getByTestId('build-artefact').fill('');
  await page.getByTestId('build-version-code').fill('5102');
  await expect(page.getByTestId('build-lacks')).toHaveCount(0);
  await page.getByTestId('builds-done').click();
  await expect(page.getByTestId('assessment-open')).toBeVisible();
  await page.getByTestId('assessment-back').click();
  await expect(page.locator('.build').filter({ hasText: '5102' })).toBeVisible();
  await page.getByTestId('build-new').click();
  await page.getByTestId('build-version-name').fill('');
  await page.getByTestId('builds-done').click();
  await expect(page.getByTestId('build-lacks')).toContainText('Still missing: Version name, Bundle version.');
  await page.getByTestId('build-without').click();
  await expect(page.getByTestId('assessment-open')).toBeVisible();
  await page.getByTestId('assessment-back').click();
  await expect(facts).toBeVisible();
  // A wrong build goes where it was added.
  await built.getByTestId('build-withdraw').click();
  await page.getByTestId('build-withdraw-reason').fill('The wrong file.');
  await page.getByTestId('build-withdraw-save').click();
  await expect(facts).toHaveCount(0);
  await page.getByTestId('new-app-later').click();
  await expect(page.getByTestId('app').filter({ hasText: 'Kontofin' })).toBeVisible();
});

test('the conditions of a waiver that ends soon stand on the board', async ({ page }) => {
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  await openFinding(page, 'session token');
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
