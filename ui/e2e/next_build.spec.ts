//! The next build: former answers beside untested ones, reconfirmed by key; what changed; both platforms side by side.

import type { Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, alone } from './assay';
import { sound } from './axe';

/** A bridge of its own: tests that move the example's assessments to other versions change what is compared here. */
const test = alone();

/** The checklist of the example's repaired build: some answers were reconfirmed, others wait. */
async function openNextBuild(page: Page): Promise<ChecklistPage> {
  await page.keyboard.press('Alt+a');
  // The example's own, which is the oldest: other tests of this worker move it to other versions.
  const row = page.getByTestId('assessment').filter({ hasText: 'first look' });
  await row.getByTestId('assessment-go').last().click();
  const checklist = new ChecklistPage(page);
  await expect(checklist.rows.first()).toBeVisible();
  await expect(page.getByTestId('former')).toBeVisible();
  return checklist;
}

async function waiting(page: Page): Promise<number> {
  const words = await page.getByTestId('former').innerText();
  return Number(/^\s*(\d+)/.exec(words)?.[1] ?? 1);
}

test.beforeEach(async ({ page, bridge }) => {
  await openExample(page, bridge);
});

// First what only looks: the tests after it answer everything that differs.
for (const theme of ['light', 'dark'] as const) {
  test(`what changed between two builds, and both platforms side by side, ${theme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openNextBuild(page);
    await sound(page, 'a checklist beside a former build');
    await page.getByTestId('former-reconfirm').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await sound(page, 'reconfirming');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByTestId('former-compare').click();
    await expect(page.getByRole('heading', { name: 'What changed in Harbour Wallet' })).toBeVisible();
    await expect(page.locator('[data-fact="sha256"]')).toBeVisible();
    await expect(page.locator('[data-fact="version_name"]'), 'the same on both').toHaveCount(0);
    const changed = await page.getByTestId('builds-unit').count();
    expect(changed).toBeGreaterThan(0);
    await expect(page.locator('[data-testid="builds-unit"][data-change="same"]')).toHaveCount(0);
    await sound(page, 'two builds');
    await page.getByTestId('builds-changed').uncheck();
    await expect(page.locator('[data-fact="version_name"]')).toBeVisible();
    expect(await page.getByTestId('builds-unit').count()).toBeGreaterThan(changed);
    await page.keyboard.press('Escape');

    const checklist = new ChecklistPage(page);
    await page.keyboard.press('Alt+a');
    await page.getByTestId('assessment').filter({ hasText: 'L2+R+P' }).getByTestId('assessment-go').last().click();
    await expect(checklist.rows.first()).toBeVisible();
    await page.keyboard.press('2');
    await page.getByTestId('verdicts-view-beside').click();
    const table = page.getByTestId('side-by-side');
    await expect(table).toBeVisible();
    await expect(table.getByRole('columnheader')).toHaveCount(3);
    const all = await page.getByTestId('beside-control').count();
    await sound(page, 'side by side');
    await page.getByTestId('beside-differing').check();
    await expect.poll(() => page.getByTestId('beside-control').count()).toBeLessThan(all);
    await page.getByTestId('beside-unit').first().click();
    await expect(checklist.detail).toBeVisible();
  });
}

test('former answers are reconfirmed by key, one by one and several at once, and taken back', async ({ page }) => {
  const checklist = await openNextBuild(page);
  const before = await waiting(page);
  expect(before).toBeGreaterThan(6);
  await page.getByTestId('former-only').click();
  await expect(checklist.rows).toHaveCount(before);
  await checklist.list.focus();
  await page.keyboard.press('Home');

  const first = await checklist.unit();
  const former = await checklist.row(first).getByTestId('former-tag').getAttribute('data-former');
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'untested');
  await page.keyboard.press('r');
  await expect(checklist.row(first)).toHaveAttribute('data-result', former ?? '');
  expect(await checklist.unit(), 'it goes on to the next').not.toBe(first);
  await expect.poll(() => waiting(page)).toBe(before - 1);

  // What was argued before is taken again; nothing asks for it twice.
  const second = await checklist.unit();
  await page.keyboard.press('w');
  await expect(checklist.row(second)).not.toHaveAttribute('data-result', 'untested');
  await checklist.row(second).click();
  const note = page.getByTestId('reconfirmed');
  await expect(note).toHaveAttribute('data-basis', 'argued');
  await expect(note).toContainText('Argued from the difference to Android 4.1.0 (4102)');
  await expect(note).toContainText('Only the splash screen');
  await expect(note).toContainText('First stated by');
  // The sign of the row.
  await expect(note.locator('svg').first()).toHaveClass(/message-square-quote/);

  await checklist.list.focus();
  await page.keyboard.press('g');
  const units: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    units.push(await checklist.unit());
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  await expect(page.getByTestId('bulk-former')).toBeVisible();
  await page.keyboard.press('w');
  for (const unit of units) await expect(checklist.row(unit)).not.toHaveAttribute('data-result', 'untested');
  await expect(page.getByText('3 answers reconfirmed: argued from the difference.')).toBeVisible();
  await expect.poll(() => waiting(page)).toBe(before - 5);

  // What was reconfirmed together goes back together.
  for (const left of [2, 1, 0]) {
    await page.keyboard.press('u');
    await expect.poll(() => waiting(page)).toBe(before - left);
  }
  await expect(checklist.row(first)).toHaveAttribute('data-result', 'untested');
});

test('answers that the filter hides are shown, not offered as none', async ({ page }) => {
  const checklist = await openNextBuild(page);
  const before = await waiting(page);
  await page.keyboard.press('/');
  await page.keyboard.type('no such row');
  const banner = page.getByTestId('former');
  await expect(banner).toContainText('The filter hides them.');
  await expect(banner.getByTestId('former-reconfirm')).toHaveCount(0);
  // Twice, as by a double click or by Enter held: nothing that came meanwhile takes the second one.
  const only = banner.getByTestId('former-only');
  await only.dblclick();
  await expect(only).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await expect(only).toHaveAttribute('aria-pressed', 'true');
  await expect(only).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(checklist.rows).toHaveCount(before);
  await expect(banner.getByTestId('former-reconfirm')).toHaveText(`Reconfirm ${before}`);
});

test('the argument is asked for where there is none, and said once for all', async ({ page }) => {
  const checklist = await openNextBuild(page);
  await page.getByTestId('former-only').click();
  await page.getByTestId('former-reconfirm').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  // It begins where the words are missing, not at the basis, which is chosen.
  await expect(page.getByTestId('reconfirm-argument')).toBeFocused();
  await page.getByTestId('reconfirm-argument').fill('');
  await page.getByTestId('reconfirm-go').click();
  await expect(page.getByText('Without it nobody can tell')).toBeVisible();
  await page.getByTestId('reconfirm-argument').fill('Only the icon changed, see the commits.');
  await page.getByTestId('reconfirm-basis-retested').click();
  await expect(page.getByTestId('reconfirm-argument')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(checklist.rows.first()).toHaveAttribute('data-result', 'untested');
});

test('what is said in the dialog is stated of every row that it names', async ({ page }) => {
  const checklist = await openNextBuild(page);
  const before = await waiting(page);
  await page.getByTestId('former-only').click();
  await page.getByTestId('former-reconfirm').click();
  await page.getByTestId('reconfirm-argument').fill('Only the icon changed, see the commits.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText(`${before} answers reconfirmed: argued from the difference.`)).toBeVisible();
  // The button went with what it was for.
  await expect(checklist.list).toBeFocused();
  for (const row of await checklist.rows.all()) await expect(row).not.toHaveAttribute('data-result', 'untested');
  await page.keyboard.press('u');
  await expect.poll(() => waiting(page)).toBe(before);

  // By the button, on the other basis.
  await page.getByTestId('former-reconfirm').click();
  await page.getByTestId('reconfirm-basis-retested').click();
  await page.getByTestId('reconfirm-go').click();
  const notice = page.getByTestId('toast').filter({ hasText: `${before} answers reconfirmed: retested.` });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => waiting(page)).toBe(before);
});
