//! Where the ways from the board lead, and what is said on them: each to its own, and in words that need no explanation.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  alone,
  backToApps,
  ChecklistPage,
  command,
  expect,
  openBoard,
  openExample,
  wallet,
  type Bridge,
} from './assay';
import { sound } from './axe';

const test = alone();

interface Seen {
  releases: { release: string; release_name: string }[];
}

test.beforeEach(async ({ page, bridge }) => openExample(page, bridge));
test.afterEach(async ({ page }) => backToApps(page));

test('sign-offs lead to the sign-offs', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openBoard(page);
  await wallet(page).getByTestId('board-sign-offs').getByRole('button').click();
  const section = page.getByTestId('sign-offs');
  await expect(section).toBeFocused();
  await expect(section.getByTestId('sign-off').first()).toBeInViewport({ ratio: 1 });
  await expect(section.getByRole('heading')).toBeInViewport({ ratio: 1 });
  // Who comes by the tab begins at the top.
  await page.getByTestId('tab-checklist').click();
  await page.getByTestId('tab-report').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(section).not.toBeFocused();
});

test('by which gate a release is measured is shown on the board and in an assessment', async ({ page }) => {
  await openBoard(page);
  const opener = wallet(page).getByTestId('board-gate');
  await opener.click();
  const gate = page.getByTestId('gate-dialog');
  await expect(gate).toContainText('L2+R+P');
  // The usual gate: five conditions and a level, and the other three are named too.
  await expect(gate.getByTestId('gate-asked')).toHaveCount(6);
  await expect(gate.getByTestId('gate-asked').last()).toHaveText('Open findings are below high');
  await expect(gate.getByTestId('gate-not-asked')).toHaveCount(3);
  await expect(gate).toContainText('The assessment was opened with this gate on');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await sound(page, `what the gate asks for, ${colorScheme}`);
  }
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await new ChecklistPage(page).open();
  await page.getByRole('button', { name: 'L2+R+P: show what the gate asks for' }).click();
  await page.getByTestId('gate-profile').click();
  await expect(page.getByTestId('profile')).toHaveAttribute('data-profile', 'L2+R+P');
});

test('in the list of apps counts say what they count, and lead to as many', async ({ page }) => {
  const of = page.getByTestId('assessment').filter({ hasText: 'L2+R+P' }).getByRole('listitem');
  const build = of.filter({ hasText: '(4211)' });
  await expect(build).toContainText(/% decided\s*Units:\s*3 failed\s*3 inconclusive/);
  await build.getByRole('button', { name: '3 failed' }).click();
  const units = () =>
    page.getByTestId('unit-row').evaluateAll((rows) => new Set(rows.map((row) => row.dataset.unit)).size);
  await expect.poll(units).toBe(3);
});

test('the headline is of what the filter leaves', async ({ page }) => {
  await openBoard(page);
  await page.getByTestId('board-all').check();
  const summary = page.getByTestId('board-summary');
  await expect(summary).toContainText('2 releases may ship yet');
  await page.getByTestId('board-filter').fill('4.1');
  await expect(summary).toContainText('The one release shown may not ship yet.');
  await page.getByTestId('board-filter').fill('nothing like it');
  await expect(summary).toHaveText('No release matches.');
  await page.getByTestId('board-filter').fill('');
  await expect(summary).toContainText('None of 2 releases');
  await page.getByTestId('board-all').uncheck();
});

test('a control that one comes for is in sight in the list too', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await openBoard(page);
  const blocker = page.getByTestId('blocker').getByRole('button', { name: /^MASVS-/ });
  await blocker.last().click();
  const control = page.locator('[data-testid="verdict-row"].current');
  await expect(control).toBeInViewport({ ratio: 1 });
  // By keys too, in both directions, and never under the head of the table.
  const current = () => control.getAttribute('data-control');
  for (const key of ['j', 'k']) {
    let before: string | null = null;
    for (let at = 0; at < 40; at += 1) {
      const now = await current();
      if (now === before) break;
      before = now;
      await page.keyboard.press(key);
      await expect(control).toBeInViewport({ ratio: 1 });
    }
  }
  const [row, head] = await Promise.all([control.boundingBox(), page.locator('thead').boundingBox()]);
  expect(row!.y).toBeGreaterThanOrEqual(head!.y + head!.height - 1);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('the lines of a reason and of conditions stay lines', async ({ page }) => {
  await openBoard(page);
  await wallet(page).getByTestId('decide').click();
  await page.getByText('Conditional', { exact: true }).click();
  await page.getByTestId('decision-role').fill('Release manager');
  await page.getByTestId('decision-reason').fill('Known.\nBehind a switch.');
  await page.getByTestId('decision-conditions').fill(`Until 4.2.1:\n- the token\n- ${'long'.repeat(60)}`);
  await page.getByTestId('decision-save').click();
  const words = wallet(page).getByTestId('decision-words');
  const lines = async () => (await words.innerText()).split('\n').map((line) => line.trim());
  await expect.poll(lines).toEqual(expect.arrayContaining(['Known.', 'Behind a switch.', '- the token']));
  expect(await words.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await wallet(page).getByTestId('decide').click();
  const record = page.getByTestId('decision-record').first();
  expect((await record.innerText()).split('\n').map((line) => line.trim())).toContain('- the token');
  expect(await record.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});

test('assigning says who has how many tests, and where people are added', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.keyboard.press('o');
  await page.getByTestId('assign-who').selectOption({ label: 'Jonas Weber' });
  await page.getByTestId('assign-save').click();
  await expect(page.getByText('One test is assigned to Jonas Weber now.')).toBeVisible();
  await page.keyboard.press('o');
  await page.getByTestId('assign-save').click();
  await expect(page.getByText(/^Nothing changed:/)).toBeVisible();
  await page.keyboard.press('o');
  await page.getByTestId('assign-who').selectOption({ label: 'Nobody' });
  await page.getByTestId('assign-save').click();
  await expect(page.getByText(/^One test goes by its group or the build now: assigned to /)).toBeVisible();
  await page.keyboard.press('o');
  await sound(page, 'assigning');
  await page.getByTestId('assign-people').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('section', { has: page.getByTestId('person-add') })).toBeFocused();
});

test('who was chosen before the people were read stays chosen, and nobody is only whom somebody chose', async ({
  page,
}) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.route('**/api/members_list', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await route.continue();
  });
  const assigned = async (save: () => Promise<void>) => {
    const asked = page.waitForRequest('**/api/work_assign');
    await save();
    return ((await asked).postDataJSON() as { assignee: string | null }).assignee;
  };
  const save = page.getByTestId('assign-save');
  await page.keyboard.press('o');
  await expect(save).toBeVisible();
  expect(await assigned(() => page.keyboard.press('Control+Enter'))).not.toBeNull();
  await expect(save).toHaveCount(0);
  await page.keyboard.press('o');
  await page.getByTestId('assign-who').selectOption({ label: 'Nobody' });
  await expect(page.getByTestId('assign-who').locator('option')).not.toHaveCount(1);
  expect(await assigned(() => save.click())).toBeNull();
  await expect(save).toHaveCount(0);
});

test('a filter of the history looks further back by itself', async ({ page }) => {
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('ledger-entry').first()).toBeVisible();
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Workspace founded' })).toHaveCount(0);
  const field = page.getByTestId('history-filter');
  await field.fill('workspace founded');
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Workspace founded' })).toHaveCount(1);
  const status = page.getByRole('status').filter({ hasText: 'in all' });
  const [found, read, total] = (await status.innerText()).match(/\d[\d,]*|one/g) ?? [];
  expect([found, read]).toEqual(['one', total]);
  await field.fill('nobody ever said this');
  await expect(page.getByText('None of the statements has these words.')).toBeVisible();
  await field.fill('');
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Workspace founded' })).toHaveCount(1);

  // It can be stopped, and goes on when somebody asks.
  let let_go = () => {};
  const waits = new Promise<void>((resolve) => (let_go = resolve));
  await page.keyboard.press('Alt+b');
  await page.route('**/api/ledger_show', async (route) => {
    if (route.request().postDataJSON()?.before) await waits;
    await route.continue();
  });
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('ledger-entry').first()).toBeVisible();
  await field.fill('workspace founded');
  await expect(page.getByText(/^Looking further back: \d+ of/)).toBeVisible();
  await sound(page, 'looking further back');
  await page.getByTestId('history-stop').click();
  await expect(page.getByText(/look further back below/)).toBeVisible();
  let_go();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  // What is recorded meanwhile is shown, and starts nothing that was stopped.
  const before = await status.innerText();
  await command(page, 'app_add', { name: `Harbour ${Date.now()}` });
  await expect(status).not.toHaveText(before, { timeout: 15_000 });
  await page.getByTestId('history-further').click();
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Workspace founded' })).toHaveCount(1);
});

async function addFile(page: Page, bridge: Bridge, name: string, text: string) {
  const file = join(bridge.dir, name);
  writeFileSync(file, text);
  await page.getByTestId('profile-add').click();
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
}

/** It is asked first, and nothing is lost by saying no. */
async function removeOwn(page: Page, name: string) {
  const own = page.locator(`[data-testid="profile"][data-profile="${name}"]`);
  const remove = own.getByTestId('profile-remove');
  await remove.click();
  await expect(page.getByRole('dialog')).toContainText(`Only the file ${name}.yaml brings it back`);
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await remove.click();
  await page.getByTestId('profile-remove-run').click();
  await expect(own).toHaveCount(0);
  await expect(page.locator('body')).not.toBeFocused();
}

test('a dialog shows how a profile is written: what it shows is a file that can be added', async ({ page, bridge }) => {
  // From anywhere, by words that people look for it by.
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('yaml gate');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('profile-guide')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+p');
  const opener = page.getByTestId('profile-guide-open');
  await opener.click();
  const guide = page.getByTestId('profile-guide');
  for (const rule of ['decided', 'expected-evidence', 'nothing-inconclusive', 'findings_below', 'not_waivable'])
    await expect(guide.getByRole('term').filter({ hasText: rule })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await sound(page, `how a profile is written, ${colorScheme}`);
  }
  const examples = await guide.getByTestId('guide-example').allInnerTexts();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await addFile(page, bridge, 'acme-wallet.yaml', `${examples.join('\n')}\n`);
  const own = page.locator('[data-testid="profile"][data-profile="acme-wallet"]');
  await expect(own).toBeVisible();
  await removeOwn(page, 'acme-wallet');
});

test('two profiles that differ in their gate only ask for the same tests, and the levels of both are shown', async ({
  page,
  bridge,
}) => {
  await page.keyboard.press('Alt+p');
  const head = 'format: assay-profile/1\nid: acme-wallet\ntitle: Acme Wallet\nextends: [fintech]\n';
  await addFile(page, bridge, 'acme-wallet.yaml', `${head}gate:\n  findings_below: critical\n`);
  await expect(page.getByTestId('profile')).toHaveAttribute('data-profile', 'acme-wallet');
  await page.getByTestId('profile-against').selectOption('fintech');
  const compared = page.getByTestId('profile-comparison');
  await expect(compared.getByRole('row', { name: 'Gate: open findings are below Critical High' })).toBeVisible();
  await expect(compared.getByTestId('compared-same')).toContainText('The same tests are asked for');
  await expect(compared).not.toContainText('Nothing differs');
  await sound(page, 'profiles that differ in settings only');
  await removeOwn(page, 'acme-wallet');
});

test('a shipped profile is copied as a start, and what was copied can be added', async ({ page, bridge, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Alt+p');
  for (const id of ['L2+R', 'fintech']) {
    await page.locator(`[data-testid="profile-entry"][data-profile="${id}"]`).click();
    await expect(page.locator(`[data-testid="profile"][data-profile="${id}"]`)).toBeVisible();
    await page.getByTestId('profile-start').click();
    const name = id === 'fintech' ? 'my-fintech' : 'my-l2-r';
    await expect(page.getByTestId('profile-started')).toContainText(`${name}.yaml`);
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text.split('\n')[0]).toBe('format: assay-profile/1');
    await sound(page, 'a profile that was copied');
    const own = page.locator(`[data-testid="profile"][data-profile="${name}"]`);
    // As it is, and with all its lines in use: it asks for what the profile asks for, by the file's own lines.
    await addFile(page, bridge, `${name}.yaml`, text);
    await expect(own).toContainText(`extends ${id}`);
    await expect(own.getByTestId('profile-notes')).toHaveCount(0);
    await addFile(page, bridge, `${name}.yaml`, text.replaceAll(/^# /gm, ''));
    const toast = page.getByTestId('toast').filter({ hasText: 'took the place of the file before' });
    await expect(toast).toContainText('keep the file that they were opened with');
    // What is noted on it can be read after the notice has gone.
    await expect(toast).toContainText(/\d+ notes on the file, such as: /);
    await toast.getByRole('button', { name: 'Show' }).click();
    const notes = own.getByTestId('profile-notes');
    await expect(notes.getByRole('list')).toBeFocused();
    await expect(notes).toContainText('have the same rules');
    await sound(page, 'notes on a profile file');
    await notes.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notes).toHaveCount(0);
    await expect(own.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(own.getByTestId('profile-start')).toHaveCount(0);
    await own.getByTestId('profile-facts').click();
    const gate = await own.getByRole('region', { name: 'Release gate' }).innerText();
    expect(gate).toContain('Open findings are below high');
    expect(gate.includes('approved by a second person')).toBe(id === 'fintech');
    await removeOwn(page, name);
  }
});

// From here on the workspace has more than the example.
test('without an assessment a release is not ready as any other that is not', async ({ page }) => {
  const app = await command<{ id: string }>(page, 'app_add', { name: 'Quay' });
  await command(page, 'release_add', { app: app.id, name: '1.0' });
  await openBoard(page);
  const quay = page.getByTestId('board-release').filter({ hasText: 'Quay 1.0' });
  const look = async (release: typeof quay) => {
    const word = release.getByTestId('gate-word');
    await expect(word.locator('svg')).toBeVisible();
    return word.evaluate((one) => getComputedStyle(one).color);
  };
  await expect(quay).toContainText('Not ready: no assessment measures it.');
  expect(await look(quay)).toBe(await look(wallet(page)));
});

test('two assessments of a release are told apart, and each leads to its own comparison', async ({ page }) => {
  const { releases } = await command<Seen>(page, 'board_show', {});
  const release = releases.find((one) => one.release_name === '4.2.0')?.release;
  const title = 'By the first level alone';
  await command(page, 'assessment_open', { release, profile: 'L1', title });
  await openBoard(page);
  const heads = wallet(page).getByTestId('board-profile');
  await expect(heads).toHaveText(['L1', 'L2+R+P']);
  await expect(wallet(page).getByRole('button', { name: /4\.2\.0 .*, L1$/ })).toHaveCount(2);
  await expect(page.getByTestId('board-nobody')).toContainText(', L1');
  await sound(page, 'two assessments of a release');
  const since = wallet(page).getByTestId('board-since-build');
  await since.first().click();
  await expect(page.getByTestId('builds')).toContainText(title);
  // Another build to compare with is compared by the same; so is what lies behind the way back.
  await page.keyboard.press('Escape');
  await since.last().click();
  await expect(page.getByTestId('builds-changed')).toBeVisible();
  await expect(page.getByTestId('builds')).not.toContainText(title);
});

test('what nobody has is counted, and leads to those units', async ({ page }) => {
  await openBoard(page);
  const nobody = page.getByTestId('board-nobody');
  const all = Number(/\d+/.exec((await nobody.locator('p').innerText()) ?? '')?.[0]);
  const each = (await nobody.getByTestId('board-nobody-units').allInnerTexts()).map((words) =>
    Number.parseInt(words, 10),
  );
  expect(each.reduce((sum, one) => sum + one, 0)).toBe(all);
  const count = each.at(-1) ?? 0;
  await page.setViewportSize({ width: 1280, height: 6000 });
  await nobody.getByTestId('board-nobody-units').last().click();
  const rows = page.getByTestId('unit-row');
  await expect
    .poll(async () => new Set(await rows.evaluateAll((list) => list.map((one) => one.dataset.unit))).size)
    .toBe(count);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('two assessments by one profile are told apart by the day or the time', async ({ page }) => {
  const { releases } = await command<Seen>(page, 'board_show', {});
  const release = releases.find((one) => one.release_name === '4.2.0')?.release;
  await command(page, 'assessment_open', { release, profile: 'L1' });
  await openBoard(page);
  const heads = wallet(page).getByTestId('board-profile');
  await expect(heads).toHaveText([/^L1, opened /, /^L1, opened /, 'L2+R+P']);
  const names = await heads.allInnerTexts();
  expect(new Set(names).size).toBe(3);
  for (const name of names) await expect(wallet(page).getByTestId('board-sentence')).toContainText(`(${name})`);
});
