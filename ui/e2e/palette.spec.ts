//! The palette answers from the search while one types, and leads to pages and to what touches an item.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openExample, startBridge, test } from './assay';

/** Axe finds nothing, once colours have changed over. */
async function sound(page: Page) {
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }).toPass({ timeout: 20_000 });
}

test('an id in any spelling leads to its page, and from there to what touches it', async ({ page }, info) => {
  const bridge = await startBridge();
  try {
    await openExample(page, bridge);
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette').fill('mastg test 235');
      const first = page.getByTestId('palette-entry').first();
      await expect(first).toContainText('MASTG-TEST-0235');
      await page.getByTestId('palette').fill('insecure certifcate validation');
      await expect(page.getByText('Showing certificate')).toBeVisible();
      await page.screenshot({ path: info.outputPath(`palette-${theme}.png`) });
      if (theme === 'light') await sound(page);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('storage-14');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MSTG-STORAGE-14');
    await page.getByTestId('palette').fill('MASVS-STORAGE-2');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MASVS-STORAGE-2');
    await page.keyboard.press('Enter');
    const pane = page.getByTestId('reference');
    await expect(pane).toBeVisible();
    await pane.getByRole('button', { name: 'What touches it' }).click();
    const walk = page.getByTestId('crosswalk');
    await expect(walk).toContainText('MSTG-STORAGE-8');
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
      await page.screenshot({ path: info.outputPath(`crosswalk-${theme}.png`) });
      if (theme === 'dark') await sound(page);
    }
    await walk.getByLabel('Only what touches it directly').check();
    await expect(walk).not.toContainText('through');
    // A clause has no page: it opens in the cross-walk, beside what showed before.
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('hipaa 164.312(a)(1)');
    await expect(page.getByTestId('palette-entry').first()).toContainText('164.312(a)(1)');
    await page.keyboard.press('Enter');
    await expect(walk).toContainText('HLT-');
  } finally {
    bridge.stop();
  }
});

test('what is written in the workspace stands before what the standards say', async ({ page, checklist }) => {
  // Other files leave the checklist where a requirement comes first.
  const row = checklist.list.locator('[data-unit^="test:"]').first();
  const label = ((await row.getAttribute('data-unit')) ?? '').replace('test:', '');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill(label);
  const entries = page.getByTestId('palette-entry');
  // The row of the checklist first, then the page of the test.
  await expect(entries.nth(1)).toContainText(/^\s*Test/);
  await expect(entries.first()).toContainText(/^\s*Unit/);
  await expect(entries.first()).toContainText(label);
  await page.getByTestId('palette').fill('session token');
  const kinds = entries.locator('.group');
  await expect(kinds.filter({ hasText: 'Finding' }).first()).toBeVisible();
  const said = (await kinds.allInnerTexts()).map((one) => one.trim());
  const standards = said.findIndex((one) =>
    /^(Test|Technique|Tool|Knowledge|Practice|Weakness|Control|Clause)$/.test(one),
  );
  expect(standards < 0 || said.indexOf('Finding') < standards, said.join(', ')).toBe(true);
});

test('the number of a test leads to the test first, and a finding is called by its title', async ({
  page,
  checklist,
}) => {
  await expect(checklist.list).toBeVisible();
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('0287');
  const entries = page.getByTestId('palette-entry');
  await expect(entries.first()).toContainText('MASTG-TEST-0287');
  await expect(entries.first().locator('.group')).toHaveText('Test');
  const finding = entries.filter({ has: page.locator('.group', { hasText: 'Finding' }) });
  await expect(finding.first().locator('.label > span').first()).toHaveText(/session token/i);
  await page.keyboard.press('Escape');
});

test('the palette issues a report, opens a finding and reconfirms what a former build was answered', async ({
  page,
  checklist,
}) => {
  await expect(checklist.rows.first()).toBeVisible();
  const run = async (words: string, name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill(words);
    await page.getByTestId('palette-entry').filter({ hasText: name }).first().click();
  };
  await run('issue report', 'Issue report');
  await expect(page.getByRole('dialog', { name: 'Issue' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.getByTestId('tab-report')).toHaveAttribute('aria-current', 'page');
  await run('new finding', 'New finding');
  await expect(page.getByTestId('finding-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await run('carry over', 'Reconfirm the answers');
  await expect(page.getByText('No answer of a former build waits')).toBeVisible();
  await expect(checklist.list).toBeVisible();

  // From another tab of an assessment whose build carries on from a former one.
  await page.keyboard.press('Alt+a');
  await page.getByTestId('assessment').filter({ hasText: 'first look' }).getByTestId('assessment-go').last().click();
  await expect(page.getByTestId('former')).toBeVisible();
  await page.keyboard.press('3');
  await run('previous build', 'Reconfirm the answers');
  await expect(page.getByRole('dialog', { name: /Reconfirm \d+ answers/ })).toBeVisible();
  await page.keyboard.press('Escape');
  // Done once: who comes back is not asked again.
  await page.keyboard.press('3');
  await page.keyboard.press('1');
  await expect(page.getByTestId('former')).toBeVisible();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.keyboard.press('Alt+a');
});

test('what people ask for finds what exists, and true hits are called so', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const field = page.getByTestId('palette');
  const entries = page.getByTestId('palette-entry');
  await page.keyboard.press('Control+k');
  await field.fill('Ruth');
  await expect(entries.filter({ hasText: 'Waiver' }).first()).toBeVisible();
  await expect(page.getByText('Nothing has these words')).toHaveCount(0);
  await expect(page.getByText('palette.kind')).toHaveCount(0);
  for (const words of ['save as pdf', 'print board']) {
    await field.fill(words);
    await expect(entries.filter({ hasText: 'Board' }).first()).toBeVisible();
  }
  await field.fill('help');
  await expect(entries.filter({ hasText: 'All keys' })).toBeVisible();
  await field.fill('glossary');
  await entries.filter({ hasText: 'Words that Assay uses' }).click();
  const words = page.getByRole('dialog', { name: 'Keys and words' }).getByRole('heading', { name: /^Words/ });
  await expect(words).toBeFocused();
  await expect(words).toBeInViewport();
  await page.keyboard.press('Escape');
  for (const [said, asked] of [
    ['decide', 'decision-form'],
    ['due date', 'due-day'],
  ] as const) {
    await page.keyboard.press('Control+k');
    await field.fill(said);
    await entries
      .filter({ hasText: /(Decide on|Due date of) Harbour/ })
      .first()
      .click();
    await expect(page.getByTestId(asked)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
