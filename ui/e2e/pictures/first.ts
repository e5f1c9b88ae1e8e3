//! From the first start to an untouched checklist: what is empty, what went wrong, and words that are long.

import { expect, type Bridge } from '../assay';
import { Camera } from './camera';

const LONG_NAME = 'Acme Pay for Business, Corporate and Public-Sector Customers in Central and Eastern Europe';
const LONG_WORD = `Donaudampfschifffahrts${'elektrizitätenhauptbetriebswerkbauunterbeamten'.repeat(4)}gesellschaft`;
const LONG_NOTE = [
  'Seen on a Pixel 8 with Android 15 and on a Galaxy A54: the access token is written to the log at every start.',
  `The line is \`D/AcmeNetwork: Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxMjM0NTY3ODkw'.repeat(5)}\`,`,
  'so that any app with the right to read logs on a rooted device sees it. 日本語の説明、العربية، Ελληνικά.',
  LONG_WORD,
].join('\n\n');

/** From the first start to an empty checklist, with long words everywhere. */
export async function firstSteps(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  await page.goto(camera.address(bridge.url));
  await camera.shot('identity', () => expect(page.getByTestId('identity-name')).toBeVisible());
  await page.getByTestId('identity-name').fill('Mira Kovač');
  await page.getByTestId('identity-email').fill('mira@example.org');
  await page.getByTestId('identity-save').click();
  await camera.shot('choose-workspace', () => expect(page.getByTestId('workspace-new')).toBeVisible());
  await camera.shot('open-no-workspace', async () => {
    await page.getByTestId('workspace-open').click();
    await page.getByTestId('ask-path').fill(`${bridge.dir}/nothing-here`);
    await page.getByTestId('ask-ok').click();
    await expect(page.getByTestId('error')).toBeVisible();
  });
  await page.getByTestId('workspace-new').click();
  await page.getByTestId('workspace-name').fill('Reviews');
  await camera.shot('create-workspace-error', async () => {
    await page.getByTestId('workspace-dir').fill('/proc/nowhere/at/all');
    await page.getByTestId('workspace-create').click();
    await expect(page.getByTestId('error')).toBeVisible();
  });
  if (!(await page.getByTestId('workspace-dir').isVisible())) await page.getByTestId('workspace-new').click();
  await page.getByTestId('workspace-name').fill('Reviews');
  await page.getByTestId('workspace-dir').fill(`${bridge.dir}/reviews`);
  await camera.shot('create-workspace');
  await page.getByTestId('workspace-create').click();
  await camera.shot('no-apps', () => expect(page.getByText(camera.words('No apps yet'))).toBeVisible());
  await camera.shot('board-empty', async () => {
    await page.keyboard.press('Alt+b');
    await expect(page.getByText(camera.words('Nothing to decide on yet'))).toBeVisible();
  });
  await page.keyboard.press('Alt+a');
  await camera.shot('new-app', () => page.getByTestId('app-new').click());
  await page.getByTestId('app-name').fill(LONG_NAME);
  await page.getByTestId('release-name').fill('2026.11.0-rc.4+build.20261122.with-a-long-suffix');
  await page.getByTestId('app-save').click();
  await camera.shot('new-build', () => expect(page.getByTestId('build-version-code')).toBeVisible());
  await camera.shot('new-build-error', async () => {
    await page.getByTestId('build-artefact').fill('/no/such/file.apk');
    await page.getByTestId('build-version-code').fill('4210');
    await page.getByTestId('build-save').click();
    await expect(page.getByTestId('error')).toBeVisible();
  });
  await page.getByTestId('build-artefact').fill('');
  await page.getByTestId('build-save').click();
  await camera.shot('builds', () => expect(page.getByTestId('builds-done')).toBeVisible());
  await page.getByTestId('builds-done').click();
  await camera.shot('new-assessment', () => expect(page.getByTestId('assessment-profile')).toBeVisible());
  await page.getByTestId('assessment-open').click();
  await camera.shot('checklist-untouched', () => expect(page.getByTestId('unit-row').first()).toBeVisible());
  await camera.shot('long-note', async () => {
    await page.getByTestId('checklist').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(LONG_NOTE);
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await page.keyboard.press('k');
  });
  await camera.shot('long-history', async () => {
    const history = page.getByRole('tab', { name: camera.words('History') });
    // Where the detail slides over, a row opens it, unless it is open already and lies over the rows.
    if (!(await history.isVisible())) await page.getByTestId('unit-row').first().click();
    await history.click();
  });
  await camera.shot('evidence-empty', () => page.getByTestId('tab-evidence').click());
  await camera.shot('verdicts-empty', () => page.getByTestId('tab-verdicts').click());
  await camera.shot('report-long', () => page.getByTestId('tab-report').click());
  await camera.shot('report-error', async () => {
    await page.getByTestId('report-path').fill('/proc/nowhere/report.pdf');
    await page.getByTestId('report-export').click();
    await expect(page.getByTestId('error').first()).toBeVisible({ timeout: 60_000 });
  });
  await camera.shot('app-long', async () => {
    await page.keyboard.press('Alt+a');
    await expect(page.getByTestId('assessment').first()).toBeVisible();
  });
  await camera.shot('release-new', () => page.getByTestId('release-new').click());
}
