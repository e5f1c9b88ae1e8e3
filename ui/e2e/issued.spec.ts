//! Issued reports: issued, signed, saved again, amended, compared, checked, by keys alone; wrong passwords and silent
//! timestamp services are told with what to do next; axe finds nothing in any of it, in light and dark.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, ChecklistPage, expect, openExample } from './assay';

const test = alone();
const LONG = 300_000;

/** Axe without findings in both themes. */
async function clean(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${theme} ${id}: ${node.html}`))).toEqual([]);
  }
}

/** A key whose certificate ends in so many days, below zero in the past, as a PKCS#12 file. */
function pkcs12(dir: string, password: string, days: number): string {
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: dir, stdio: 'ignore' });
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'k.pem',
    '-out',
    'r.pem',
    '-subj',
    '/CN=Mara Lind',
  );
  openssl('x509', '-req', '-in', 'r.pem', '-signkey', 'k.pem', '-days', String(days), '-out', 'c.pem');
  const pack = ['-inkey', 'k.pem', '-in', 'c.pem', '-out', 'key.p12', '-passout', `pass:${password}`];
  openssl('pkcs12', '-export', ...pack);
  return join(dir, 'key.p12');
}

/** The files that the evidence store holds, by their digest. */
function stored(dir: string): string[] {
  const folder = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => /[0-9a-f]{64}$/.test(path));
  return folder.map((path) => join(dir, path)).filter((path) => statSync(path).isFile());
}

test('a report is issued, signed, listed, saved again, amended, compared and checked', async ({ page, bridge }) => {
  test.setTimeout(LONG);
  await openExample(page, bridge);
  await new ChecklistPage(page).open();
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  const issued = page.getByTestId('issued');
  const dialog = page.locator('dialog[open]');
  await expect(page.getByTestId('issued-reports')).toContainText('No report has been issued yet');
  await clean(page);

  // By keys alone: the dialog opens, the key is chosen, the form is sent.
  await page.getByTestId('issue-open').focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(page.getByTestId('issue-number')).toBeFocused();
  await expect(page.getByTestId('issue-number')).toHaveAttribute('placeholder', /^\d{4}-001$/);
  await expect(page.getByTestId('issue-chosen')).toContainText('Executive summary (Laboratory)');
  const gate = page.getByTestId('issue-gate');
  await expect(gate).toContainText(
    /^The gate is closed: \d+ required controls? fails?, 1 open finding is high or worse/,
  );
  await expect(gate).toContainText(/\d+ required units untested/);
  const open = page.getByTestId('issue-left');
  await expect(open).toContainText(/^Still open: the release decision is outdated, /);
  await expect(open, 'the gate said it').not.toContainText('no answer');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('signing-shows')).toContainText('not who signed');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('signing-shows')).toContainText('who signed, as far as a reader trusts');
  await clean(page);

  // A wrong password, a certificate that is over, a timestamp service that does not answer: nothing is issued.
  await page.getByTestId('signing-file').fill(pkcs12(bridge.dir, 'right', -1));
  await page.getByTestId('signing-password').fill('wrong');
  await page.keyboard.press('Enter');
  const problem = dialog.getByTestId('error');
  await expect(problem).toHaveAttribute('data-code', 'sign.password', { timeout: 60_000 });
  await expect(problem).toContainText('Give the password');
  await clean(page);
  await page.getByTestId('signing-password').fill('right');
  await page.keyboard.press('Enter');
  await expect(problem).toHaveAttribute('data-code', 'sign.certificate_expired', { timeout: 120_000 });
  await expect(problem).toContainText('certificate that holds now');
  await page.getByTestId('signing-key-own').click();
  await page.getByTestId('signing-timestamp').fill('http://127.0.0.1:9/');
  await page.keyboard.press('Enter');
  await expect(problem).toHaveAttribute('data-code', 'sign.timestamp', { timeout: 120_000 });
  await expect(problem).toContainText('sign without a timestamp');
  await page.getByTestId('signing-timestamp').fill('');
  await page.getByTestId('signing-role').fill('Author');
  await page.keyboard.press('Enter');
  await expect(issued).toHaveCount(1, { timeout: 120_000 });
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId('toast').getByRole('button', { name: 'Save it' })).toBeVisible();
  await expect(issued.getByTestId('issued-signature')).toContainText('Signed by Mira Kovač as Author');
  await clean(page);

  // A second signer, on the kept file.
  await issued.getByTestId('issued-sign').press('Enter');
  await page.getByTestId('signing-role').fill('Reviewer');
  await clean(page);
  await page.keyboard.press('Enter');
  await expect(issued.getByTestId('issued-signature')).toHaveCount(2, { timeout: 60_000 });

  // A third one with a certificate of their own that holds.
  await issued.getByTestId('issued-sign').press('Enter');
  await page.getByTestId('signing-key-file').click();
  await page.getByTestId('signing-file').fill(pkcs12(bridge.dir, 'right', 30));
  await page.getByTestId('signing-password').fill('right');
  await page.getByTestId('signing-role').fill('Approver');
  await page.keyboard.press('Enter');
  await expect(issued.getByTestId('issued-signature')).toHaveCount(3, { timeout: 60_000 });
  await expect(issued.getByTestId('issued-signature').last()).toContainText('Mara Lind as Approver');

  // Checked where it lies.
  await issued.getByTestId('issued-check').press('Enter');
  await expect(page.getByTestId('check-answer')).toHaveAttribute('data-sound', 'true', { timeout: 60_000 });
  await expect(page.getByTestId('check-list').locator('[data-outcome="fails"]')).toHaveCount(0);
  await clean(page);
  await page.keyboard.press('Escape');
  await expect(issued.getByTestId('issued-check')).toBeFocused();

  // A changed answer, an amendment, and what changed.
  await page.getByTestId('tab-checklist').click();
  const checklist = new ChecklistPage(page);
  await checklist.onlyUntestedTests();
  await page.keyboard.press('p');
  await page.getByTestId('tab-report').click();
  await page.getByLabel('Template', { exact: true }).selectOption('executive');
  await issued.getByTestId('issued-amend').press('Enter');
  await expect(page.getByTestId('issue-run')).toBeDisabled();
  await page.getByTestId('issue-reason').fill('One more test was made.');
  await expect(page.getByTestId('issue-number')).toHaveAttribute('placeholder', /^\d{4}-001\/2$/);
  await clean(page);
  await page.getByTestId('issue-run').press('Enter');
  await expect(issued).toHaveCount(2, { timeout: 120_000 });
  await expect(issued.first()).toContainText('Takes the place of report');
  await expect(issued.last()).toContainText('no longer valid');
  await expect(issued.last().getByTestId('issued-amend')).toHaveCount(0);
  await clean(page);
  await issued.first().getByTestId('issued-compare').press('Enter');
  const changes = page.getByTestId('change');
  await expect(page.getByTestId('comparison')).toContainText('changed.', { timeout: 60_000 });
  await expect(changes.filter({ hasText: 'Untested' }).filter({ hasText: 'Pass' }).first()).toBeVisible();
  await clean(page);

  // The volumes that were chosen go with their file, and with no other that is typed.
  await page.getByTestId('compare-other').selectOption('file');
  await dialog.getByRole('button', { name: 'Choose' }).click();
  await page.getByTestId('ask-path').fill('/tmp/volume-1.pdf\n/tmp/volume-2.pdf');
  await page.getByTestId('ask-ok').click();
  await expect(page.getByTestId('compare-volumes')).toContainText('/tmp/volume-2.pdf');
  await page.getByTestId('compare-path').fill('/tmp/another.pdf');
  await expect(page.getByTestId('compare-volumes')).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Saved again byte by byte; not at all once the kept file is another one.
  const sha256 = await issued.last().locator('details').textContent();
  const digest = /SHA-256 ([0-9a-f]{64})/.exec(sha256 ?? '')?.[1] ?? '';
  const kept = stored(bridge.dir).find((path) => path.endsWith(digest)) ?? '';
  expect(existsSync(kept)).toBe(true);
  const copy = join(bridge.dir, 'again.pdf');
  await issued.last().getByTestId('issued-save').press('Enter');
  await dialog.locator('input').fill(copy);
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(copy)).toBe(true);
  expect(readFileSync(copy).equals(readFileSync(kept))).toBe(true);
  const bytes = join(bridge.dir, 'bytes.pdf');
  copyFileSync(kept, bytes);
  rmSync(kept, { force: true });
  writeFileSync(kept, 'another file');
  await issued.last().getByTestId('issued-save').press('Enter');
  await dialog.locator('input').fill(join(bridge.dir, 'never.pdf'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('is not what was issued').first()).toBeVisible({ timeout: 60_000 });
  expect(existsSync(join(bridge.dir, 'never.pdf'))).toBe(false);
  rmSync(kept, { force: true });
  copyFileSync(bytes, kept);

  // The record says so.
  await page.keyboard.press('Alt+h');
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Report issued' })).toHaveCount(2);
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'Report signed' })).toHaveCount(3);
  // A report that was signed afterwards counts for no less.
  await expect(page.getByTestId('ledger-entry').filter({ hasText: /Report (issued|signed) · superseded/ })).toHaveCount(
    0,
  );
  await expect(page.getByTestId('ledger-entry').filter({ hasText: 'continued by a later one' })).not.toHaveCount(0);
});
