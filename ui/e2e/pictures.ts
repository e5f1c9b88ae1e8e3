//! Pictures of every screen, to be looked at: light, dark, the smallest laptop, the smallest window, large text. Run by
//! `npm run screenshots -- all`; they go to ASSAY_PICTURES, one folder for each way of looking.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, startBridge, test, type Bridge } from './assay';

const root = resolve(import.meta.dirname, '../..');
const output = process.env.ASSAY_PICTURES ?? join(root, 'tests/output/pictures');
/** OWASP's repositories, where they are at hand: without them the pictures show what ships. */
const shared = process.env.ASSAY_SHARED ?? resolve(root, '../shared');

interface Look {
  name: string;
  theme: 'light' | 'dark';
  size: [number, number];
  text?: 'large' | 'larger';
}

const LOOKS: Look[] = [
  { name: 'light', theme: 'light', size: [1280, 800] },
  { name: 'dark', theme: 'dark', size: [1280, 800] },
  { name: '1024x640', theme: 'light', size: [1024, 640] },
  { name: '800x560-dark', theme: 'dark', size: [800, 560] },
  { name: '1024x640-larger-text', theme: 'light', size: [1024, 640], text: 'larger' },
];

const LONG_NAME = 'Acme Pay for Business, Corporate and Public-Sector Customers in Central and Eastern Europe';
const LONG_WORD = `Donaudampfschifffahrts${'elektrizitätenhauptbetriebswerkbauunterbeamten'.repeat(4)}gesellschaft`;
const LONG_NOTE = [
  'Seen on a Pixel 8 with Android 15 and on a Galaxy A54: the access token is written to the log at every start.',
  `The line is \`D/AcmeNetwork: Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxMjM0NTY3ODkw'.repeat(5)}\`,`,
  'so that any app with the right to read logs on a rooted device sees it. 日本語の説明、العربية، Ελληνικά.',
  LONG_WORD,
].join('\n\n');

/** Takes pictures one after the other. A screen that cannot be reached is said at the end and costs only itself. */
class Camera {
  #count = 0;
  readonly failures: string[] = [];

  constructor(
    readonly page: Page,
    readonly dir: string,
  ) {
    mkdirSync(dir, { recursive: true });
    page.on('pageerror', (problem) => this.failures.push(`${this.#count}: ${problem.stack ?? problem.message}`));
  }

  async shot(name: string, reach: () => Promise<unknown> = async () => undefined): Promise<void> {
    this.#count += 1;
    const file = join(this.dir, `${String(this.#count).padStart(2, '0')}-${name}.png`);
    try {
      await reach();
    } catch (thrown) {
      this.failures.push(`${name}: ${String(thrown).split('\n')[0]}`);
    }
    await this.page.waitForTimeout(150);
    await this.page.screenshot({ path: file });
  }
}

async function escape(page: Page) {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

/** From the first start to an empty checklist, with long words everywhere. */
async function firstSteps(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  await page.goto(bridge.url);
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
  await camera.shot('no-apps', () => expect(page.getByText('No apps yet')).toBeVisible());
  await camera.shot('board-empty', async () => {
    await page.keyboard.press('Alt+b');
    await expect(page.getByText('Nothing to decide on yet')).toBeVisible();
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
    // Where the detail slides over, a row opens it.
    await page.getByTestId('unit-row').first().click();
    await page.getByRole('tab', { name: 'History' }).click();
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
    await page.getByTestId('plan-filter').fill('HC-');
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

/** The example, screen by screen. */
/** The second person's desk: queues, a returned answer, who tests what, people, mentions, sign-off. */
async function review(camera: Camera, checklist: ChecklistPage) {
  const { page } = camera;
  const queue = async (name: string) => {
    await checklist.open();
    const entry = page.getByTestId(`queue-${name}`);
    if (!(await entry.isVisible())) await page.getByRole('button', { name: 'Groups and filters' }).click();
    await entry.click();
    await checklist.rows.first().click();
  };
  await camera.shot('review-returned', () => queue('returned'));
  await camera.shot('review-return-dialog', async () => {
    await page.keyboard.press('Escape');
    await queue('to_review').catch(() => checklist.list.focus());
    await page.keyboard.press('b');
  });
  await escape(page);
  await camera.shot('review-assign', async () => {
    await checklist.list.focus();
    await page.keyboard.press('o');
    await expect(page.getByTestId('assign-who')).toBeVisible();
  });
  await escape(page);
  await camera.shot('mentions', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('Comments that mention you');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('mention').first()).toBeVisible();
  });
  await escape(page);
  await camera.shot('sign-off', async () => {
    await page.getByTestId('tab-report').click();
    await page.getByTestId('sign-off-give').click();
    await page.getByTestId('sign-offs').scrollIntoViewIfNeeded();
  });
  await camera.shot('people', async () => {
    await page.keyboard.press('Control+,');
    await page.getByTestId('person-add').click();
  });
  await checklist.open();
}

async function example(camera: Camera, bridge: Bridge) {
  const { page } = camera;
  await openExample(page, bridge);
  await camera.shot('apps', async () => {
    await page.keyboard.press('Alt+a');
    await expect(page.getByTestId('assessment').first()).toBeVisible();
  });
  await camera.shot('workspace-menu', () => page.getByRole('button', { name: /^Workspace/ }).click());
  await page.keyboard.press('Escape');
  await camera.shot('engagement', () =>
    page
      .getByRole('button', { name: /engagement/i })
      .first()
      .click(),
  );
  await escape(page);
  await camera.shot('build-dialog', () => page.getByTestId('build-new').first().click());
  await escape(page);
  await camera.shot('assessment-dialog', () => page.getByTestId('assessment-new').first().click());
  await camera.shot('assessment-dialog-questions', async () => {
    await page.getByTestId('pick-healthcare').click();
    await page.getByTestId('answer-jurisdiction-us').check();
    await page.getByTestId('answer-feature-none').click();
  });
  await escape(page);
  const checklist = new ChecklistPage(page);
  await camera.shot('checklist', () => checklist.open());
  await camera.shot('build-menu', () => page.getByRole('button', { name: /^Build (iOS|Android)/ }).click());
  await page.keyboard.press('Escape');
  await camera.shot('failed-with-evidence', async () => {
    const failed = page.locator('[data-testid="unit-row"][data-result="fail"]:has(svg.lucide-paperclip)');
    for (let tries = 0; tries < 40 && !(await failed.count()); tries += 1) {
      await checklist.list.evaluate((list) => list.scrollBy(0, 300));
      await page.waitForTimeout(60);
    }
    await failed.first().click();
    await expect(checklist.detail).toBeVisible();
  });
  for (const tab of ['Why and links', 'Comments', 'History', 'Procedure']) {
    await camera.shot(`detail-${tab.split(' ')[0]?.toLowerCase()}`, () => page.getByRole('tab', { name: tab }).click());
  }
  await camera.shot('procedure-read', () => page.getByTestId('unit-detail').evaluate((pane) => pane.scrollBy(0, 420)));
  await camera.shot('reference', async () => {
    await page.getByTestId('unit-detail').evaluate((pane) => pane.scrollTo(0, 0));
    await page.locator('.facts .link').first().click();
    await expect(page.getByTestId('reference').locator('h2')).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await camera.shot('evidence-viewer', async () => {
    await page.getByTestId('evidence-item').first().getByRole('button').first().click();
    await expect(page.locator('dialog[open]')).toBeVisible();
  });
  await escape(page);
  for (const [name, kind] of [
    ['evidence-picture', 'picture'],
    ['evidence-text', 'text'],
  ] as const) {
    await camera.shot(name, async () => {
      await page.getByTestId('tab-evidence').click();
      const ending = kind === 'picture' ? /\.png/ : /\.(log|txt|xml)/;
      await page.getByRole('row').filter({ hasText: ending }).first().getByRole('button').first().click();
      await expect(page.getByTestId(kind)).toBeVisible();
    });
    await escape(page);
  }
  await page.keyboard.press('1');
  await checklist.open();
  await camera.shot('evidence-black-out', async () => {
    await page
      .getByTestId('evidence-item')
      .filter({ has: page.locator('img') })
      .first()
      .getByRole('button')
      .first()
      .click();
    await page.getByTestId('redact').click();
    await page.getByTestId('picture').focus();
    await page.keyboard.press('r');
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('Shift+ArrowDown');
  });
  await escape(page);
  await camera.shot('evidence-commit-form', async () => {
    await page.getByRole('button', { name: 'Add a note, link or commit' }).click();
    await page.getByRole('menuitem', { name: /commit/i }).click();
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('evidence-missing', async () => {
    await page.keyboard.press('e');
    await page.getByTestId('ask-path').fill('/no/such/file.png');
    await page.getByTestId('ask-ok').click();
    await expect(page.getByTestId('error').first()).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('not-applicable', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect(page.getByTestId('justification')).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('compose', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('-type:direct state:untested');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+F');
    await expect(page.getByTestId('note')).toBeFocused();
  });
  await camera.shot('snippet-menu', () => page.keyboard.type(';'));
  await camera.shot('snippet-blank', async () => {
    await page.keyboard.type('se');
    await page.keyboard.press('Tab');
  });
  await page.getByTestId('note').fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('result-and-undo', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('i');
    await page.waitForTimeout(300);
    await page.keyboard.press('u');
    await expect(page.getByTestId('toast').first()).toBeVisible();
  });
  await camera.shot('selection', async () => {
    for (const key of ['Home', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await expect(page.getByTestId('bulk')).toBeVisible();
  });
  await page.keyboard.press('Escape');
  const fold = page.getByRole('button', { name: 'Groups and filters' });
  await camera.shot('groups', async () => {
    if (await fold.isVisible()) await fold.click();
    await page.getByRole('button', { name: /^Fail \d/ }).click();
  });
  if (await fold.isVisible()) await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('nothing-matches', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('no such thing at all');
    await expect(page.getByText('Nothing matches')).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('bottom', () => page.keyboard.press('End'));
  await camera.shot('keys', () => page.keyboard.press('?'));
  await escape(page);
  await camera.shot('palette', () => page.keyboard.press('Control+k'));
  await camera.shot('palette-search', () => page.getByTestId('palette').fill('data'));
  await camera.shot('palette-nothing', () => page.getByTestId('palette').fill('zzzzzz'));
  await escape(page);
  await review(camera, checklist);
  await camera.shot('verdicts', async () => {
    await page.keyboard.press('2');
    await page.locator('[data-testid="verdict-row"] [data-verdict="fail"]').first().click();
    await expect(page.getByTestId('explanation')).toBeVisible();
  });
  await camera.shot('override', async () => {
    await page.locator('[data-testid="verdict-row"] [data-verdict="untested"]').first().click();
    await page.getByTestId('override').click();
  });
  await page.keyboard.press('Escape');
  await camera.shot('findings', async () => {
    await page.getByTestId('tab-findings').click();
    await expect(page.getByTestId('finding-row').first()).toBeVisible();
    await page.getByTestId('finding-row').getByRole('button').first().click();
    await expect(page.getByTestId('finding')).toBeVisible();
  });
  await camera.shot('finding-waived', async () => {
    const close = page.getByRole('complementary').getByRole('button', { name: 'Close' });
    if (await close.isVisible()) await close.click();
    await page.locator('[data-testid="finding-row"][data-state="waived"]').getByRole('button').first().click();
  });
  await camera.shot('finding-calculator', async () => {
    await page.getByTestId('finding-change').click();
    await page.getByTestId('severity-by-cvss').click();
    await page.getByTestId('cvss').scrollIntoViewIfNeeded();
  });
  await page.keyboard.press('Escape');
  await camera.shot('finding-retest', () => page.getByTestId('finding-retest').click());
  await page.keyboard.press('Escape');
  await camera.shot('finding-waiver', () => page.getByTestId('finding-waive').click());
  await page.keyboard.press('Escape');
  await camera.shot('evidence', () => page.getByTestId('tab-evidence').click());
  await camera.shot('evidence-checked', async () => {
    await page.getByTestId('evidence-verify').click();
    await expect(page.getByTestId('evidence-check')).toBeVisible();
  });
  await camera.shot('report', () => page.getByTestId('tab-report').click());
  await camera.shot('report-writing', async () => {
    await page.getByTestId('report-path').fill(join(bridge.dir, 'report.pdf'));
    await page.getByTestId('report-export').click();
  });
  await camera.shot('report-done', () => expect(page.getByTestId('report-done')).toBeVisible({ timeout: 120_000 }));
  await camera.shot('board', async () => {
    await page.keyboard.press('Alt+b');
    await expect(page.getByTestId('board-release').first()).toBeVisible();
  });
  await camera.shot('board-all', () => page.getByTestId('board-all').check());
  await camera.shot('board-decide', () => page.getByTestId('decide').first().click());
  await escape(page);
  await camera.shot('board-due', () => page.getByTestId('due-set').first().click());
  await escape(page);
  await camera.shot('history', async () => {
    await page.keyboard.press('Alt+h');
    await expect(page.getByTestId('ledger-entry').first()).toBeVisible();
  });
  await camera.shot('history-verified', async () => {
    await page.getByTestId('ledger-verify').click();
    await expect(page.getByTestId('ledger-answer')).toBeVisible();
  });
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
  await camera.shot('settings-keys', () =>
    page.locator('.page').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight)),
  );
  await profiles(camera, bridge);
  await synced(bridge, join(bridge.dir, 'home/example'));
  await checklist.open();
  await camera.shot('procedure-synced', async () => {
    await page.keyboard.press('Home');
    await page.getByTestId('unit-row').nth(2).click();
    await page.getByRole('tab', { name: 'Procedure' }).click();
  });
  await camera.shot('procedure-synced-read', () =>
    page.getByTestId('unit-detail').evaluate((pane) => pane.scrollBy(0, 500)),
  );
  await camera.shot('standards-synced', () => page.keyboard.press('Alt+s'));
  await camera.shot('standards-compare', () => page.getByTestId('standards-compare').click());
  await camera.shot('migration-nothing-chosen', async () => {
    await page.keyboard.press('Alt+a');
    await page
      .getByRole('button', { name: /^More for/ })
      .last()
      .click();
    await page.getByRole('menuitem', { name: /Move to other versions/ }).click();
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

for (const look of LOOKS) {
  test(look.name, async ({ page }) => {
    const [width, height] = look.size;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: 'reduce' });
    if (look.text) {
      await page.addInitScript(
        (textSize) => localStorage.setItem('assay:preferences', JSON.stringify({ textSize })),
        look.text,
      );
    }
    const failures: string[] = [];
    for (const [part, walk] of [
      ['first', firstSteps],
      ['example', example],
    ] as const) {
      const bridge = await startBridge();
      const camera = new Camera(page, join(output, look.name, part));
      try {
        await walk(camera, bridge);
      } catch (thrown) {
        camera.failures.push(`the walk ended: ${String(thrown)}`);
        await camera.shot('ended-here');
      } finally {
        bridge.stop();
      }
      failures.push(...camera.failures.map((one) => `${part}/${one}`));
      writeFileSync(join(output, look.name, part, 'failures.txt'), camera.failures.join('\n'));
    }
    expect(failures).toEqual([]);
  });
}
