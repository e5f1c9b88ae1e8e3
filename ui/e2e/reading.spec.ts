//! What a first reading by a reviewer stumbled over: answers and words that got lost, and what could not be seen.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, ChecklistPage, expect, openExample } from './assay';

const test = alone();

test('a finding shows where it was made, and what is half written stays', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('d');
  await page.getByTestId('finding-title').fill('Half a finding');
  await page.getByTestId('finding-steps').fill('Open the log.');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);

  await checklist.list.focus();
  await page.keyboard.press('d');
  await expect(page.getByTestId('resumed')).toBeVisible();
  await expect(page.getByTestId('finding-title')).toHaveValue('Half a finding');
  await expect(page.getByTestId('finding-steps')).toHaveValue('Open the log.');
  // A vector of another version is called that, and nothing of it is taken.
  await page.getByTestId('severity-by-cvss').click();
  await page.getByTestId('cvss-vector').fill('CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N');
  await expect(page.getByTestId('cvss-score')).toContainText('a vector of CVSS 3.1');
  await expect(page.getByTestId('cvss-AV').getByRole('radio', { checked: true })).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('error')).toBeInViewport();
  await expect(page.getByTestId('error')).toHaveAttribute('data-code', 'cvss.other_version');
  await page.getByTestId('severity-by-plain').click();
  await page.getByTestId('finding-save').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);

  // In the row, in the pane, and from there to the finding.
  await expect(checklist.row(unit).getByTestId('row-findings')).toBeVisible();
  await expect(page.getByTestId('unit-finding')).toHaveText('Half a finding');
  await page.getByTestId('unit-finding').click();
  await expect(page.getByTestId('finding')).toContainText('Half a finding');

  // What was saved is no draft any more; what is thrown away neither.
  await page.keyboard.press('Escape');
  await checklist.row(unit).click();
  await page.getByTestId('unit-finding-add').click();
  await expect(page.getByTestId('finding-title')).not.toHaveValue('Half a finding');
  await page.getByTestId('finding-title').fill('Nothing really');
  await page.getByTestId('finding-cancel').click();
  await page.getByTestId('unit-finding-add').click();
  await expect(page.getByTestId('finding-title')).not.toHaveValue('Nothing really');
  await page.keyboard.press('Escape');
});

test('a result for a selection replaces no other answer by the way', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const first = await checklist.unit();
  await page.keyboard.press('f');
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'fail');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('p');
  const asked = page.getByTestId('bulk-replaces');
  await expect(asked).toContainText('Pass would take the place of one answer');
  await expect(asked).toContainText('Fail');
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'fail');
  await expect(page.getByTestId('bulk-only-others')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('bulk')).toBeHidden();
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'fail');
  await expect(page.locator('[data-testid="unit-row"][data-result="pass"]')).toHaveCount(2);
});

test('the filter says what it does not know', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('/');
  await page.keyboard.type('state:failed');
  await expect(checklist.rows.first()).toHaveAttribute('data-result', 'fail');
  await page.keyboard.press('Escape');
  await page.keyboard.type('state:broken');
  await expect(page.getByTestId('filter-hint')).toContainText('untested, pass, fail');
  await page.keyboard.press('Escape');
});

test('the same file is asked about before its answers are kept', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await page.keyboard.press('Alt+a');
  await page.getByTestId('app').first().click();
  const file = join(bridge.dir, 'wallet-9.apk');
  writeFileSync(file, 'an app');
  const add = async (code: string) => {
    await page.getByTestId('build-new').first().click();
    await page.getByTestId('build-artefact').fill(file);
    await page.getByTestId('build-version-code').fill(code);
    await page.getByTestId('build-save').click();
  };
  await add('9001');
  await expect(page.getByText('(9001)').first()).toBeVisible();
  await add('9002');
  await expect(page.getByTestId('build-same-file')).toBeVisible();
  await expect(page.getByTestId('error')).toContainText('(9001)');
  await expect(page.getByText('(9002)')).toHaveCount(0);
  await page.getByTestId('build-same-file-add').click();
  await expect(page.getByText('(9002)').first()).toBeVisible();
});

test('the palette knows what people call it, and writes tables for spreadsheets', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  const offered = async (words: string, name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill(words);
    await expect(page.getByTestId('palette-entry').filter({ hasText: name }).first()).toBeVisible();
  };
  await offered('laboratory', 'Engagement');
  await page.keyboard.press('Escape');
  await offered('new build', 'Harbour Wallet');
  await page.keyboard.press('Escape');
  await offered('excel', 'Export the checklist');
  const file = join(bridge.dir, 'checklist.csv');
  await page.getByTestId('palette-entry').filter({ hasText: 'Export the checklist' }).click();
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
  await expect(page.getByText(/^Wrote \d+ rows to /)).toBeVisible();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('Unit,Title,Kind,');
  expect(text).toContain('MASTG-TEST-');
});

test('a form says what it lacks, and an engagement does not end before it begins', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('engagement');
  await page.getByTestId('palette-entry').filter({ hasText: 'Engagement' }).first().click();
  await page.locator('#engagement-started').fill('2026-11-28');
  await page.locator('#engagement-finished').fill('2026-11-20');
  await page.getByRole('button', { name: 'Add device' }).click();
  await expect(page.getByRole('textbox', { name: 'Make and model' }).last()).toBeFocused();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByTestId('error')).toHaveAttribute('data-code', 'engagement.ends_first');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+a');
  await page.getByTestId('build-new').first().click();
  await page.getByTestId('build-artefact').fill('nowhere.apk');
  await page.getByTestId('build-save').click();
  await expect(page.getByTestId('build-version-code')).toBeFocused();
  expect(
    await page.getByTestId('build-version-code').evaluate((field: HTMLInputElement) => field.validity.valueMissing),
  ).toBe(true);
});
