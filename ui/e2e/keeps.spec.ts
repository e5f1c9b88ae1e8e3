//! What is kept and what is let go while something else changes: the focus of a button that did its work, a result that was
//! asked for, what was said before it failed.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, ChecklistPage, expect, openExample, openFinding } from './assay';

/** Results are set here. */
const test = alone();

test.beforeEach(async ({ page, bridge }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExample(page, bridge);
});

test('what two profiles set is shown in full by a button that stays, for these two', async ({ page }) => {
  await page.keyboard.press('Alt+p');
  await page.locator('[data-testid="profile-entry"][data-profile="healthcare"]').click();
  const against = page.getByTestId('profile-against');
  await against.selectOption('fintech');
  const more = page.getByTestId('compared-settings');
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect(more).toBeFocused();
  const others = await against
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const other = others.find((one) => one && one !== 'fintech') ?? '';
  await against.selectOption(other);
  await against.selectOption('fintech');
  await expect(more).toHaveAttribute('aria-expanded', 'false');
});

test('a result that was asked for goes with Escape, and with another selection', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const units: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    units.push(await checklist.unit());
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  const why = page.getByTestId('bulk-justification');
  const nothing = page.getByTestId('toast').filter({ hasText: 'Nothing was set' });
  await page.keyboard.press('n');
  await expect(why).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(checklist.list).toBeFocused();
  await why.fill('The app has no such part.');
  await why.press('Control+Enter');
  await expect(nothing).toBeVisible();

  await checklist.list.focus();
  await why.fill('');
  await page.getByTestId('checklist').focus();
  await page.keyboard.press('n');
  await expect(why).toBeFocused();
  await checklist.rows.nth(4).click({ modifiers: ['ControlOrMeta'] });
  await why.fill('The app has no such part.');
  await why.press('Control+Enter');
  for (const unit of units) await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
});

test('files are added to a finding by a button that keeps the focus, and its evidence is read once', async ({
  page,
  bridge,
}) => {
  await new ChecklistPage(page).open();
  let reads = 0;
  page.on('request', (request) => void (reads += Number(/evidence_list$/.test(request.url()))));
  await page.keyboard.press('3');
  const rows = page.getByTestId('finding-row');
  const of = page.getByTestId('finding-evidence').getByTestId('finding-evidence-of');
  for (let at = 0; at < 3; at += 1) {
    await rows.nth(at).getByRole('button').click();
    await expect(rows.nth(at)).toHaveClass(/current/);
    await expect(of.first()).toBeVisible();
  }
  await openFinding(page, 'session token');
  await expect(of.first()).toBeVisible();
  await expect(page.getByTestId('finding-evidence')).not.toContainText('Loading');
  expect(reads).toBeLessThanOrEqual(3);
  const pieces = of.first().getByTestId('evidence-item');
  const before = await pieces.count();
  const file = join(bridge.dir, 'session.log');
  writeFileSync(file, `token=${Date.now()}\n`);
  const add = of.first().getByRole('button', { name: /^Add files to MASTG-TEST-/ });
  await add.click();
  await page.getByTestId('ask-path').fill(file);
  await page.getByTestId('ask-ok').click();
  await expect(pieces).toHaveCount(before + 1);
  await expect(add).toBeFocused();
});

test('a test that passes asks for a retest until there is one', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await page.keyboard.press('3');
  await openFinding(page, 'session token');
  const of = page.getByTestId('finding-evidence-of').first();
  await of.getByRole('button', { name: /^MASTG-TEST-/ }).click();
  await expect(checklist.detail.getByTestId('unit-finding').first()).toBeVisible();
  await checklist.list.focus();
  const unit = await checklist.unit();
  await page.keyboard.press('p');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
  await checklist.row(unit).click();
  const asks = checklist.detail.getByTestId('passes-here');
  await expect(asks).toBeVisible();
  await checklist.detail.getByTestId('unit-finding').first().click();
  await page.getByTestId('finding-retest').click();
  // What the retest rests on says the same as the retest, and is the newest result before there is an outcome.
  const basis = page.getByTestId('retest-basis');
  const chosen = basis.locator('option:checked');
  await expect(basis.locator('option').filter({ hasText: ': Pass' })).not.toHaveCount(0);
  await expect(chosen).toHaveText(await basis.locator('option').nth(1).innerText());
  await page.getByTestId('retest-outcome-fixed').click();
  await expect(chosen).toContainText(': Pass');
  await page.getByTestId('retest-outcome-still_there').click();
  await expect(chosen).not.toContainText(': Pass');
  // What somebody chose stays, whatever the outcome.
  const own = await basis.locator('option').filter({ hasText: ': Pass' }).first().getAttribute('value');
  await basis.selectOption(own);
  await page.getByTestId('retest-outcome-fixed').click();
  await page.getByTestId('retest-outcome-still_there').click();
  await expect(basis).toHaveValue(own ?? '');
  await page.getByTestId('retest-note').fill('Still there, in another file.');
  await page.getByTestId('retest-save').click();
  await expect(page.getByTestId('retest-form')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(checklist.detail.getByTestId('unit-finding').first()).toBeVisible();
  await expect(asks).toHaveCount(0);
});

test('what the answers change says why it is not known, and is asked for again', async ({ page }) => {
  await page.keyboard.press('Alt+a');
  await page.getByTestId('assessment-new').first().click();
  await page.getByTestId('pick-fintech').click();
  const effect = page.getByTestId('questions-effect');
  await expect(effect).toContainText('This leaves out');
  const error = { code: 'io.failed', message: 'The file cannot be read.', next_step: 'Try again.' };
  await page.route('**/api/profile_show', (route) =>
    route.fulfill({ contentType: 'application/x-ndjson; json', body: `${JSON.stringify({ error })}\n` }),
  );
  await page.getByTestId('answer-jurisdiction-eu').check();
  const problem = page.getByTestId('error');
  await expect(problem).toContainText('The file cannot be read.');
  await expect(effect).toBeHidden();
  await page.unroute('**/api/profile_show');
  await problem.getByRole('button').click();
  await expect(effect).toContainText('This leaves out');
  await expect(problem).toHaveCount(0);
});

test('what is offered for a name stays on its side of the field while one types', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const menu = page.getByTestId('snippet-menu');
  const note = page.getByTestId('note');
  const side = async () => {
    const [field, list] = [await note.boundingBox(), await menu.boundingBox()];
    return (list?.y ?? 0) < (field?.y ?? 0) ? 'above' : 'below';
  };
  const sides = async (height: number) => {
    await page.setViewportSize({ width: 1280, height });
    await page.keyboard.press('t');
    await expect(menu).toBeVisible();
    await page.waitForTimeout(100);
    const seen = [await side()];
    for (const key of ['s', 'e', 'Backspace', 'Backspace']) {
      await page.keyboard.press(key);
      if (!(await menu.isVisible())) continue;
      await page.waitForTimeout(50);
      seen.push(await side());
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(checklist.list).toBeFocused();
    return [...new Set(seen)];
  };
  for (const height of [800, 540, 530, 520, 420]) expect(await sides(height), `${height}`).toHaveLength(1);
});
