//! The reviewer's desk: apps, the checklist and what opens from it, and the second person's review.

import { ChecklistPage, expect } from '../assay';
import { Camera, escape } from './camera';

/** The second person's desk: queues, a returned answer, who tests what, people, mentions, sign-off. */
async function review(camera: Camera, checklist: ChecklistPage) {
  const { page } = camera;
  const queue = async (name: string) => {
    await checklist.open();
    const entry = page.getByTestId(`queue-${name}`);
    if (!(await entry.isVisible()))
      await page.getByRole('button', { name: camera.words('Groups and filters') }).click();
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
    await page.getByTestId('palette').fill(camera.said('Comments that mention you'));
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

/** Shows what these words find, and goes to the first of them. */
async function filtered(camera: Camera, checklist: ChecklistPage, words: string) {
  const { page } = camera;
  await checklist.list.focus();
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await checklist.rows.first().click();
}

/** What went wrong is said until somebody has read it. */
async function dismissed(camera: Camera) {
  const close = camera.page.getByTestId('error').getByRole('button').last();
  if (await close.isVisible()) await close.click();
}

export async function desk(camera: Camera) {
  const { page } = camera;
  await camera.shot('apps', async () => {
    await page.keyboard.press('Alt+a');
    await expect(page.getByTestId('assessment').first()).toBeVisible();
  });
  await camera.shot('workspace-menu', () => page.getByRole('button', { name: camera.words('Workspace') }).click());
  await page.keyboard.press('Escape');
  await camera.shot('engagement', () =>
    page
      .getByRole('button', { name: camera.words('engagement') })
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
  await camera.shot('build-menu', () => page.getByRole('button', { name: camera.words('Build {platform}') }).click());
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
    await camera.shot(`detail-${tab.split(' ')[0]?.toLowerCase()}`, async () => {
      const entry = page.getByRole('tab', { name: camera.words(tab) });
      await entry.click();
      // What it shows is below it, and the answer is in the pictures above.
      await entry.evaluate((one) => one.scrollIntoView({ block: 'start' }));
    });
  }
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
  await page.getByTestId('tab-checklist').click();
  await expect(checklist.list).toBeVisible();
  await filtered(camera, checklist, '0394');
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
    await page.getByRole('button', { name: camera.words('Add a note, link or commit') }).click();
    await page.getByRole('menuitem', { name: camera.words('commit') }).click();
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await filtered(camera, checklist, '');
  await camera.shot('evidence-missing', async () => {
    await page.keyboard.press('e');
    await page.getByTestId('ask-path').fill('/no/such/file.png');
    await page.getByTestId('ask-ok').click();
    await expect(page.getByTestId('error').first()).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await dismissed(camera);
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
  await filtered(camera, checklist, '');
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
  const fold = page.getByRole('button', { name: camera.words('Groups and filters') });
  await camera.shot('groups', async () => {
    if (await fold.isVisible()) await fold.click();
    await page.getByTestId('filter-state-fail').click();
  });
  await page.getByTestId('filter-state-fail').click();
  if (await fold.isVisible()) await page.keyboard.press('Escape');
  await checklist.open();
  await camera.shot('nothing-matches', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('no such thing at all');
    await expect(page.getByText(camera.words('Nothing matches'))).toBeVisible();
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
  await nextBuild(camera);
}

/** A build that carries on from a former one, and what else asks before it states. */
async function nextBuild(camera: Camera) {
  const { page } = camera;
  await camera.shot('tour', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill(camera.said('tour'));
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('tour')).toBeVisible();
  });
  await page.getByTestId('tour').getByRole('button').last().click();
  await camera.shot('next-build', async () => {
    await page.keyboard.press('Alt+a');
    const row = page.getByTestId('assessment').filter({ hasText: 'first look' });
    await row.getByTestId('assessment-go').last().click();
    await expect(page.getByTestId('former')).toBeVisible();
  });
  await camera.shot('reconfirm', async () => {
    await page.getByTestId('former-reconfirm').click();
    await expect(page.getByRole('dialog')).toBeVisible();
  });
  await escape(page);
  await camera.shot('bulk-replaces', async () => {
    await page.getByTestId('checklist').focus();
    for (const key of ['Home', 'x', 'End', 'x']) await page.keyboard.press(key);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('i');
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await camera.shot('builds-compared', async () => {
    await page.getByTestId('former-compare').click();
    await expect(page.getByTestId('builds-unit').first()).toBeVisible();
  });
  await camera.shot('builds-compared-all', () => page.getByTestId('builds-changed').uncheck());
  await page.keyboard.press('Escape');
  await camera.shot('proposals', async () => {
    await page.keyboard.press('Alt+a');
    await page.getByTestId('assessment-new').first().click();
    await page.getByTestId('pick-fintech').click();
    await page.getByTestId('answer-jurisdiction-eu').check();
    await page.getByTestId('answer-data-none').click();
    await page.getByTestId('answer-feature-back-end').check();
    await page.getByTestId('assessment-open').click();
    await page.getByTestId('proposals-review').click();
  });
  await camera.shot('proposals-taken', async () => {
    await page.getByTestId('proposals-accept-all').click();
    await expect(page.getByTestId('proposals')).toHaveCount(0);
  });
  await camera.shot('requirement', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('API-2');
    await page.keyboard.press('Enter');
    await page.locator('[data-unit="direct:API-2"]').first().click();
    await expect(page.getByTestId('asks')).toBeVisible();
  });
}
