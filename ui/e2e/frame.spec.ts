//! What surrounds the work: the tour, the versions, moving the workspace, finding what people wrote.

import { ChecklistPage, expect, openExample, test } from './assay';

test('the tour leads through the screens, ends, and is offered again in the palette', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const tour = page.getByTestId('tour');
  if (!(await tour.isVisible())) {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('tour');
    await page.keyboard.press('Enter');
  }
  await expect(tour).toContainText('1 of 6');
  await page.getByTestId('tour-next').click();
  await tour.getByRole('button', { name: 'Show a checklist' }).click();
  await expect(page.getByTestId('checklist')).toBeVisible();
  for (let step = 0; step < 4; step += 1) await page.getByTestId('tour-next').click();
  await expect(tour).toContainText('6 of 6');
  await page.getByTestId('tour-next').click();
  await expect(tour).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('checklist')).toBeVisible();
  await expect(tour).toHaveCount(0);
});

test('the palette finds what a reviewer wrote, and goes there', async ({ page, bridge }) => {
  await openExample(page, bridge);
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.list.focus();
  const unit = await page.locator('[data-testid="unit-row"][aria-selected="true"]').getAttribute('data-unit');
  await page.keyboard.press('c');
  await page.keyboard.type('A kookaburra sat in the keystore.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('A kookaburra sat in the keystore.')).toBeVisible();
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('kookabur');
  const hit = page.getByTestId('palette-entry').filter({ hasText: 'kookaburra' });
  await expect(hit).toContainText('Comment');
  await hit.click();
  await expect(page.locator('[data-testid="unit-row"][aria-selected="true"]')).toHaveAttribute('data-unit', unit ?? '');
});

test('the versions of what runs are shown', async ({ page, bridge }) => {
  await openExample(page, bridge);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('about assay');
  await page.keyboard.press('Enter');
  const about = page.getByTestId('about');
  await expect(about).toContainText('SQLite');
  await expect(about).toContainText('OWASP MASTG');
});

test('whoever chooses their own name or the snippets comes to that part of the settings', async ({ page, bridge }) => {
  await page.setViewportSize({ width: 1024, height: 480 });
  await openExample(page, bridge);
  const there = async (name: string) => {
    const part = page.getByRole('region', { name, exact: true });
    await expect(part).toBeFocused();
    await expect(part.getByRole('heading', { name, exact: true })).toBeInViewport({ ratio: 1 });
  };
  const own = async () => {
    await page.getByRole('button', { name: /^Workspace / }).click();
    await page.getByRole('menuitem', { name: /Mira Kovač/ }).click();
    await there('You');
  };
  await own();
  // From another part of the same screen too.
  await page.locator('.page').evaluate((scroller) => scroller.scrollTo(0, 0));
  await page.getByTestId('theme-system').focus();
  await own();
  await page.keyboard.press('Alt+b');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill('snippets');
  await page.keyboard.press('Enter');
  await there('Note snippets');
});
