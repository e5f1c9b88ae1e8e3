//! What every test starts from: a bridge with a home and a workspace of its own, and a page on it.

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
/** The bridge; the other programs lie beside it. */
export const program = process.env.ASSAY_BRIDGE_BIN ?? join(root, 'target/debug/assay-bridge');
const ui = resolve(import.meta.dirname, '../dist');

export interface Bridge {
  url: string;
  /** A folder for what a test writes. */
  dir: string;
  stop(): void;
}

/** Starts a bridge in a fresh home. */
export async function startBridge(): Promise<Bridge> {
  if (!existsSync(program)) throw new Error(`${program} is not built: cargo build -p assay-bridge`);
  if (!existsSync(join(ui, 'index.html'))) throw new Error('The interface is not built: npm run build');
  const dir = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  const child = spawn(program, ['--home', join(dir, 'home'), '--ui', ui, '--port', '0'], {
    // The example goes to the user's data folder: here one of the test's own.
    env: { ...process.env, RUST_BACKTRACE: '0', XDG_DATA_HOME: join(dir, 'data') },
  });
  const url = await firstAddress(child);
  return {
    url,
    dir,
    stop: () => {
      child.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = '';
    const take = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said);
      if (address) found(address[0]);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('exit', (code) => failed(new Error(`The bridge ended with ${code}: ${said}`)));
  });
}

/** Calls a command as the interface does: for what a test needs to have, and for what must be in the record afterwards. */
export async function command<T>(page: Page, name: string, input: object): Promise<T> {
  return page.evaluate(
    async ([name, input]) => {
      const token = document.querySelector<HTMLMetaElement>('meta[name="assay-token"]')?.content ?? '';
      const headers = { 'x-assay-token': token, 'content-type': 'application/json' };
      const answer = await fetch(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(input) });
      const last = (await answer.text()).trim().split('\n').pop() ?? '{}';
      const { result, error } = JSON.parse(last) as { result?: unknown; error?: { message: string } };
      if (error) throw new Error(error.message);
      return result;
    },
    [name, input] as const,
  ) as Promise<T>;
}

/**
 * Checklists as nobody left them: a test does not begin with the filter of the one before. Asked for by a page on which the
 * interface does not run: it would keep the filter that it found, once more, meanwhile.
 */
async function asNobodyLeft(page: Page, url: string): Promise<void> {
  const scripts = '**/*.js';
  await page.route(scripts, (route) => route.abort());
  await page.goto(url);
  // Where no workspace is open yet there is nothing to forget.
  const left = await command<{ key: string }[]>(page, 'settings_list', { beginning: 'ui.list:' }).catch(() => []);
  for (const { key } of left) await command(page, 'settings_set', { key, value: null, scope: 'workspace' });
  await page.unroute(scripts);
}

/** Says who works here and opens the example. */
export async function openExample(page: Page, bridge: Bridge): Promise<void> {
  await asNobodyLeft(page, bridge.url);
  await page.goto(bridge.url);
  const name = page.getByTestId('identity-name');
  const example = page.getByTestId('open-example');
  const apps = page.getByTestId('app');
  // A window opens where the last one was left, which may be any screen of an assessment.
  const within = page.getByRole('navigation', { name: 'Assessment' });
  const anywhere = name.or(example).or(apps).or(page.getByTestId('checklist')).or(within);
  await expect(anywhere.filter({ visible: true }).first()).toBeVisible();
  if (await name.isVisible()) {
    await name.fill('Mira Kovač');
    await page.getByTestId('identity-email').fill('mira@example.org');
    await page.getByTestId('identity-save').click();
    await expect(example).toBeVisible();
  }
  if (await example.isVisible()) {
    await example.click();
    await expect(apps.first()).toBeVisible({ timeout: 60_000 });
  }
}

/** The checklist of the example, focused. */
export class ChecklistPage {
  readonly page: Page;
  readonly list: Locator;
  readonly rows: Locator;
  readonly detail: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByTestId('checklist');
    this.rows = page.getByTestId('unit-row');
    this.detail = page.getByTestId('unit-detail');
  }

  async open(): Promise<void> {
    await expect(this.page.locator('main')).toBeVisible();
    if (!(await this.list.isVisible())) {
      await this.page.keyboard.press('Alt+a');
      // The example's own, which is its oldest by this profile: other tests of this worker open more in the same workspace.
      const own = this.page.getByTestId('assessment').filter({ hasText: 'L2+R+P' });
      await own.getByTestId('assessment-go').last().click();
    }
    await expect(this.list).toBeVisible();
    await expect(this.rows.first()).toBeVisible();
    await this.list.focus();
  }

  /** The unit under the cursor. */
  async unit(): Promise<string> {
    const id = await this.list.getAttribute('aria-activedescendant');
    const unit = await this.page.locator(`[id="${id}"]`).getAttribute('data-unit');
    expect(unit).not.toBeNull();
    return unit ?? '';
  }

  /** The first row of a unit that is drawn. */
  row(unit: string): Locator {
    return this.page.locator(`[data-testid="unit-row"][data-unit="${unit}"]`).first();
  }

  /** Waits until the pane shows all of the unit under the cursor: only then is what it lists that unit's. */
  async shown(): Promise<void> {
    await expect(this.detail).toHaveAttribute('data-unit', await this.unit());
    await expect(this.detail.getByRole('tablist')).toBeVisible();
  }

  /** Lifts the filter that a page which was opened anew was left with. */
  async showAll(): Promise<void> {
    const clear = this.page.getByRole('button', { name: 'Clear filter' });
    if (await clear.isVisible()) await clear.click();
  }

  /** Shows only untested required tests, and goes to the first. */
  async onlyUntestedTests(): Promise<void> {
    await this.page.keyboard.press('/');
    await this.page.getByRole('searchbox', { name: 'Filter the checklist' }).fill('MASTG-TEST');
    const untested = this.page.getByRole('button', { name: /^Untested \d/ });
    // A page that was opened anew has the filter that it was left with.
    if ((await untested.getAttribute('aria-pressed')) !== 'true') await untested.click();
    await this.list.focus();
    await this.page.keyboard.press('Home');
  }
}

/** What a page still asks for when its test ends is nobody's fault: whoever answers in the host's place is told to stop. */
const quiet = base.extend({
  page: async ({ page }, use) => {
    await use(page);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  },
});

/** Tests with a bridge, and so a workspace, of their own: for a file that must see the example as it is made, or changes it. */
export function alone() {
  return quiet.extend<object, { bridge: Bridge }>({
    bridge: [
      async ({}, use) => {
        const own = await startBridge();
        await use(own);
        own.stop();
      },
      { scope: 'worker' },
    ],
  });
}

export const test = quiet.extend<{ checklist: ChecklistPage }, { bridge: Bridge }>({
  bridge: [
    async ({}, use) => {
      const bridge = await startBridge();
      await use(bridge);
      bridge.stop();
    },
    { scope: 'worker' },
  ],
  checklist: async ({ page, bridge }, use) => {
    await openExample(page, bridge);
    const checklist = new ChecklistPage(page);
    await checklist.open();
    await use(checklist);
  },
});
export { expect };

/** Goes to the board. */
export async function openBoard(page: Page): Promise<void> {
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board')).toBeVisible();
}

/** The example's release on the board. */
export const wallet = (page: Page): Locator =>
  page.getByTestId('board-release').filter({ hasText: 'Harbour Wallet 4.2.0' });

/** The place is kept, and the next test begins where this one ends: on the apps. */
export async function backToApps(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('app').first()).toBeVisible();
}

/** Opens a finding of the list, and waits until it, and not the one before, is what the pane shows. */
export async function openFinding(page: Page, title: string): Promise<void> {
  const row = page.getByTestId('finding-row').filter({ hasText: title }).getByRole('button');
  await row.click();
  await expect(page.getByTestId('finding')).toHaveAttribute(
    'data-finding',
    (await row.getAttribute('data-finding')) ?? '',
  );
}
