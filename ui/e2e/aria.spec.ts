//! Every screen as assistive technology is told of it: landmarks, headings, tabs, tables, fields, each with its name. Numbers
//! and times are left out, so that only what a screen is made of is compared. After a wanted change: `npx playwright test
//! e2e/aria.spec.ts --update-snapshots`, and read what changed.

import type { Page } from '@playwright/test';
import { alone, ChecklistPage, expect, openExample, startBridge } from './assay';

const TOLD =
  /^\s*- (banner|navigation|main|region|complementary|contentinfo|heading|tablist|tab|table|columnheader|listbox|searchbox|textbox|combobox|dialog|group|radio|form|article)\b/;

/** The outline of what is open: the dialog, else the page. */
async function outline(page: Page): Promise<string> {
  const dialog = page.locator('dialog[open]');
  const root = (await dialog.count()) ? dialog.last() : page.locator('body');
  const lines = (await root.ariaSnapshot()).split('\n').filter((line) => TOLD.test(line));
  const plain = lines.map((line) =>
    line
      .replace(/(\[(?:selected|checked|expanded|active|pressed)[^\]]*\]|: [^"\n]*$|:$)/g, '')
      .replace(/[0-9a-f]{8,}|(?<!level=)\d+/g, '0')
      .trimEnd(),
  );
  // Of what is alike, such as the cards of apps, one is enough.
  return `${[...new Set(plain)].join('\n')}\n`;
}

const test = alone();

test('what each screen is made of', async ({ page, bridge }) => {
  test.setTimeout(180_000);
  const told = async (name: string) => {
    await page.waitForTimeout(400);
    expect(await outline(page)).toMatchSnapshot(`${name}.txt`);
  };
  const first = await startBridge();
  try {
    await page.goto(first.url);
    await expect(page.getByTestId('identity-name')).toBeVisible();
    await told('identity');
  } finally {
    first.stop();
  }
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  for (const [keys, ready, name] of [
    ['Alt+a', 'assessment', 'apps'],
    ['Alt+b', 'board-release', 'board'],
    ['Alt+s', 'catalogue', 'standards'],
    ['Alt+p', 'plan-rows', 'profiles'],
    ['Alt+h', 'ledger-entry', 'history'],
    ['Control+,', 'person', 'settings'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByTestId(ready).first()).toBeVisible();
    await told(name);
  }
  await checklist.open();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('review')).toBeVisible();
  await told('checklist');
  await page.keyboard.press('x');
  await expect(page.getByTestId('bulk')).toBeVisible();
  await told('selection');
  await page.keyboard.press('Escape');
  for (const [tab, ready] of [
    ['verdicts', 'explanation'],
    ['findings', 'finding-change'],
    ['evidence', 'evidence-verify'],
    ['report', 'issue-open'],
  ] as const) {
    await page.getByTestId(`tab-${tab}`).click();
    await expect(page.getByTestId(ready)).toBeVisible();
    await told(tab);
  }
  await page.keyboard.press('?');
  await expect(page.locator('dialog[open]')).toBeVisible();
  await told('help');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('compare builds');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('builds').or(page.getByText('Nothing to compare yet'))).toBeVisible();
  await told('builds');
});

test('what the dialogs of review, engagement, builds and migration are made of', async ({ page, bridge }) => {
  test.setTimeout(120_000);
  const told = async (name: string) => {
    await page.waitForTimeout(400);
    expect(await outline(page)).toMatchSnapshot(`${name}.txt`);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  };
  await openExample(page, bridge);
  await page.keyboard.press('Alt+a');
  await page
    .getByRole('button', { name: /engagement/i })
    .first()
    .click();
  await expect(page.locator('dialog[open]')).toBeVisible();
  await told('engagement');
  await page.getByTestId('remarks-open').first().click();
  await expect(page.getByTestId('remarks')).toBeVisible();
  await told('remarks');
  await page.getByTestId('build-withdraw').first().click();
  await expect(page.getByTestId('build-withdraw-form')).toBeVisible();
  await told('withdraw-build');
  await page
    .getByRole('button', { name: /^More for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: /Move to other versions/ }).click();
  await expect(page.getByRole('heading', { name: 'Move to other versions' })).toBeVisible();
  await page.waitForTimeout(400);
  expect(await outline(page)).toMatchSnapshot('migration.txt');
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('Home');
  await page.getByTestId('review-assign').click();
  await expect(page.getByTestId('assign-who')).toBeVisible();
  await told('assign');
  await page.getByTestId('queue-to_review').click();
  await checklist.rows.first().click();
  await page.getByTestId('review-return').click();
  await expect(page.getByTestId('return-comment')).toBeVisible();
  await told('return');
});
