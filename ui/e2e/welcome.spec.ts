//! The first screen, before anybody said who works here.

import { alone, expect } from './assay';

const test = alone();

test('the version stands on the page, in no box of its own', async ({ page, bridge }) => {
  await page.goto(bridge.url);
  await expect(page.getByTestId('identity-name')).toBeVisible();
  const version = page.locator('.welcome p').last();
  await expect(version).toContainText(/\d+\.\d+\.\d+/);
  const look = await version.evaluate((one) => {
    const { backgroundColor, borderTopWidth, position } = getComputedStyle(one);
    return { backgroundColor, borderTopWidth, position };
  });
  expect(look).toEqual({ backgroundColor: 'rgba(0, 0, 0, 0)', borderTopWidth: '0px', position: 'static' });
});

test('an error beside a new workspace goes when another folder is typed', async ({ page, bridge }) => {
  await page.goto(bridge.url);
  await page.getByTestId('identity-name').fill('Ada Example');
  await page.getByTestId('identity-email').fill('ada@example.org');
  await page.getByTestId('identity-save').click();
  await page.getByTestId('workspace-new').click();
  await page.getByTestId('workspace-name').fill('Reviews');
  // Escape leads back to the choice, and a folder below nobody knows which is refused before anything is made.
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('workspace-new')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByTestId('workspace-name').fill('Reviews');
  let asked = 0;
  page.on('request', (request) => (asked += request.url().endsWith('/api/workspace_create') ? 1 : 0));
  await page.getByTestId('workspace-dir').fill('rel/path');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give the whole path of the folder')).toBeVisible();
  await expect(page.getByTestId('workspace-dir')).toBeFocused();
  await page.getByTestId('workspace-dir').fill('/proc/nowhere/reviews');
  await expect(page.getByText('Give the whole path of the folder')).toHaveCount(0);
  expect(asked).toBe(0);
  await page.getByTestId('workspace-create').click();
  await expect(page.getByTestId('error')).toBeVisible();
  await page.getByTestId('workspace-dir').pressSequentially('x');
  await expect(page.getByTestId('error')).toHaveCount(0);
});
