//! Evidence in place: pictures zoomed and blacked out, logs read and looked through, known files, places in code.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deflateSync } from 'node:zlib';
import { expect, startBridge, test as base, type Bridge } from './assay';

/** What these tests attach stays here: other tests look at the example as it is. */
const test = base.extend<object, { bridge: Bridge }>({
  bridge: [
    async ({}, use) => {
      const own = await startBridge();
      await use(own);
      own.stop();
    },
    { scope: 'worker' },
  ],
});

/** Drops files on the page, as a file manager does. */
async function drop(page: Page, files: { name: string; type: string; base64: string }[]): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type }));
    }
    const target = document.querySelector('[data-testid="checklist"]')!;
    target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  }, files);
}

/** A PNG of stripes, so that a copy differs from it. */
function png(width: number, height: number): string {
  const crcOf = (bytes: Buffer) => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return ~crc >>> 0;
  };
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crcOf(body));
    return Buffer.concat([size, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows.fill((x >> 4) % 2 ? 0xe0 : 0x40, y * (1 + width * 3) + 1 + x * 3, y * (1 + width * 3) + 4 + x * 3);
  const made = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return made.toString('base64');
}

const text = (words: string) => Buffer.from(words).toString('base64');
const items = (page: Page) => page.getByTestId('evidence-item');

test.beforeEach(async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  await page.keyboard.press('End');
  await checklist.shown();
});

test('many files are dropped at once; a known one is said so and not attached again', async ({ page, checklist }) => {
  await drop(page, [
    { name: 'shot.png', type: 'image/png', base64: png(320, 200) },
    { name: 'boot.log', type: 'text/plain', base64: text('one\ntwo\n') },
    { name: 'copy-of-boot.log', type: 'text/plain', base64: text('one\ntwo\n') },
  ]);
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByText('copy-of-boot.log is attached to this unit already')).toBeVisible();
  await page.keyboard.press('k');
  await expect(items(page)).toHaveCount(0);
  await drop(page, [{ name: 'boot.log', type: 'text/plain', base64: text('one\ntwo\n') }]);
  await expect(items(page)).toHaveCount(1);
  await expect(page.getByText('boot.log is evidence of one other unit too')).toBeVisible();
  await items(page).first().getByRole('button').first().click();
  await expect(page.getByTestId('evidence-uses').getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await checklist.list.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('u');
  await expect(items(page)).toHaveCount(0);
});

test('a picture is zoomed and blacked out by keyboard alone; the copy says what it was made of', async ({ page }) => {
  await drop(page, [{ name: 'login.png', type: 'image/png', base64: png(1600, 1000) }]);
  await expect(items(page)).toHaveCount(1);
  await items(page).first().getByRole('button').first().click();
  const frame = page.getByTestId('picture');
  await expect(frame).toBeFocused();
  const percent = page.locator('.percent');
  const fit = Number.parseInt(await percent.innerText(), 10);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await expect.poll(async () => Number.parseInt(await percent.innerText(), 10)).toBeGreaterThan(fit * 1.4);
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  await expect(percent).toHaveText(`${fit} %`);

  await page.keyboard.press('r');
  const area = page.getByRole('button', { name: /^Rectangle 1:/ });
  await expect(area).toBeFocused();
  const before = await area.getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await area.getAttribute('aria-label')).not.toBe(before);
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await page.keyboard.press('r');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: /^Rectangle/ })).toHaveCount(1);
  await page.getByTestId('redact-save').press('Enter');
  await expect(page.getByTestId('evidence-viewer')).toBeHidden();
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByText('stays here; reports show the blacked-out copy')).toBeVisible();
  await items(page).filter({ hasText: 'login-redacted.png' }).getByRole('button').first().click();
  await expect(page.getByText('One place is black. The original stays here:')).toBeVisible();
  const black = await page.evaluate(async () => {
    const picture = document.querySelector<HTMLImageElement>('[data-testid="picture"] img')!;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0) count += 1;
    return count;
  });
  expect(black).toBeGreaterThan(10_000);
  await page.keyboard.press('Escape');
  await page.getByTestId('checklist').focus();
  await page.keyboard.press('u');
  await expect(items(page)).toHaveCount(1);
  await expect(page.getByText('stays here; reports show the blacked-out copy')).toBeHidden();
});

test('rectangles are drawn with the mouse too, where the picture is zoomed', async ({ page }) => {
  await drop(page, [{ name: 'drawn.png', type: 'image/png', base64: png(1200, 900) }]);
  await items(page).filter({ hasText: 'drawn.png' }).getByRole('button').first().click();
  await page.keyboard.press('+');
  await page.getByTestId('redact').click();
  const box = (await page.getByTestId('picture').boundingBox())!;
  await page.mouse.move(box.x + 300, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + 500, box.y + 180, { steps: 4 });
  await page.mouse.up();
  const drawn = page.getByRole('button', { name: /^Rectangle 1:/ });
  const made = (await drawn.boundingBox())!;
  expect(Math.abs(made.width - 200)).toBeLessThan(4);
  expect(Math.abs(made.x - box.x - 300)).toBeLessThan(4);
});

test('lines and words of a log are blacked out by keyboard; the copy says so, and undo takes it back', async ({
  page,
}) => {
  const lines = Array.from({ length: 40 }, (_, at) => `${at + 1} D/Net: ${at % 10 === 3 ? 'Bearer eyJ.k9' : 'ok'}`);
  await drop(page, [{ name: 'token.log', type: 'text/plain', base64: text(`${lines.join('\n')}\n`) }]);
  const original = items(page).filter({ hasText: 'token.log' });
  await original.getByRole('button').first().click();
  await page.getByTestId('cover').press('Enter');
  await expect(page.getByTestId('cover-save')).toBeDisabled();
  const find = page.getByTestId('text-find');
  await find.fill(':5-7');
  await find.press('Enter');
  await page.getByTestId('cover-lines').press('Enter');
  await find.fill('bearer eyj.k9');
  await page.getByTestId('cover-words').press('Enter');
  await expect(page.getByTestId('covered').getByRole('listitem')).toHaveText([
    'lines 5 to 7',
    '“bearer eyj.k9” everywhere',
  ]);
  await expect(page.getByTestId('text').locator('s.black').first()).toHaveText('Bearer eyJ.k9');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = await new AxeBuilder({ page }).analyze();
    expect(axe.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }
  await page.getByTestId('cover-save').press('Enter');
  await expect(page.getByTestId('evidence-viewer')).toBeHidden();
  await expect(original).toContainText('stays here; reports show the blacked-out copy');
  await items(page).filter({ hasText: 'token-redacted.log' }).getByRole('button').first().click();
  await expect(page.getByTestId('text')).toContainText('4 D/Net: ████████');
  await expect(page.getByTestId('text')).not.toContainText('eyJ');
  await expect(page.getByTestId('text')).toContainText('5 ████████6 ████████7 ████████8 8 D/Net');
  await expect(page.getByText('Black: lines 3, places within other lines 4.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('checklist').focus();
  await page.keyboard.press('u');
  await expect(items(page).filter({ hasText: 'token-redacted.log' })).toHaveCount(0);
  await expect(original).not.toContainText('stays here');
});

test('a text that is selected is what is covered', async ({ page }) => {
  await drop(page, [{ name: 'selected.log', type: 'text/plain', base64: text('user alice logged in\nALICE left\n') }]);
  await items(page).filter({ hasText: 'selected.log' }).getByRole('button').first().click();
  await page.getByTestId('cover').click();
  const word = page.getByTestId('text').getByText('user alice');
  const box = (await word.boundingBox())!;
  await page.mouse.dblclick(box.x + (box.width * 8) / 20, box.y + box.height / 2);
  await page.getByTestId('cover-words').click();
  await expect(page.getByTestId('covered')).toContainText('“alice” everywhere');
  await expect(page.getByTestId('text').locator('s.black')).toHaveText(['alice', 'ALICE']);
});

test('a long log is read as it comes into view, looked through both ways, and cited', async ({ page, bridge }) => {
  const lines = Array.from(
    { length: 120_000 },
    (_, at) => `${at + 1} D/Net: ${at % 50_000 === 49_998 ? 'Bearer eyJ' : 'ok'}`,
  );
  const path = join(bridge.dir, 'device.log');
  writeFileSync(path, lines.join('\n'));
  await drop(page, [{ name: 'device.log', type: 'text/plain', base64: text(lines.join('\n')) }]);
  await items(page).filter({ hasText: 'device.log' }).getByRole('button').first().click();
  const said = page.getByTestId('text-said');
  await expect(said).toHaveText('120,000 lines');
  await expect(page.getByText('1 D/Net: ok', { exact: true })).toBeVisible();
  expect(await page.locator('.line').count()).toBeLessThan(80);
  const find = page.getByTestId('text-find');
  await expect(find).toBeFocused();
  await page.keyboard.type('bearer');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Line 49,999 of 120,000');
  await expect(page.locator('.line.marked mark')).toHaveText('Bearer');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Line 99,999 of 120,000');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Line 49,999 of 120,000, from the other end');
  await page.keyboard.press('Shift+Enter');
  await expect(said).toHaveText('Line 99,999 of 120,000, from the other end');
  await find.fill(':120000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('120000 D/Net: ok', { exact: true })).toBeVisible();
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  await page.getByTestId('text-cite').click();
  await expect(page.getByTestId('note')).toBeFocused();
  await expect(page.getByTestId('note')).toHaveValue(/^device\.log, line 120,000 \(SHA-256 [0-9a-f]{12}…\)$/);
});

test('a commit is attached with a file and lines that it holds', async ({ page, bridge }) => {
  const repository = join(bridge.dir, 'wallet');
  mkdirSync(join(repository, 'src'), { recursive: true });
  writeFileSync(join(repository, 'src/Login.kt'), 'fun a() {}\nfun b() {}\nfun c() {}\n');
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], { cwd: repository });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Log in');
  await page.getByRole('button', { name: 'Add a note, link or commit' }).click();
  await page.getByRole('menuitem', { name: 'Commit …' }).click();
  await page.getByLabel('Repository').fill(repository);
  await expect(page.getByLabel('Commit, branch or tag')).toHaveValue('HEAD');
  await page.getByTestId('commit-path').fill('src/Login.kt');
  await page.getByTestId('commit-lines').fill('2-9');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(page.getByText('has 3 lines in that commit')).toBeVisible();
  await page.getByTestId('commit-lines').fill('2-3');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(items(page).filter({ hasText: 'src/Login.kt:2-3' })).toHaveCount(1);
  await expect(page.getByTestId('error'), 'what was refused before was mended').toHaveCount(0);
});

test('a PDF is shown page by page', async ({ page }) => {
  // Two pages, one word each, in a font that every reader has.
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources << /Font << /F 7 0 R >> >> >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 6 0 R /Resources << /Font << /F 7 0 R >> >> >>',
    ...['First', 'Second'].map((word) => {
      const drawn = `BT /F 48 Tf 40 80 Td (${word}) Tj ET`;
      return `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
    }),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = pdf.length;
    pdf += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = pdf.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  await drop(page, [{ name: 'plan.pdf', type: 'application/pdf', base64: text(pdf) }]);
  await items(page).filter({ hasText: 'plan.pdf' }).getByRole('button').first().click();
  await expect(page.getByText('Page 1 of 2')).toBeVisible();
  const picture = page.getByTestId('picture').locator('img');
  await expect(picture).toBeVisible();
  const dark = () =>
    picture.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 100) count += 1;
      return count;
    });
  const first = await dark();
  expect(first).toBeGreaterThan(2000);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600);
  await expect(page.getByTestId('picture')).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(page.getByText('Page 2 of 2')).toBeVisible();
  await expect.poll(dark).toBeGreaterThan(first);
});
