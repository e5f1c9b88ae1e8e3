//! What a manager and a second person rely on: numbers that lead to what they count, conclusions that do not call themselves
//! lowering, accepted risks that show where they matter, and one's own approval that counts for nothing.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { alone, backToApps, ChecklistPage, command, expect, openBoard, openExample, wallet } from './assay';
import { manyBuildsEach } from './many';
import { sound } from './axe';

const test = alone();

test.afterEach(async ({ page }) => backToApps(page));

async function verdicts(page: Page) {
  await new ChecklistPage(page).open();
  await page.keyboard.press('2');
  await expect(page.getByTestId('verdict-row').first()).toBeVisible();
}
const cell = (page: Page, control: string, platform = 'android') =>
  page.locator(`[data-testid="verdict-row"][data-control="${control}"] [data-platform="${platform}"]`);

test('the board says what holds back, by name, and what the gate does not ask', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  const release = wallet(page);
  await expect(release.getByTestId('blocker').first()).toContainText('The session token lies in clear text');
  await expect(release.getByTestId('blocker').first()).toContainText('Ines Aalto');
  const reviews = release.getByTestId('board-review').first();
  await expect(reviews).toContainText('the gate does not ask for');
  await expect(reviews).toContainText(/\w, \d/);
  await expect(reviews).not.toContainText(/,\S/);
  await expect(release.getByTestId('board-sign-offs')).toContainText('one of them outdated');
  await expect(release.getByTestId('decision-words')).toContainText('The session token lies in clear text on Android');
  await expect(release.getByTestId('decided-by')).toContainText('Ruth Ekman, Product owner');
  await expect(page.getByTestId('before-due')).toContainText('before the release is due');
  await expect(release.locator('[data-reason="finding_open"]')).toContainText('high or worse');

  // Each number leads to exactly what it counts.
  const returned = release.getByTestId('board-review-returned').first();
  const count = Number(/\d+/.exec((await returned.textContent()) ?? '')?.[0]);
  await returned.click();
  await expect(page.locator('[data-testid="row-review"][data-review="returned"]')).toHaveCount(count);
  await expect(page.getByTestId('unit-row')).toHaveCount(count);
  await openBoard(page);
  const approved = wallet(page).getByTestId('board-review-approved').first();
  const many = Number(/\d+/.exec((await approved.textContent()) ?? '')?.[0]);
  await page.setViewportSize({ width: 1280, height: 1600 });
  await approved.click();
  const units = page.getByTestId('unit-row');
  await expect
    .poll(async () => new Set(await units.evaluateAll((all) => all.map((one) => one.dataset.unit))).size)
    .toBe(many);
  await page.setViewportSize({ width: 1280, height: 800 });
  await openBoard(page);
  await wallet(page).locator('button[data-reason="waiver_expired"]').click();
  await expect(page.getByTestId('findings-narrowed')).toBeVisible();
  await expect(page.getByTestId('finding-row')).toHaveCount(1);
  await expect(page.getByTestId('finding-row')).toContainText('Two statistics hosts');
  await openBoard(page);
  await wallet(page).locator('button[data-reason="finding_open"]').click();
  await expect(page.getByTestId('finding-row')).toHaveCount(1);
  await expect(page.getByTestId('finding-row')).toContainText('The session token');
  await openBoard(page);
  await wallet(page).locator('[data-testid="accepted"]').first().click();
  await expect(page.getByTestId('verdict-row')).toHaveCount(1);
  await expect(page.getByTestId('verdict-accepted')).toContainText('accepted until');
});

test('what changed compares with the version before and leads to the comparison', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  const since = wallet(page).getByTestId('board-since').first();
  await expect(since).toContainText('Since 4.1.0 (4103)');
  await expect(since).toContainText('not decided there');
  // Each number leads to what it counts: so many rows, and not one more.
  const parts = ['broken', 'first_judged', 'still', 'mended', 'new_findings', 'fixed_findings'];
  let seen = 0;
  for (const part of parts) {
    const number = since.getByTestId(`board-since-${part}`);
    if (!(await number.count())) continue;
    const words = await number.innerText();
    const count = words.startsWith('one ') ? 1 : Number.parseInt(words, 10);
    await number.click();
    await expect(page.getByTestId(`builds-part-${part}`)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId(`builds-part-${part}`)).toContainText(`${count}`);
    const rows = page.getByTestId(part.endsWith('_findings') ? 'builds-finding' : 'builds-control');
    await expect(rows).toHaveCount(count);
    await expect(rows.first()).toBeInViewport();
    await page.keyboard.press('Escape');
    seen += 1;
  }
  expect(seen).toBeGreaterThan(1);
  await since.getByTestId('board-since-build').click();
  await expect(page.getByTestId('builds-from')).toContainText('4.1.0 · Android 4.1.0 (4103)');
  await expect(page.getByTestId('builds-to').locator('option:checked')).toContainText('Android 4.2.0 (4211)');

  // A build that nothing can be compared with leaves the lists where they are.
  const alone = page.getByTestId('builds-to').locator('option', { hasText: 'iOS' });
  await page.getByTestId('builds-to').selectOption((await alone.first().getAttribute('value')) ?? '');
  await expect(page.getByTestId('builds-alone')).toBeVisible();
  await expect(page.getByTestId('builds-to')).toBeVisible();
  await page.getByTestId('builds-beside').click();
  await expect(page.getByTestId('beside-differing')).toBeVisible();

  // From the current release, of which the build added last is the only one on its platform.
  await page.keyboard.press('Alt+a');
  await page.getByTestId('app').first().click();
  await page.getByTestId('builds-compare').first().click();
  await expect(page.getByTestId('builds-to').locator('option:checked')).toContainText('4.2.0');
  await expect(page.getByTestId('builds-from').locator('option:checked')).toContainText('4.1.0 (4103)');
  await expect(page.getByTestId('builds-alone')).toHaveCount(0);
});

test('what a failure elsewhere left open is concluded, never lowered', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await verdicts(page);
  await expect(page.getByText(/Android: 24 controls are asked for/)).toContainText('does not apply');
  await cell(page, 'MASVS-STORAGE-2').click();
  const pane = page.getByTestId('explanation');
  await expect(pane).not.toContainText('Lower');
  await expect(pane).toContainText('An assessor concludes.');
  await page.getByTestId('conclude').click();
  await expect(page.getByTestId('override-to').locator('input:checked')).toHaveCount(0);
  await page.getByTestId('override-reason').fill('Both failures are in another part of the app.');
  await expect(page.getByTestId('override-save')).toBeDisabled();
  await page.getByTestId('override-to-pass').click();
  await page.getByTestId('override-save').click();
  await expect(page.getByText('You concluded on MASVS-STORAGE-2: Pass.')).toBeVisible();
  await expect(cell(page, 'MASVS-STORAGE-2').getByTestId('verdict-concluded')).toBeVisible();
  await expect(cell(page, 'MASVS-STORAGE-2')).not.toContainText('lower');
});

test('an accepted risk shows at the verdict, and a day far off is warned of', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await verdicts(page);
  await cell(page, 'MASVS-STORAGE-1').click();
  await expect(page.getByTestId('verdict-waivers')).toHaveCount(0);
  await page.getByTestId('control-waive').click();
  await page.getByTestId('waiver-approver').fill('Dr. Nobody');
  await page.getByTestId('waiver-role').fill('CISO');
  await page.getByTestId('waiver-reason').fill('Nobody reads backups.');
  await page.getByTestId('waiver-until').fill('2126-01-01');
  await expect(page.getByTestId('waiver-far')).toBeVisible();
  await page.getByTestId('waiver-save').click();
  const waivers = page.getByTestId('verdict-waivers');
  await expect(waivers).toContainText('Dr. Nobody, CISO');
  await expect(waivers).toContainText('Nobody reads backups.');
  await expect(cell(page, 'MASVS-STORAGE-1').getByTestId('verdict-accepted')).toContainText('2126');
});

test('the statements that outdate a decision are listed', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  await wallet(page).getByTestId('outdated-by').click();
  const later = page.getByTestId('later');
  const count = Number(/\d+/.exec((await later.locator('p').first().textContent()) ?? '')?.[0]);
  await expect(later.getByTestId('ledger-entry')).toHaveCount(count);
});

test('one who is a member already is that person, and nobody approves what came back to them', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  await page.keyboard.press('Control+,');
  const lena = page.getByTestId('person').filter({ hasText: 'Lena Fischer' });
  await expect(lena).toHaveCount(1);
  await page.getByTestId('person-add').click();
  await page.getByTestId('person-name').fill('Somebody Else');
  await page.getByTestId('person-email').fill('lena@harbour.example.org');
  await page.getByTestId('person-save').click();
  await expect(page.getByText(/Lena Fischer is a member with the e-mail address/)).toBeVisible();
  await page.getByTestId('person-name').fill('Lena Fischer');
  await page.getByTestId('person-save').click();
  await expect(lena).toHaveCount(1);
  await page.getByRole('button', { name: 'Work as Lena Fischer' }).click();
  await expect(page.getByText('You work as Lena Fischer now.')).toBeVisible();

  await new ChecklistPage(page).open();
  await page.getByTestId('queue-returned').click();
  await page.locator('[data-testid="unit-row"]').first().click();
  const review = page.getByTestId('review');
  await expect(review).toHaveAttribute('data-review', 'returned');
  await expect(review.getByTestId('review-own')).toContainText('came back to you');
  await expect(review.getByTestId('review-approve')).toHaveCount(0);
  await review.getByTestId('review-submit').click();
  await expect(review).toHaveAttribute('data-review', 'submitted');
  await expect(review.getByTestId('review-own')).toContainText('counts for nothing as a second person');
  await expect(review.getByTestId('review-approve')).not.toHaveClass(/primary/);
});

test('the gate of a release under way is changed by moving to a profile; answers, findings and accepted risks go with it', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  const path = join(bridge.dir, 'ours.yaml');
  const gate = 'gate:\n  require: [decided, no-failed-required, approved]\n  findings_below: critical\n';
  writeFileSync(path, `format: assay-profile/1\nid: ours\ntitle: Ours\nextends: [L2+R+P]\n${gate}`);
  await command(page, 'profile_add', { path });
  await openBoard(page);
  await expect(wallet(page)).toContainText('accepted');
  await page.keyboard.press('Alt+a');
  const own = page.getByTestId('assessment').filter({ hasText: 'L2+R+P' }).last();
  await own.locator('[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: /Move to another profile/ }).click();
  await page.getByTestId('migration-profile').selectOption('ours');
  await expect(page.getByTestId('migration-gate')).toContainText('Every result was approved by a second person');
  await expect(page.getByTestId('migration-gate')).toContainText(
    'Open findings are below critical, until now below high',
  );
  await sound(page, 'moving to another profile');
  await page.getByTestId('migration-apply').click();
  await expect(page.getByTestId('unit-row').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.pinned')).toContainText('ours');
  await expect(page.getByTestId('row-findings').first()).toBeVisible();
  await openBoard(page);
  await expect(wallet(page)).toContainText('not approved');
  await expect(wallet(page)).toContainText('accepted');
  await expect(wallet(page).getByTestId('board-profile')).toHaveCount(0);
  // Whoever comes to the former one is told, and led on.
  await page.keyboard.press('Alt+a');
  const former = page.getByTestId('assessment').filter({ has: page.getByTestId('assessment-moved') });
  await expect(former).toHaveCount(1);
  await former.getByTestId('assessment-go').click();
  await page.getByTestId('moved-to').click();
  await expect(page.getByTestId('moved-to')).toHaveCount(0);
  await expect(page.locator('.pinned')).toContainText('ours');
});

test('whoever works on many builds has them all on the board, the rest on request', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await manyBuildsEach(page, 5);
  await page.keyboard.press('Alt+b');
  const person = page.getByTestId('board-people').locator('.person', { hasText: 'Lena Fischer' }).first();
  const builds = person.locator('li > button:not([aria-expanded])');
  await expect(builds).toHaveCount(3);
  const more = person.getByTestId('board-people-more');
  await expect(more).toHaveText('Show 2 more builds');
  await more.press('Enter');
  await expect(builds).toHaveCount(5);
  await expect(more).toBeFocused();
  await more.press('Enter');
  await expect(builds).toHaveCount(3);
});

test('owners of findings have their place among who has what', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  const owner = page.getByTestId('board-owners').getByRole('listitem').filter({ hasText: 'Ines Aalto' });
  const count = owner.getByTestId('board-owner');
  const words = (await count.innerText()).trim();
  await count.click();
  const list = page.getByTestId('board-finding-list').getByRole('listitem');
  await expect(list).toHaveCount(words.startsWith('one') ? 1 : Number.parseInt(words, 10));
  await list.filter({ hasText: 'session token' }).getByRole('button').click();
  await expect(page.getByTestId('finding')).toContainText('Ines Aalto');
});

test('a checkpoint that was kept elsewhere is held against the history', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await page.keyboard.press('Alt+h');
  const root = (await page.getByTestId('checkpoint').innerText()).trim();
  const answer = page.getByTestId('kept-answer');
  const check = async (text: string) => {
    await page.getByTestId('kept-checkpoint').fill(text);
    await page.getByTestId('kept-check').click();
  };
  await check(`  ${root.slice(0, 32)} ${root.slice(32).toUpperCase()}`);
  await expect(answer).toHaveAttribute('data-outcome', 'found');
  await expect(answer).toContainText('since then: 0');
  // Something is stated; what was kept is still a state of the history.
  await page.keyboard.press('Alt+b');
  await wallet(page).getByTestId('due-set').click();
  await page.getByTestId('due-day').fill('2099-01-01');
  await page.getByTestId('due-save').click();
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('checkpoint')).not.toHaveText(root);
  await check(root);
  await expect(answer).toContainText('since then: 1');
  await sound(page, 'a kept checkpoint');
  await check('0'.repeat(64));
  await expect(answer).toHaveAttribute('data-outcome', 'unknown');
  await expect(answer).toContainText('never had this checkpoint');
  await check('not a checkpoint');
  await expect(page.getByTestId('error')).toBeVisible();
  await expect(answer).toHaveCount(0);
});

test('giving up on a kept checkpoint accuses nobody', async ({ page, bridge }) => {
  // So many states of several devices that the search ends cannot be made here: the host's answer is changed.
  await page.route('**/api/checkpoint_check', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('"outcome":"unknown"', '"outcome":"too_many"');
    await route.fulfill({ response, body });
  });
  await openExample(page, bridge);
  await page.keyboard.press('Alt+h');
  await page.getByTestId('kept-checkpoint').fill('0'.repeat(64));
  await page.getByTestId('kept-check').click();
  const answer = page.getByTestId('kept-answer');
  await expect(answer).toHaveAttribute('data-outcome', 'too_many');
  await expect(answer).toContainText('proves nothing');
  await expect(answer).toContainText('A report that carries the checkpoint can be checked instead.');
  await expect(answer).not.toContainText(/rewritten|never had/);
});

test('a finding that should have been mended says so on the board', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await openBoard(page);
  const first = wallet(page).getByTestId('blocker').first();
  await expect(first).toContainText('to be mended by');
  await expect(first.getByTestId('blocker-over')).toHaveCount(0);
  await page.clock.setFixedTime('2031-01-01T09:00:00Z');
  await page.keyboard.press('Alt+a');
  await openBoard(page);
  await expect(first.getByTestId('blocker-over')).toHaveText('overdue');
});
