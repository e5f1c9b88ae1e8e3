//! Every screen in the pseudo-language: no word without brackets but a user's or a standard's, nothing cut off, nothing
//! wider than the window; and at twice the size still nothing wider. What the backend itself says comes in brackets too:
//! whatever it answers plainly and reads like one of its messages is nobody's.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ChecklistPage, expect, openExample, openFinding, startBridge, type Bridge, alone } from './assay';

/** Names that are the same in every language, words of formats, and ids. */
const NAMES =
  /^(Assay|Android|iOS|MAS[A-Z0-9-]*|OWASP|SHA-256|CWE.*|HEAD|https?|Ctrl.*|Cmd.*|Shift.*|Alt.*|Esc|Enter|kB|MB|L[12](\+\w)*|Harbour( |-)Wallet.*|org\.example.*|[0-9a-f-]{8,}…?|;\w+)$/;

/** What the backend says of its own, as patterns. Single words are left out: somebody may have written them. */
const OURS: RegExp[] = Object.values(
  JSON.parse(readFileSync(new URL('../../crates/messages/messages/en.json', import.meta.url), 'utf8')) as object,
)
  .flat()
  .filter((message: string) => (message.replaceAll(/\{[^}]*\}/g, '').match(/[A-Za-z]{2,}/g) ?? []).length > 2)
  .map((message: string) =>
    message
      .split(/\{\w+\}/)
      .map(escaped)
      .join('.+'),
  )
  .map((pattern) => new RegExp(`^${pattern}$`));

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** All texts that the backend answered with and that are not its own: what users and standards say. */
class Theirs {
  readonly #whole = new Set<string>();
  #all = '';

  /** Reads along: the browser itself gives away only answers that are not too long. */
  async listen(page: Page): Promise<void> {
    await page.route('**/api/**', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      for (const line of body.toString('utf8').split('\n')) {
        try {
          this.#take(JSON.parse(line));
        } catch {
          // No JSON: bytes of a picture.
        }
      }
      await route.fulfill({ response, body });
    });
  }

  #take(value: unknown): void {
    if (typeof value === 'string') {
      const said = plain(value);
      if (this.#whole.has(said) || OURS.some((message) => message.test(said))) return;
      this.#whole.add(said);
      this.#all += `\n${said}`;
    } else if (Array.isArray(value)) value.forEach((one) => this.#take(one));
    else if (value && typeof value === 'object') Object.values(value).forEach((one) => this.#take(one));
  }

  /** Whether it is theirs: a few words only where they are all that was said, a sentence wherever it occurs. */
  holds(text: string): boolean {
    // What joins them, such as a comma after a name, is nobody's word.
    const whole = plain(text);
    const said = whole.replaceAll(/^[,:;.·\s]+|[,:;\s]+$/g, '');
    if ([whole, said].some((one) => NAMES.test(one) || this.#whole.has(one))) return true;
    if (said.split(' ').length > 2 && this.#all.includes(said)) return true;
    // The first paragraph of a note, before a list.
    if (whole.endsWith(':') && this.#all.includes(`\n${whole} `)) return true;
    // Facts beside each other, such as a file, its size and who attached it.
    const facts = said.split(' · ');
    if (facts.length > 1) return facts.every((fact) => this.holds(fact));
    // Several facts in one text, such as a catalogue with its version, or a path.
    const parts = said.split(/[\s·:,()→/]+/).filter((part) => /[A-Za-z]{3}/.test(part));
    return parts.every((part) => NAMES.test(part) || this.#whole.has(part));
  }
}

/** Without markup and with single spaces. */
function plain(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&[a-z]+;|&#\d+;/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A day as files and the record have it, which nobody writes. */
const ISO_DAY = /(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)/;

interface Seen {
  texts: string[];
  /** Whole, brackets and all. */
  raw: string[];
  cut: string[];
  wider: number;
}

/** What is to be seen or read out, without what stands in brackets; what is cut off; by how much the page is too wide. */
function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const raw = new Set<string>();
    const take = (text: string | null) => {
      raw.add((text ?? '').replaceAll(/\s+/g, ' ').trim());
      let rest = text ?? '';
      // A message can hold another one.
      for (let before = ''; before !== rest;) {
        before = rest;
        rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
      }
      rest = rest.replaceAll(/\s+/g, ' ').trim();
      if (/[A-Za-z]{3}/.test(rest)) texts.add(rest);
    };
    const root = document.querySelector('dialog[open]') ?? document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent?.checkVisibility() || parent.closest('script, style, time, kbd, code, pre, .prose, .mono')) continue;
      // A sentence is whole, whatever stands in it.
      take((parent.closest('[data-sentence]') ?? node).textContent);
    }
    for (const element of root.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder]')) {
      if (!element.checkVisibility() || element.closest('time')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) take(element.getAttribute(name));
    }
    const cut: string[] = [];
    for (const button of root.querySelectorAll<HTMLElement>('button, [role="tab"], label, th')) {
      if (!button.checkVisibility() || button.querySelector('.truncate') || button.closest('.truncate, .sr-only'))
        continue;
      const style = getComputedStyle(button);
      const clips = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis';
      if (clips && button.scrollWidth > button.clientWidth + 1) cut.push(button.textContent?.trim().slice(0, 60) ?? '');
      const box = button.getBoundingClientRect();
      const scrolls = button.closest('[data-scrolls], .all');
      if (!scrolls && box.width > 0 && box.right > innerWidth + 1)
        cut.push(`beyond the window: ${button.textContent?.trim().slice(0, 60)}`);
    }
    return { texts: [...texts], raw: [...raw], cut, wider: document.documentElement.scrollWidth - innerWidth };
  });
}

async function openPseudo(page: Page, bridge: Bridge): Promise<void> {
  await page.goto(`${bridge.url}&pseudo`);
  await expect(page.locator('main')).toBeVisible();
}

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

// The example as it is made: what two builds have in common depends on what was answered.
const test = alone();

/** Looks at one screen after the other, and keeps what is wrong with them. */
async function inspector(page: Page) {
  const theirs = new Theirs();
  await theirs.listen(page);
  const problems: string[] = [];
  async function check(where: string) {
    await page.waitForTimeout(250);
    for (const [width, height] of [
      [1280, 800],
      [1024, 640],
      [640, 400],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(80);
      const { texts, raw, cut, wider } = await look(page);
      // What the program says, or shows of its own, has days as they are written here; words of people stay.
      const days = raw.filter((text) => ISO_DAY.test(text) && (text.includes('⟦') || text.length === 10));
      problems.push(...days.map((text) => `${where}: a day as in files: ${text}`));
      if (width === 1280)
        problems.push(...texts.filter((text) => !theirs.holds(text)).map((text) => `${where}: "${text}"`));
      if (width > 640) problems.push(...cut.map((text) => `${where}, ${width} wide, cut off: ${text}`));
      if (wider > 0) problems.push(`${where}, ${width} wide: the page is ${wider} wider than the window`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  return { check, problems };
}

test('the first steps and what managers and second persons look at, in the pseudo-language', async ({
  page,
  bridge,
}) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  const { check, problems } = await inspector(page);
  const first = await startBridge();
  try {
    await page.goto(`${first.url}&pseudo`);
    await expect(page.getByTestId('identity-name')).toBeVisible();
    await check('who works here');
    await page.getByTestId('identity-name').fill('Mira');
    await page.getByTestId('identity-email').fill('mira@example.org');
    await page.getByTestId('identity-save').click();
    await expect(page.getByTestId('workspace-new')).toBeVisible();
    await check('choose a workspace');
    await page.getByTestId('workspace-new').click();
    await check('create a workspace');
  } finally {
    first.stop();
  }

  await page.goto(bridge.url);
  await openExample(page, bridge);
  await openPseudo(page, bridge);
  const checklist = new ChecklistPage(page);
  await page.keyboard.press('Alt+b');
  await expect(page.getByTestId('board-release').first()).toBeVisible();
  await check('board');
  await page.getByTestId('decide').first().click();
  await expect(page.getByTestId('decision-form')).toBeVisible();
  await check('decision');
  await closed(page);
  await page.getByTestId('due-set').first().click();
  await check('due date');
  await closed(page);
  await page.getByTestId('board-gate').first().click();
  await expect(page.getByTestId('gate-dialog')).toBeVisible();
  await check('what the gate asks for');
  await closed(page);
  await page.keyboard.press('Alt+p');
  await page.getByTestId('profile-guide-open').click();
  await expect(page.getByTestId('profile-guide')).toBeVisible();
  await check('how a profile is written');
  await closed(page);
  await page.locator('[data-testid="profile-entry"][data-profile="healthcare"]').click();
  await page.getByTestId('profile-citations').click();
  await expect(page.getByText('164.312').first()).toBeVisible();
  await check('clauses that a profile cites');
  await page.keyboard.press('Alt+a');
  await page.getByTestId('engagement').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check('engagement');
  await closed(page);
  await checklist.open();
  await page.getByTestId('queue-returned').click();
  await checklist.rows.first().click();
  await expect(page.getByTestId('review')).toBeVisible();
  await check('a returned answer');
  await page.keyboard.press('o');
  await expect(page.getByTestId('assign-who')).toBeVisible();
  await check('assigning');
  await closed(page);
  await page.getByTestId('tab-findings').click();
  await expect(page.getByTestId('finding-change')).toBeVisible();
  await check('findings');
  await openFinding(page, 'Any page can fill in a transfer');
  await check('a finding whose risk is accepted');
  await page.getByTestId('finding-change').click();
  await check('a finding that is changed');
  await page.keyboard.press('Escape');
  await page.getByTestId('finding-retest').click();
  await check('a retest');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+a');
  await page.getByTestId('assessment').first().locator('[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem').first().click();
  await expect(page.getByTestId('migration')).toBeVisible();
  await check('moving to other versions');
  expect([...new Set(problems)]).toEqual([]);
});

test('every word comes from a message file, and every screen has room for longer ones', async ({ page, bridge }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await openExample(page, bridge);
  const { check, problems } = await inspector(page);
  await openPseudo(page, bridge);
  const checklist = new ChecklistPage(page);
  await page.keyboard.press('Alt+a');
  await expect(page.getByTestId('assessment').first()).toBeVisible();
  await check('apps');
  await page.getByTestId('assessment').filter({ hasText: 'first look' }).getByTestId('assessment-go').click();
  await expect(checklist.rows.first()).toBeVisible();
  await expect(page.getByTestId('former')).toBeVisible();
  await check('checklist');
  await checklist.list.focus();
  await page.keyboard.press('x');
  await expect(page.getByTestId('bulk')).toBeVisible();
  await check('selection');
  await page.keyboard.press('Escape');
  await page.getByTestId('former-reconfirm').click();
  await check('reconfirming');
  await page.keyboard.press('Escape');
  await page.getByTestId('former-compare').click();
  await expect(page.getByTestId('builds-unit').first()).toBeVisible();
  await check('two builds');
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeVisible();
  await page.keyboard.press('?');
  await check('keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette')).toBeVisible();
  await check('palette');
  await page.keyboard.press('Escape');
  for (const tab of ['verdicts', 'evidence', 'report']) {
    await page.getByTestId(`tab-${tab}`).click();
    await page.waitForTimeout(500);
    await check(tab);
  }
  for (const [keys, where] of [
    ['Alt+s', 'standards'],
    ['Alt+p', 'profiles'],
    ['Alt+h', 'history'],
    ['Control+,', 'settings'],
  ] as const) {
    await page.keyboard.press(keys);
    await page.waitForTimeout(700);
    await check(where);
  }
  expect([...new Set(problems)]).toEqual([]);
});

test('what the program itself says comes in the language of the window', async ({ page, bridge }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await openExample(page, bridge);
  const { check, problems } = await inspector(page);
  const inBrackets = async (test: string) => {
    const said = page.getByTestId(test).filter({ visible: true }).first();
    await expect(said).toContainText('⟦');
    return said;
  };
  await openPseudo(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.list.focus();
  await page.keyboard.press('/');
  await page.keyboard.type('state:untested -type:direct');
  await page.keyboard.press('Enter');
  await checklist.rows.first().click();
  await checklist.list.focus();
  await page.keyboard.press('p');
  await page.keyboard.press('u');
  await expect(page.getByRole('status').filter({ hasText: /⟦.*⟦/ }).first()).toBeVisible();
  await check('taken back');
  await page.keyboard.press('Alt+h');
  await page.getByTestId('ledger-verify').click();
  await inBrackets('ledger-answer');
  await check('the record is whole');
  const file = join(bridge.dir, 'wrong.yaml');
  writeFileSync(
    file,
    'format: assay-profile/1\nid: Acme Wallet\ntitle: 7\nextends: [fintch, R]\nexclud: [FIN-1.1]\ngate: []\n',
  );
  await page.keyboard.press('Alt+p');
  await page.getByTestId('profile-add').click();
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
  await inBrackets('profile-problems');
  await check('a profile that is refused');
  // A report is in the language of its template, whatever the window's.
  await checklist.open();
  await page.getByTestId('tab-report').click();
  await page.locator('select').first().selectOption('executive');
  const report = join(bridge.dir, 'said.pdf');
  await page.getByTestId('report-path').fill(report);
  await page.getByTestId('report-export').click();
  await expect(page.getByTestId('report-done')).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press('Alt+h');
  await page.getByTestId('check-report').click();
  await page.getByTestId('check-path').fill(file);
  await page.getByTestId('check-run').click();
  await expect(page.getByRole('dialog').getByRole('alert').filter({ hasText: '⟦' })).toBeVisible();
  await check('a file that is no report');
  await page.getByTestId('check-path').fill(report);
  await page.getByTestId('check-run').click();
  await expect(page.getByTestId('check-answer')).toHaveAttribute('data-sound', 'true', { timeout: 60_000 });
  await inBrackets('check-answer');
  await inBrackets('check-list');
  await check('a report that is sound');
  expect([...new Set(problems)]).toEqual([]);
});
