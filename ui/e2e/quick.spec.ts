//! Keys that come faster than answers: each counts for the row that was under the cursor when it came.

import { alone, ChecklistPage, expect, openExample } from './assay';

const test = alone();

test('results typed without waiting are stated in order, each on its row, and taken back in turn', async ({
  page,
  bridge,
}) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const units = await checklist.rows.evaluateAll((rows) => [
    ...new Set(rows.map((row) => (row as HTMLElement).dataset.unit ?? '')),
  ]);
  const six = units.slice(0, 6);
  const keys = ['p', 'i', 'p', 'i', 'p', 'i'];
  for (const key of keys) await page.keyboard.press(key);
  const wanted = keys.map((key) => (key === 'p' ? 'pass' : 'inconclusive'));
  const results = () => Promise.all(six.map((unit) => checklist.row(unit).getAttribute('data-result')));
  expect(await results()).toEqual(wanted);
  await expect(page.locator('.sign.pending')).toHaveCount(0);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('u');
  const left = [...wanted.slice(0, 3), 'untested', 'untested', 'untested'];
  await expect.poll(results).toEqual(left);
  await page.reload();
  await checklist.open();
  await checklist.showAll();
  // What is out of view is not on the page: each is looked for by its name.
  for (const [at, unit] of six.entries()) {
    await page.getByRole('searchbox', { name: 'Filter the checklist' }).fill(unit.replace('test:', ''));
    await expect(checklist.row(unit)).toHaveAttribute('data-result', left[at] ?? '');
  }
});

test('what is typed into the pane right after a move is about the row moved to', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+P');
  await page.keyboard.type('Seen in the log.');
  const unit = await checklist.unit();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await expect(checklist.detail.getByTestId('note')).toHaveValue('Seen in the log.');
  // The note goes with the result, and the key that follows at once is the list's again.
  await page.keyboard.press('Control+Enter');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
  await expect(checklist.list).toBeFocused();
  const next = await checklist.unit();
  expect(next).not.toBe(unit);
  await expect(checklist.detail).toHaveAttribute('data-unit', next);
  await expect(checklist.detail.getByTestId('note')).toHaveValue('');
});

test('a row that one passes by is not read', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await expect(checklist.detail).toHaveAttribute('data-unit', await checklist.unit());
  const read: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/unit_show')) read.push((request.postDataJSON() as { unit: string }).unit);
  });
  const before = await checklist.unit();
  // All in one turn of the page, as when a key is held down while it is busy.
  await checklist.list.evaluate((list) => {
    for (let turn = 0; turn < 5; turn += 1)
      list.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }));
  });
  const unit = await checklist.unit();
  expect(unit).not.toBe(before);
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await expect.poll(() => read).toEqual([unit]);
});
