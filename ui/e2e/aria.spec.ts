//! Every screen as assistive technology is told of it: landmarks, headings, tabs, tables, fields, each with its name. Numbers
//! and times are left out, so that only what a screen is made of is compared. After a wanted change: `npx playwright test
//! e2e/aria.spec.ts --update-snapshots`, and read what changed.

import { alone, ChecklistPage, expect, openExample, startBridge } from './assay';
import { sound } from './axe';
import { outline } from './outline';

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
  await page.getByRole('menuitem', { name: /Move to another profile or version/ }).click();
  await expect(page.getByRole('heading', { name: 'Move to another profile or version' })).toBeVisible();
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

test('what comes and goes is told and sound too: people offered, findings behind a number, versions, reports', async ({
  page,
  bridge,
}) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const told = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await sound(page, `${name}, ${colorScheme}`);
    }
    expect(await outline(page)).toMatchSnapshot(`${name}.txt`);
  };
  const closed = async () => {
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open]')).toHaveCount(0);
  };
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await page.getByTestId('comment-text').pressSequentially('Please look, @');
  const offered = page.getByTestId('people-menu');
  await expect(offered.getByRole('option').first()).toBeVisible();
  await told('mention');
  await page.keyboard.press('Escape');
  await expect(offered).toHaveCount(0);
  await page.getByTestId('comment-text').fill('');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+b');
  await page.getByTestId('board-finding-count').first().click();
  await expect(page.getByTestId('board-finding-list').getByRole('button').first()).toBeVisible();
  await told('findings-of-a-number');
  await closed();

  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('About Assay');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('about')).toContainText('OWASP MASTG');
  await told('about');
  await closed();

  await checklist.open();
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  await page.getByTestId('issue-open').click();
  await expect(page.getByTestId('issue-number')).toBeFocused();
  await told('issue-a-report');
  await page.getByTestId('issue-run').click();
  await expect(page.getByTestId('issued')).toHaveCount(1, { timeout: 120_000 });
  await page.getByTestId('issued-compare').click();
  await expect(page.getByTestId('compare-other')).toBeVisible();
  await told('compare-reports');
  await closed();
});
