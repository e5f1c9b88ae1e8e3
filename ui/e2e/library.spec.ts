//! The standards library against the real backend: versions side by side and compared, profiles of one's own, an
//! assessment opened by a profile with questions, answers shared by builds, and an assessment moved to other versions.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, test, type Bridge } from './assay';
import { sound } from './axe';

/** Axe finds nothing, in light and dark. */
async function soundInBoth(page: Page, what: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await sound(page, `${what}, ${colorScheme}`);
  }
}

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A small MASTG of our own making: enough to be another version, with one file that is broken. */
function smallGuide(bridge: Bridge): string {
  const dir = join(bridge.dir, 'mastg');
  const tests = join(dir, 'tests-beta/android/MASVS-STORAGE');
  for (const number of ['0200', '0201', '0202']) {
    const front = `platform: android\ntitle: Made-up test ${number}\nid: MASTG-TEST-${number}\ntype: [static]\nweakness: MASWE-0007\nprofiles: [L1, L2]`;
    write(join(tests, `MASTG-TEST-${number}.md`), `---\n${front}\n---\n\n## Overview\n\nWords of our own.\n`);
  }
  write(join(tests, 'MASTG-TEST-0299.md'), '---\nid: [\n---\n');
  write(join(dir, 'README.md'), '# A made-up guide\n');
  return dir;
}

async function syncGuide(page: Page, bridge: Bridge) {
  await page.keyboard.press('Alt+s');
  await expect(page.getByTestId('catalogue').first()).toBeVisible();
  const versions = page
    .locator('section', { has: page.getByRole('heading', { name: 'MASTG' }) })
    .getByTestId('catalogue');
  if ((await versions.count()) < 2) {
    await page.getByTestId('sync-source').fill(smallGuide(bridge));
    await page.getByTestId('sync-start').click();
    await expect(page.getByTestId('sync-done')).toBeVisible({ timeout: 30_000 });
  }
}

/** Chooses the other version than the one chosen now. */
async function chooseOther(page: Page, testid: string) {
  const select = page.getByTestId(testid);
  const now = await select.inputValue();
  const all = await select
    .locator('option')
    .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
  await select.selectOption(all.find((one) => one !== now) ?? now);
}

test('a sync lists what is odd by kind, and two versions are compared both ways', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await syncGuide(page, bridge);
  await expect(page.getByTestId('sync-counts')).toContainText('Tests with a procedure');
  await expect(page.getByTestId('odd')).toContainText('MASTG-TEST-0299.md');
  await soundInBoth(page, 'library');
  await page.getByTestId('compare-MASTG').click();
  await expect(page.getByTestId('changes')).toBeVisible();
  await soundInBoth(page, 'comparison');
  const added = page.getByTestId('change-added');
  const removed = page.getByTestId('change-removed');
  // Of the guide that ships, the small one has only three tests.
  const gone = await removed.innerText();
  await page.getByTestId('compare-swap').click();
  await expect(added).toHaveText(gone.replace('Removed', 'Added'));
  await added.click();
  await expect(page.getByTestId('changes').locator('[data-kind]').first()).toHaveAttribute('data-kind', 'added');
  // Keys only: down in the list, the detail follows, Escape takes the filter off.
  await page.getByTestId('changes').focus();
  const title = await page.getByTestId('change-detail').innerText();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('change-detail')).not.toHaveText(title);
  await page.keyboard.press('Escape');
  await expect(added).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByTestId('changes')).toBeFocused();
});

test('a profile of one’s own: what is wrong in it is named by line, then it is added, compared and removed', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  const file = join(bridge.dir, 'acme-wallet.yaml');
  const head = 'format: assay-profile/1\nid: acme-wallet\ntitle: Acme Wallet\nextends: [fintech]\n';
  write(file, `${head}exclud: [FIN-1.1]\n`);
  await page.keyboard.press('Alt+p');
  await expect(page.getByTestId('plan-rows')).toBeVisible();
  await soundInBoth(page, 'profiles');
  const add = async () => {
    await page.getByTestId('profile-add').click();
    await page.getByTestId('ask-path').fill(file);
    await page.getByTestId('ask-ok').click();
  };
  await add();
  await expect(page.getByTestId('profile-problems')).toContainText('line 5');
  await expect(page.getByTestId('profile-problems')).toContainText('exclud');
  await soundInBoth(page, 'problems of a profile');
  write(
    file,
    `${head}exclude:\n  - {id: FIN-1.3, because: Our provider does it.}\nparameters: {FIN-2.1.idle-minutes: 3}\n`,
  );
  await add();
  await expect(page.getByTestId('profile')).toHaveAttribute('data-profile', 'acme-wallet');
  await page.getByTestId('plan-filter').fill('FIN-1.3');
  await page.getByTestId('plan-rows').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plan-detail')).toContainText('Our provider does it.');
  await expect(page.getByTestId('plan-detail')).toContainText('acme-wallet, line 6');
  await page.getByTestId('profile-citations').click();
  await expect(page.getByTestId('citations')).toContainText('Monetary Authority of Singapore');
  await soundInBoth(page, 'clauses');
  await page.getByTestId('profile-facts').click();
  await soundInBoth(page, 'parameters, gate, files');
  await page.getByTestId('profile-against').selectOption('fintech');
  await expect(page.getByTestId('profile-comparison')).toContainText('FIN-2.1.idle-minutes');
  await expect(page.getByTestId('compared-rows')).toContainText('FIN-1.3');
  await soundInBoth(page, 'comparison of profiles');
  await page.getByTestId('profile-remove').click();
  await page.getByTestId('profile-remove-run').click();
  await expect(page.locator('[data-testid="profile-entry"][data-profile="acme-wallet"]')).toHaveCount(0);
});

test('an assessment by a profile: questions, proposals, and an answer about the back end on both builds', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  await page.keyboard.press('Alt+a');
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('pick-fintech').click();
  await expect(page.getByTestId('questionnaire')).toBeVisible();
  await page.getByTestId('answer-jurisdiction-eu').check();
  await page.getByTestId('answer-data-none').click();
  await page.getByTestId('answer-feature-back-end').check();
  await expect(page.getByTestId('questions-effect')).not.toContainText('proposes 0 as');
  await expect(page.getByTestId('questions-effect')).not.toContainText('leaves out 0 of');
  await soundInBoth(page, 'questions');
  await page.getByTestId('assessment-open').click();
  const checklist = new ChecklistPage(page);
  await expect(checklist.rows.first()).toBeVisible();
  // Proposals wait to be accepted.
  await page.getByTestId('proposals-review').click();
  await soundInBoth(page, 'proposals');
  await page.getByTestId('proposals-accept-all').click();
  await expect(page.getByTestId('proposals')).toHaveCount(0);
  await expect(checklist.list).toBeFocused();
  // A requirement about the back end, answered on one build ...
  await page.keyboard.press('/');
  await page.keyboard.type('API-2');
  await page.keyboard.press('Enter');
  const row = page.locator('[data-unit="direct:API-2"]').first();
  await expect(row).toContainText('Back end');
  await row.click();
  await expect(page.getByTestId('asks')).toBeVisible();
  await page.getByTestId('method').fill('Asked the operators and read the configuration.');
  await page.getByTestId('note').fill('Limits are set for each account.');
  const until = await page.getByTestId('valid-until').inputValue();
  expect(until.slice(0, 4)).toBe(String(new Date().getFullYear() + 1));
  await soundInBoth(page, 'a requirement');
  await checklist.list.focus();
  await page.keyboard.press('p');
  await expect(row).toHaveAttribute('data-result', 'pass');
  // ... stands on the other one too.
  await page.keyboard.press(']');
  await expect(page.getByRole('button', { name: /^Build iOS/ })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('API-2');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-unit="direct:API-2"]').first()).toHaveAttribute('data-result', 'pass');
});

test('an assessment moves to another version, and every answer is accounted for', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await syncGuide(page, bridge);
  await page.keyboard.press('Alt+a');
  await page
    .getByRole('button', { name: /^More for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: /Move to another profile or version/ }).click();
  await expect(page.getByText('Choose what to move to')).toBeVisible();
  await chooseOther(page, 'migration-mastg');
  await expect(page.getByTestId('migration-rows')).toBeVisible({ timeout: 30_000 });
  await soundInBoth(page, 'migration');
  const counts = await Promise.all(
    ['carried', 'renumbered', 'stale', 'redo', 'dropped'].map(async (outcome) =>
      Number((await page.getByTestId(`outcome-${outcome}`).innerText()).replace(/\D/g, '')),
    ),
  );
  const all = counts.reduce((sum, count) => sum + count, 0);
  expect(Number(await page.getByTestId('migration-rows').getAttribute('data-count'))).toBe(all);
  const sum = (await page.getByTestId('migration-summary').innerText()).match(/\d+/g)?.map(Number) ?? [];
  expect(sum.slice(0, 4).reduce((total, one) => total + one, 0)).toBe(all);
  // What it ends with is whole in a low window, and lies over nothing in one that is lower still.
  const foot = page.getByTestId('migration-foot');
  await page.setViewportSize({ width: 800, height: 560 });
  await expect(foot).toBeInViewport({ ratio: 0.99 });
  await page.setViewportSize({ width: 640, height: 400 });
  await foot.scrollIntoViewIfNeeded();
  await expect(foot).toBeInViewport({ ratio: 0.99 });
  await expect(foot).toHaveCSS('position', 'static');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByTestId('migration-apply').click();
  await expect(page.getByTestId('unit-row').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('toast').first()).toContainText('carried over');
});
