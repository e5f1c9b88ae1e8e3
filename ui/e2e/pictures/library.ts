//! The standards library and the settings: versions, comparison, profiles, moving to other versions.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ChecklistPage, expect, type Bridge } from '../assay';
import { Camera } from './camera';

const root = resolve(import.meta.dirname, '../../..');
/** OWASP's repositories, where they are at hand: without them the pictures show what ships. */
const shared = process.env.ASSAY_SHARED ?? resolve(root, '../shared');

async function synced(bridge: Bridge, workspace: string) {
  const assay = process.env.ASSAY_BIN ?? join(root, 'target/debug/assay');
  for (const name of ['masvs', 'maswe', 'mastg']) {
    const source = join(shared, 'owasp', name);
    if (!existsSync(source)) return;
    const { status, stderr } = spawnSync(assay, ['--workspace', workspace, 'standards', 'sync', source], {
      env: { ...process.env, ASSAY_HOME: join(bridge.dir, 'home') },
      encoding: 'utf8',
    });
    if (status) throw new Error(stderr);
  }
}

/** Profiles: what they ask for, their clauses, two side by side, a file that is not right. */
async function profiles(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  await camera.shot('profiles', async () => {
    await page.keyboard.press('Alt+p');
    await expect(page.getByTestId('plan-rows')).toBeVisible();
  });
  await camera.shot('profile-row', async () => {
    await page.locator('[data-testid="profile-entry"][data-profile="healthcare"]').click();
    await page.getByTestId('plan-filter').fill('HLT-');
    await page.getByTestId('plan-rows').focus();
    await page.keyboard.press('Enter');
  });
  await camera.shot('profile-facts', async () => {
    await page.getByTestId('profile-facts').click();
  });
  await camera.shot('profile-clauses', () => page.getByTestId('profile-citations').click());
  await camera.shot('profile-compare', async () => {
    await page.getByTestId('profile-against').selectOption('fintech');
    await expect(page.getByTestId('compared-rows')).toBeVisible();
  });
  await camera.shot('profile-problems', async () => {
    const file = join(bridge.dir, 'wrong.yaml');
    writeFileSync(file, 'format: assay-profile/1\nid: wrong\ntitle: Wrong\nextends: [fintec]\nexclud: [FIN-9.9]\n');
    await page.getByTestId('profile-add').click();
    await page.getByTestId('ask-path').fill(file);
    await page.getByTestId('ask-ok').click();
    await expect(page.getByTestId('profile-problems')).toBeVisible();
  });
}

export async function library(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  const checklist = new ChecklistPage(page);
  await camera.shot('standards', async () => {
    await page.keyboard.press('Alt+s');
    await expect(page.getByTestId('catalogue').first()).toBeVisible();
  });
  await camera.shot('standards-sync-error', async () => {
    await page.getByTestId('sync-source').fill('/no/such/repository');
    await page.getByTestId('sync-start').click();
    await expect(page.getByTestId('error').first()).toBeVisible({ timeout: 30_000 });
    await page.getByTestId('error').first().scrollIntoViewIfNeeded();
  });
  await camera.shot('standards-browse', async () => {
    await page.getByTestId('browse-filter').fill('storage');
    await page.getByTestId('browse-filter').scrollIntoViewIfNeeded();
  });
  await camera.shot('settings', () => page.keyboard.press('Control+,'));
  await camera.shot('settings-snippet', async () => {
    await page.getByTestId('snippet-add').click();
    await page.getByTestId('snippet-name').fill('No web view');
  });
  await page.keyboard.press('Escape');
  await camera.shot('settings-keys', async () => {
    const keys = page.locator('section[aria-labelledby="settings-keys"]');
    await keys.locator('summary').click();
    await expect(keys.locator('details')).toHaveAttribute('open');
    await keys.evaluate((section) => section.scrollIntoView({ block: 'start' }));
  });
  await camera.shot('settings-end', () =>
    page.locator('.page').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight)),
  );
  await profiles(camera, bridge);
  await synced(bridge, join(bridge.dir, 'home/example'));
  await checklist.open();
  await camera.shot('procedure-synced', async () => {
    await page.keyboard.press('Home');
    await page.getByTestId('unit-row').nth(2).click();
    await page.getByRole('tab', { name: camera.words('Procedure') }).click();
  });
  await camera.shot('procedure-synced-read', () =>
    page.getByTestId('unit-detail').evaluate((pane) => pane.scrollBy(0, 500)),
  );
  await camera.shot('standards-synced', () => page.keyboard.press('Alt+s'));
  await camera.shot('standards-compare', () => page.getByTestId('standards-compare').click());
  await camera.shot('palette-id', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('mastg test 235');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MASTG-TEST-0235');
  });
  await camera.shot('reference-control', async () => {
    await page.getByTestId('palette').fill('MASVS-STORAGE-2');
    await expect(page.getByTestId('palette-entry').first()).toContainText('MASVS-STORAGE-2');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('reference')).toBeVisible();
  });
  await camera.shot('crosswalk', async () => {
    await page
      .getByTestId('reference')
      .getByRole('button', { name: camera.words('What touches it') })
      .click();
    await expect(page.getByTestId('crosswalk')).toBeVisible();
  });
  await camera.shot('crosswalk-clause', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('hipaa 164.312(a)(1)');
    await expect(page.getByTestId('palette-entry').first()).toContainText('164.312(a)(1)');
    await page.keyboard.press('Enter');
  });
  await page.keyboard.press('Escape');
  await camera.shot('migration-nothing-chosen', async () => {
    await page.keyboard.press('Alt+a');
    await page
      .getByRole('button', { name: camera.words('More for') })
      .last()
      .click();
    await page.getByRole('menuitem', { name: camera.words('Move to another profile or version') }).click();
    await expect(page.getByTestId('migration')).toBeVisible();
  });
  await camera.shot('migration', async () => {
    const select = page.getByTestId('migration-mastg');
    const now = await select.inputValue();
    const all = await select
      .locator('option')
      .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
    await select.selectOption(all.find((one) => one !== now) ?? now);
    await expect(page.getByTestId('migration-rows')).toBeVisible({ timeout: 30_000 });
  });
}
