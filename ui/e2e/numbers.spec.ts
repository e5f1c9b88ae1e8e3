//! Each number of the board leads to what it counts: totals over several builds too, and what the board leaves out.

import type { Locator, Page } from '@playwright/test';
import { alone, backToApps, command, expect, openBoard, openExample, wallet } from './assay';
import { sound } from './axe';
import { changed } from './many';

const test = alone();
/** So high that every row of a checklist is drawn. */
const HIGH = { width: 1280, height: 7000 };

interface Board {
  releases: {
    assessments: { blockers: unknown[]; more_blockers: number; conditions: { waiver: string }[] }[];
  }[];
}

test.beforeEach(async ({ page, bridge }) => openExample(page, bridge));
test.afterEach(async ({ page }) => {
  await page.unrouteAll({ behavior: 'wait' });
  await backToApps(page);
});

const numberIn = async (one: Locator) => Number(/\d+/.exec(await one.innerText())?.[0]);
/** How many units the checklist shows, in which states. */
async function shown(page: Page) {
  const rows = page.getByTestId('unit-row');
  await expect(rows.first()).toBeVisible();
  const all = await rows.evaluateAll((found) => found.map((row) => [row.dataset.unit, row.dataset.result] as const));
  return { units: new Set(all.map(([unit]) => unit)).size, states: new Set(all.map(([, state]) => state)) };
}

test('a total over both platforms names what it counts, and leads to each and to all', async ({ page }) => {
  await openBoard(page);
  const total = wallet(page).locator('[data-testid="reason-total"][data-reason="control_fails"]');
  const count = await numberIn(total);
  await total.click();
  const dialog = page.getByRole('dialog', { name: `${count} required controls fail` });
  await expect(dialog.getByTestId('counted-item')).toHaveCount(count);
  await expect(dialog.getByTestId('counted-group')).toHaveCount(2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await sound(page, `what a total counts, ${colorScheme}`);
  }
  // Back to the number that somebody came from.
  await page.keyboard.press('Escape');
  await expect(total).toBeFocused();

  await page.keyboard.press('Enter');
  const ios = dialog.getByTestId('counted-group').filter({ hasText: 'iOS' });
  const last = ios.getByTestId('counted-item').last();
  const control = (await last.getAttribute('data-item')) ?? '';
  const many = await ios.getByTestId('counted-item').count();
  await last.click();
  await expect(page.getByTestId('verdict-row')).toHaveCount(many);
  await expect(page.locator('[data-testid="verdict-row"].current')).toHaveAttribute('data-control', control);

  await openBoard(page);
  await total.click();
  await ios.getByTestId('counted-all').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('verdict-row')).toHaveCount(many);
});

test('units that are open until the release is due are named build by build', async ({ page }) => {
  await page.setViewportSize(HIGH);
  await openBoard(page);
  const open = wallet(page).getByTestId('due-open');
  const count = await numberIn(open);
  await open.click();
  const dialog = page.getByRole('dialog', { name: `${count} units of Harbour Wallet 4.2.0 are open` });
  await expect(dialog.getByTestId('counted-item')).toHaveCount(count);
  const android = dialog.getByTestId('counted-group').filter({ hasText: 'Android' });
  const many = await android.getByTestId('counted-item').count();
  const unit = await android.getByTestId('counted-item').nth(2).getAttribute('data-item');
  await android.getByTestId('counted-item').nth(2).click();
  await expect(page.locator('.row-item.cursor')).toHaveAttribute('data-unit', unit ?? '');
  const { units, states } = await shown(page);
  expect(units).toBe(many);
  for (const answered of ['pass', 'fail', 'not_applicable', 'inconclusive']) expect(states).not.toContain(answered);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('how many are decided leads to those, and of how many to all that are required', async ({ page }) => {
  await page.setViewportSize(HIGH);
  await openBoard(page);
  const line = wallet(page).getByTestId('board-platform').first();
  const [decided, required] = [line.getByTestId('board-decided'), line.getByTestId('board-required')];
  const [done, all] = [await numberIn(decided), await numberIn(required)];
  expect(done).toBeLessThan(all);
  await decided.click();
  const answered = await shown(page);
  expect(answered.units).toBe(done);
  for (const open of ['untested', 'stale', 'disputed']) expect(answered.states).not.toContain(open);
  await openBoard(page);
  await required.click();
  await expect.poll(async () => (await shown(page)).units).toBe(all);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('failed controls that are accepted lead to those alone', async ({ page }) => {
  await openBoard(page);
  const accepted = wallet(page).getByTestId('board-accepted-controls').first();
  await expect(accepted).toHaveText('one of them accepted');
  await accepted.click();
  await expect(page.getByTestId('verdict-row')).toHaveCount(1);
  await expect(page.getByTestId('verdict-accepted')).toContainText('accepted until');
});

test('the headline narrows the list to what each of its numbers counts', async ({ page }) => {
  await openBoard(page);
  const releases = page.getByTestId('board-release');
  await expect(releases).toHaveCount(1);
  await page.getByTestId('board-hidden').click();
  await expect(page.getByTestId('board-all')).toBeChecked();
  await expect(releases).toHaveCount(2);
  const outdated = page.getByTestId('board-summary-outdated');
  await expect(outdated).toHaveAttribute('aria-pressed', 'false');
  await outdated.click();
  await expect(outdated).toHaveAttribute('aria-pressed', 'true');
  await expect(releases).toHaveCount(1);
  await expect(releases.getByTestId('outdated')).toBeVisible();
  await expect(page.getByTestId('board-summary')).toContainText('None of 2 releases');
  await sound(page, 'a narrowed board');
  await page.getByTestId('board-show-all').click();
  await expect(releases).toHaveCount(2);
  await outdated.click();
  await outdated.click();
  await expect(releases).toHaveCount(2);
  await page.getByTestId('board-all').uncheck();
});

test('what the board leaves out is shown in place', async ({ page }) => {
  // As where there are very many: the board names the first only.
  let [named, conditions] = [0, 0];
  await changed<Board>(page, 'board_show', ({ releases }) => {
    for (const one of releases.flatMap((release) => release.assessments)) {
      one.more_blockers = Math.max(0, one.blockers.length - 1);
      named = Math.max(named, one.blockers.length);
      one.blockers = one.blockers.slice(0, 1);
      const [first] = one.conditions;
      if (first) one.conditions = Array.from({ length: 5 }, (_, at) => ({ ...first, waiver: `${first.waiver}-${at}` }));
      conditions = Math.max(conditions, one.conditions.length);
    }
  });
  await openBoard(page);
  const blockers = wallet(page).getByTestId('blocker');
  await expect(blockers).toHaveCount(1);
  const more = wallet(page).getByTestId('blockers-more');
  await expect(more).toHaveText(named === 2 ? 'and one more' : `and ${named - 1} more`);
  await more.press('Enter');
  await expect(blockers).toHaveCount(named);
  await expect(more).toBeFocused();
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await more.press('Enter');
  await expect(blockers).toHaveCount(1);

  const told = wallet(page).getByTestId('board-conditions').getByRole('listitem');
  expect(conditions).toBe(5);
  await expect(told).toHaveCount(4);
  await wallet(page).getByTestId('conditions-more').click();
  await expect(told).toHaveCount(6);
});

test('findings of somebody that are past their day', async ({ page }) => {
  await changed<{ state: string; overdue: boolean }[]>(page, 'findings_list', (rows) => {
    const first = rows.find((row) => row.state === 'open');
    for (const row of rows) row.overdue = row === first;
  });
  await openBoard(page);
  await page.getByTestId('board-owner-late').click();
  await expect(page.getByTestId('board-finding-list').getByRole('listitem')).toHaveCount(1);
});

// From here on the workspace has more than the example.
test('what nobody has is named, assessment by assessment', async ({ page }) => {
  const { releases } = await command<{ releases: { release: string; release_name: string }[] }>(page, 'board_show', {});
  const release = releases.find((one) => one.release_name === '4.2.0')?.release;
  await command(page, 'assessment_open', { release, profile: 'L1' });
  await openBoard(page);
  const nobody = page.getByTestId('board-nobody-all');
  const count = await numberIn(nobody);
  await nobody.click();
  const counted = page.getByTestId('counted');
  await expect(counted.getByTestId('counted-item')).toHaveCount(count);
  await expect(counted.getByTestId('counted-group').first()).toContainText(', L1');
  await page.keyboard.press('Escape');
  await expect(nobody).toBeFocused();
});
