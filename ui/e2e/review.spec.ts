//! The second person's review: added on this computer, working from the queue, with the remark that one key proves little.

import AxeBuilder from '@axe-core/playwright';
import { expect, test, type ChecklistPage } from './assay';

const MIRA = 'Mira Kovač';
const JO = 'Jo Park';

async function workAs(checklist: ChecklistPage, name: string) {
  const { page } = checklist;
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill(`Work as ${name}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`You work as ${name} now.`)).toBeVisible();
  await checklist.list.focus();
}

test('a second person returns one answer and approves another, and the first sees both', async ({
  page,
  checklist,
}) => {
  await page.keyboard.press('Control+,');
  await page.getByTestId('person-add').click();
  await page.getByTestId('person-name').fill(JO);
  await page.getByTestId('person-email').fill('jo@example.org');
  await page.getByTestId('person-save').click();
  await expect(page.getByTestId('person').filter({ hasText: JO })).toBeVisible();
  await checklist.open();

  // Two answers of one's own, handed in by key.
  await checklist.onlyUntestedTests();
  const units: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const unit = await checklist.unit();
    units.push(unit);
    await page.keyboard.press('p');
    await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
    await checklist.row(unit).click();
    await page.keyboard.press('s');
    await expect(checklist.row(unit).getByTestId('row-review')).toHaveAttribute('data-review', 'submitted');
    await page.keyboard.press('g');
  }
  expect(new Set(units).size).toBe(2);
  await page.getByRole('button', { name: 'Clear' }).first().click();

  await workAs(checklist, JO);
  await page.getByTestId('queue-to_review').click();
  const [first = '', second = ''] = units;
  await checklist.row(first).click();
  await page.keyboard.press('b');
  await page.getByTestId('return-comment').fill('@Mira, which build was that?');
  await page.getByTestId('return-send').click();
  await expect(checklist.row(first).getByTestId('row-review')).toHaveAttribute('data-review', 'returned');
  // What was returned stays on screen, and whoever selects all does not approve it.
  const waiting = (await checklist.rows.count()) - 1;
  await page.keyboard.press('Shift+X');
  const approve = page.getByTestId('bulk-approve');
  await expect(approve).toHaveText(new RegExp(`\\bApprove ${waiting}\\b`));
  await expect(checklist.row(first)).toHaveAttribute('aria-selected', 'false');
  await expect(page.getByTestId('bulk-return')).toHaveText(new RegExp(`\\bReturn ${waiting}\\b`));
  await page.keyboard.press('Escape');
  await checklist.row(second).click();
  await page.keyboard.press('a');
  await expect(checklist.row(second).getByTestId('row-review')).toHaveAttribute('data-review', 'approved');
  // The cursor went on; what was approved can be undone by whoever did it.
  expect(await checklist.unit()).not.toBe(second);
  await page.keyboard.press('u');
  await expect(checklist.row(second).getByTestId('row-review')).toHaveAttribute('data-review', 'submitted');
  await checklist.row(second).click();
  await page.keyboard.press('a');
  await expect(checklist.row(second).getByTestId('row-review')).toHaveAttribute('data-review', 'approved');

  await workAs(checklist, MIRA);
  await checklist.row(second).click();
  await expect(page.getByTestId('same-device')).toHaveText(/proves little/);
  // One key does not take an approval away: an undo could not give it back.
  await page.keyboard.press('f');
  const asks = page.getByText(/was approved by Jo/);
  await expect(asks).toBeVisible();
  await expect(checklist.row(second)).toHaveAttribute('data-result', 'pass');
  // What is asked there is not asked elsewhere.
  await page.getByTestId('tab-report').click();
  await expect(asks).toHaveCount(0);
  await page.getByTestId('tab-checklist').click();
  await checklist.row(second).click();
  await page.keyboard.press('n');
  await expect(asks).toBeVisible();
  await page.keyboard.press('f');
  await expect(asks).toHaveText(/Set Fail again/);
  await page.keyboard.press('f');
  await expect(checklist.row(second)).toHaveAttribute('data-result', 'fail');
  await expect(asks, 'it was done').toHaveCount(0);
  await page.getByTestId('queue-to_review').click();
  await page.getByTestId('queue-mentions').click();
  await expect(checklist.row(first)).toBeVisible();
  await checklist.row(first).click();
  await expect(page.getByTestId('review')).toHaveAttribute('data-review', 'returned');
  await expect(page.getByTestId('review')).toContainText('which build was that?');
  // The comment that lies on the pile is in sight.
  const comment = checklist.detail.getByTestId('comment').filter({ hasText: 'which build was that?' });
  await expect(comment).toBeInViewport({ ratio: 1 });

  // Another answer leaves a review behind, and says so.
  await page.keyboard.press('f');
  await expect(page.getByTestId('queue-returned')).toBeVisible();
});

test('a comment leaves the pane where it is read, and a mention leads to it', async ({ page, checklist }) => {
  await page.setViewportSize({ width: 1280, height: 560 });
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('c');
  await page.keyboard.type('@Jo Park, please look at this too.');
  await page.keyboard.press('Control+Enter');
  const comment = checklist.detail.getByTestId('comment').filter({ hasText: 'please look at this too' });
  await expect(comment).toBeVisible();
  await expect(page.getByTestId('comment-text')).toHaveValue('');
  await expect(page.getByTestId('comment-text')).toBeInViewport({ ratio: 1 });
  expect(await checklist.detail.evaluate((pane) => pane.scrollTop)).toBeGreaterThan(0);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await workAs(checklist, JO);
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('mention');
  await page.keyboard.press('Enter');
  await page.getByTestId('mention').filter({ hasText: 'please look at this too' }).getByRole('button').first().click();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await expect(comment).toBeInViewport({ ratio: 1 });
  await workAs(checklist, MIRA);
});

test('work is assigned by key, and a sign-off is outdated by a later answer', async ({ page, checklist }) => {
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('o');
  await page.getByTestId('assign-who').selectOption({ label: MIRA });
  const due = page.getByTestId('assign-due');
  await due.fill('2020-01-01');
  await page.getByTestId('assign-save').click();
  await expect(page.getByRole('dialog')).toContainText('This day is over');
  await expect(due).toBeFocused();
  await due.fill('2030-01-31');
  await expect(page.getByRole('dialog')).not.toContainText('This day is over');
  await page.getByTestId('assign-save').click();
  await expect(page.getByTestId('review-assignee')).toHaveText(/Mira Kovač tests it, until .*2030/);
  await expect(page.getByTestId('queue-mine')).toBeVisible();

  await page.getByTestId('tab-report').click();
  await page.getByTestId('sign-off-give').click();
  await expect(page.getByTestId('sign-off-left')).toContainText(/required units have no answer that stands/);
  await page.getByTestId('sign-off-save').click();
  const mine = page.getByTestId('sign-off').filter({ hasText: MIRA }).last();
  await expect(mine).toHaveAttribute('data-outdated', 'false');
  await page.getByTestId('tab-checklist').click();
  await checklist.row(unit).click();
  await page.keyboard.press('i');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'inconclusive');
  await page.getByTestId('tab-report').click();
  await expect(mine).toHaveAttribute('data-outdated', 'true');
  // The next test of this worker opens where this one left off.
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
});

test('a filter that fits nothing of a queue names the queue, and leaves it', async ({ page, checklist }) => {
  await page.getByTestId('queue-returned').click();
  await page.keyboard.press('/');
  await page.keyboard.type('has:draft');
  const none = page.getByTestId('nothing-matches');
  await expect(none).toContainText('queue “Returned”');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('state:untested');
  await expect(none).toContainText('queue “Returned”');
  await page.getByTestId('queue-leave').click();
  await expect(checklist.rows.first()).toHaveAttribute('data-result', 'untested');
  await expect(page.getByTestId('queue-returned')).toHaveAttribute('aria-pressed', 'false');
  await checklist.list.focus();
  await page.keyboard.press('Escape');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in what a review shows, ${theme}`, async ({ page, checklist }) => {
    await page.evaluate((value) => (document.documentElement.dataset.theme = value), theme);
    const clean = async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
    };
    await page.getByTestId('queue-returned').click();
    await checklist.rows.first().click();
    await expect(page.getByTestId('review')).toBeVisible();
    await clean();
    await page.keyboard.press('o');
    await expect(page.getByRole('dialog')).toBeVisible();
    await clean();
    await page.keyboard.press('Escape');
    await page.getByTestId('tab-report').click();
    await expect(page.getByTestId('sign-off').first()).toBeVisible();
    await clean();
    await page.keyboard.press('Control+,');
    await expect(page.getByTestId('person').first()).toBeVisible();
    await clean();
    await checklist.open();
  });
}
