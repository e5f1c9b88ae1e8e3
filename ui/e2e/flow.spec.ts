//! A practised reviewer's flow: results with notes, in bulk, back and forth, without a mouse.

import type { Page } from '@playwright/test';
import { alone, ChecklistPage, command, expect, openExample } from './assay';

interface Made {
  assessment: string;
  build: string;
}

/** An app with one Android build and nothing answered, shown. */
async function freshChecklist(page: Page): Promise<Made> {
  const app = await command<{ id: string }>(page, 'app_add', { name: `Harbour ${Date.now()}` });
  const release = await command<{ id: string }>(page, 'release_add', { app: app.id, name: '7.1' });
  const build = await command<{ id: string }>(page, 'build_add', {
    release: release.id,
    platform: 'android',
    version_name: '7.1.0',
    version_code: '710',
    variant: 'release',
  });
  const opened = await command<{ id: string }>(page, 'assessment_open', { release: release.id, profile: 'L2+R+P' });
  return { assessment: opened.id, build: build.id };
}

async function show(page: Page, made: Made, url: string): Promise<ChecklistPage> {
  const place = { screen: 'assessment', tab: 'checklist', ...made };
  await command(page, 'settings_set', { key: 'ui.place', scope: 'workspace', value: JSON.stringify(place) });
  await page.goto(url);
  const checklist = new ChecklistPage(page);
  await expect(checklist.rows.first()).toBeVisible();
  await checklist.list.focus();
  await page.keyboard.press('Home');
  return checklist;
}

const states = (page: Page, made: Made) =>
  command<{ rows: { unit: string; state: string; has_note: boolean; kind: string }[] }>(page, 'checklist_show', made);

/** What these tests open stays here: other tests look at the example as it is. */
const test = alone();

test.describe('on a checklist of its own', () => {
  let made: Made;
  let checklist: ChecklistPage;

  test.beforeEach(async ({ page, bridge }) => {
    await openExample(page, bridge);
    made = await freshChecklist(page);
    checklist = await show(page, made, bridge.url);
  });

  test('a hundred results with notes by keyboard alone', async ({ page }) => {
    test.setTimeout(180_000);
    const filter = async (text: string) => {
      await page.keyboard.press('/');
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await expect(checklist.list).toBeFocused();
      await page.keyboard.press('Home');
    };
    let keys = 0;
    const press = async (key: string) => {
      // Each key that is held counts as one that is pressed.
      keys += key.split('+').length;
      await page.keyboard.press(key);
    };
    const type = async (text: string) => {
      keys += text.length;
      await page.keyboard.type(text);
    };
    const began = Date.now();
    await filter('-type:direct');
    for (let count = 0; count < 90; count += 1) {
      await press(['Shift+P', 'Shift+F', 'Shift+I'][count % 3]!);
      await type(';cl');
      await press('Tab');
      await press('Control+Enter');
    }
    const aTest = keys / 90;
    // Ten of those without a live test: they ask for the method first.
    await filter('type:direct');
    for (let count = 0; count < 10; count += 1) {
      await press('Shift+P');
      await expect(page.getByTestId('method')).toBeFocused();
      await type(';code');
      await press('Tab');
      await type('Session.kt');
      await press('Tab');
      await type('it asks again');
      await press('Enter');
      await expect(page.getByTestId('note')).toBeFocused();
      await type(';cl');
      await press('Tab');
      await press('Enter');
    }
    const painted = Date.now() - began;
    await expect
      .poll(async () => (await states(page, made)).rows.filter((row) => row.has_note).length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(100);
    const written = Date.now() - began;
    const { entries } = await command<{ entries: { kind: string; result: string }[] }>(page, 'ledger_show', {
      limit: 100,
    });
    expect(entries.map((entry) => entry.kind)).toEqual(Array.from({ length: 100 }, () => 'result.stated'));
    for (const [result, count] of [
      ['pass', 40],
      ['fail', 30],
      ['inconclusive', 30],
    ] as const)
      expect(entries.filter((entry) => entry.result === result).length).toBe(count);
    const answered = (await states(page, made)).rows.find((row) => row.has_note)!;
    const { answers } = await command<{ answers: { text: { note: string } }[] }>(page, 'unit_show', {
      ...made,
      unit: answered.unit,
    });
    const note = answers[0]!.text.note;
    expect(note).toMatch(/^Harbour \d+ 7\.1 \(710\) was examined by Mira Kovač on \d{4}-\d\d-\d\d;/);
    expect(note.split(/\s+/).length).toBeGreaterThanOrEqual(12);
    expect(aTest).toBeLessThanOrEqual(9);
    console.log(
      `${aTest} keys a test, ${keys / 100} a result; typed in ${painted} ms, all in the ledger after ${written} ms`,
    );
  });

  test('all WebView tests are not applicable: one filter, one reason, one step back', async ({ page }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('webview');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+X');
    const bulk = page.getByTestId('bulk');
    await expect(bulk.getByRole('heading', { level: 2 })).toHaveText(/^\d+ units selected$/);
    const wanted = Number.parseInt(await bulk.getByRole('heading', { level: 2 }).innerText(), 10);
    expect(wanted).toBeGreaterThan(5);
    await page.keyboard.press('n');
    await expect(page.getByTestId('bulk-justification')).toBeFocused();
    await page.keyboard.type('{test}: the app shows no web content.');
    await page.keyboard.press('Enter');
    await expect(bulk).toBeHidden();
    const rows = async () => (await states(page, made)).rows.filter((row) => row.state === 'not_applicable');
    const units = new Set((await rows()).map((row) => row.unit));
    expect(units.size).toBe(wanted);
    const [unit] = units;
    const { answers } = await command<{ answers: { text: { justification: string } }[] }>(page, 'unit_show', {
      ...made,
      unit,
    });
    expect(answers[0]!.text.justification).toMatch(/^(MASTG-TEST|MASWE)-\d+: the app shows no web content\.$/);

    await expect(checklist.list).toBeFocused();
    await page.keyboard.press('u');
    await expect.poll(async () => (await rows()).length).toBe(0);
    await page.keyboard.press('Shift+U');
    await expect.poll(async () => new Set((await rows()).map((row) => row.unit)).size).toBe(wanted);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await rows()).length).toBe(0);
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(async () => (await rows()).length).toBeGreaterThan(0);
  });

  test('a range grows and shrinks with Shift', async ({ page }) => {
    const selected = page.locator('[data-testid="unit-row"].selected');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selected).toHaveCount(3);
    await page.keyboard.press('Shift+K');
    await expect(selected).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(selected).toHaveCount(0);
  });

  test('what stands in the way of a selection is named, and left out', async ({ page }) => {
    const first = await checklist.unit();
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+J');
    // Somebody else answers the first of them meanwhile.
    const text = { note: '', justification: '', method: '' };
    await command(page, 'result_set', { ...made, unit: first, result: 'pass', text, expected: [] });
    await page.keyboard.press('f');
    const refused = page.getByTestId('bulk-refused');
    await expect(refused).toContainText('Nothing was set: one unit is in the way.');
    await expect(refused).toContainText('it is now pass by Mira Kovač');
    await expect(checklist.row(first)).toHaveAttribute('data-result', 'pass');
    await refused.getByRole('button', { name: 'Leave these out' }).click();
    await expect(page.getByTestId('bulk').getByRole('heading', { level: 2 })).toHaveText('2 units selected');
    await checklist.list.focus();
    await page.keyboard.press('f');
    await expect(page.getByTestId('bulk')).toBeHidden();
    const now = (await states(page, made)).rows.filter((row) => row.state === 'fail');
    expect(new Set(now.map((row) => row.unit)).size).toBe(2);
  });

  test('a snippet asks for what it lacks, and nothing is set before it is filled in', async ({ page }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('-type:direct');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    const unit = await checklist.unit();
    const note = page.getByTestId('note');
    await page.keyboard.press('Shift+F');
    await expect(note).toBeFocused();
    await page.keyboard.type(';se');
    await expect(page.getByTestId('snippet-menu').getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Tab');
    await expect(note).toHaveValue(/on \{\{device\}\}: \{\{what\}\}\.$/);
    await page.keyboard.type('a Pixel 8');
    await page.keyboard.press('Control+Enter');
    await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
    await expect(note).toBeFocused();
    await page.keyboard.type('the token is in the log');
    await page.keyboard.press('Control+Enter');
    await expect(checklist.row(unit)).toHaveAttribute('data-result', 'fail');
    await expect(checklist.list).toBeFocused();
    expect(await checklist.unit()).not.toBe(unit);
    const { answers } = await command<{ answers: { text: { note: string } }[] }>(page, 'unit_show', { ...made, unit });
    expect(answers[0]!.text.note).toContain('on a Pixel 8: the token is in the log.');
    // Escape keeps the words as a draft, and gives up the result.
    await page.keyboard.press('Shift+P');
    await page.keyboard.type('half a thought');
    await page.keyboard.press('Escape');
    await expect(checklist.list).toBeFocused();
    await expect(page.getByText('draft', { exact: true })).toBeVisible();
    // The menu by key, and back out of it.
    await page.keyboard.press('j');
    await page.keyboard.press('t');
    await expect(page.getByTestId('snippet-menu').getByRole('option')).toHaveCount(8);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('snippet-menu')).toBeHidden();
    await expect(note).toHaveValue('');
  });

  test('an own snippet is kept, used and removed', async ({ page, bridge }) => {
    await page.keyboard.press('Control+,');
    await page.getByTestId('snippet-add').click();
    await page.keyboard.type('No Web view');
    await page.getByTestId('snippet-text').fill('{test} by {tester}: no web view.');
    await page.getByTestId('snippet-save').click();
    await expect(page.getByTestId('snippets')).toContainText(';no-web-view');
    checklist = await show(page, made, bridge.url);
    const label = (await checklist.unit()).split(':').pop()!.split('/').pop()!;
    await page.keyboard.press('Enter');
    await page.keyboard.type(';no');
    await page.keyboard.press('Tab');
    await expect(page.getByTestId('note')).toHaveValue(`${label} by Mira Kovač: no web view.`);
    await page.keyboard.press('Control+,');
    await page.getByTestId('snippets').getByText(';no-web-view').click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByTestId('snippets')).not.toContainText(';no-web-view');
  });
});
