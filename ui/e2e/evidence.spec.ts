//! Evidence: pasted, dropped, by path; removed and brought back.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './assay';

/** Pastes a small picture, drawn in the page. */
async function pastePicture(page: Page) {
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 80;
    canvas.height = 60;
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      pen.fillRect(0, 0, 80, 60);
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    const data = new DataTransfer();
    if (blob) data.items.add(new File([blob], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
}

test('a pasted screenshot is attached and shown, removed, and brought back by undo', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  const items = checklist.detail.getByTestId('evidence-item');
  await checklist.shown();
  const before = await items.count();
  await pastePicture(page);
  await expect(items).toHaveCount(before + 1);
  const added = items.last();
  await expect(added).toContainText('screenshot-');
  await expect(added.locator('img')).toBeVisible();
  expect(await added.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(80);

  await added.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('SHA-256');
  await page.keyboard.press('Escape');

  await added.getByRole('button', { name: /^Remove/ }).click();
  await expect(items).toHaveCount(before);
  await page.keyboard.press('u');
  await expect(items).toHaveCount(before + 1);
});

test('files are attached by path, and dropped ones too', async ({ page, bridge, checklist }) => {
  await checklist.onlyUntestedTests();
  await page.keyboard.press('j');
  const items = checklist.detail.getByTestId('evidence-item');
  await checklist.shown();
  const before = await items.count();
  const one = join(bridge.dir, 'one.log');
  const two = join(bridge.dir, 'two.log');
  writeFileSync(one, 'first\n');
  writeFileSync(two, 'second\n');
  await checklist.list.focus();
  await page.keyboard.press('e');
  await page.getByTestId('ask-path').fill(one);
  await page.getByTestId('ask-ok').click();
  await expect(items).toHaveCount(before + 1);
  await page.evaluate(
    (path) =>
      window.dispatchEvent(new CustomEvent('assay:drop', { detail: { phase: 'drop', paths: [path], x: 1, y: 1 } })),
    two,
  );
  await expect(items).toHaveCount(before + 2);
});

test('a file that is not there is said so, with its path', async ({ page, checklist }) => {
  await checklist.list.focus();
  await page.keyboard.press('e');
  await page.getByTestId('ask-path').fill('/no/such/file.png');
  await page.getByTestId('ask-ok').click();
  await expect(page.getByTestId('error').first()).toBeVisible();
});

test('a note and a link are attached; the list of all evidence leads back to the unit', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  const items = checklist.detail.getByTestId('evidence-item');
  await checklist.shown();
  const before = await items.count();
  await page.getByRole('button', { name: 'Add a note, link or commit' }).click();
  await page.getByRole('menuitem', { name: 'Link' }).click();
  await page.getByLabel('Link', { exact: true }).fill('https://example.org/ticket/12');
  await page.getByRole('button', { name: 'Attach' }).click();
  await expect(items).toHaveCount(before + 1);
  await page.getByTestId('tab-evidence').click();
  const row = page.getByTestId('evidence-item').filter({ hasText: 'https://example.org/ticket/12' }).first();
  await expect(row).toBeVisible();
  await page.getByTestId('evidence-verify').click();
  await expect(page.getByTestId('evidence-check')).toContainText('attached.');
  await row.locator('.link').click();
  await expect(checklist.detail.getByText('https://example.org/ticket/12')).toBeVisible();
});

test('a comment is written by key and listed', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  await page.keyboard.press('c');
  await expect(page.getByTestId('comment-text')).toBeFocused();
  await page.keyboard.type('Shall we retest with the *next* build?');
  await page.keyboard.press('Control+Enter');
  await expect(checklist.detail.getByTestId('comment').last().locator('em')).toHaveText('next');
});
