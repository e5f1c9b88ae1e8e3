//! How far a window shows what it has to, and a window that is too small for most of it.

import type { Locator } from '@playwright/test';
import { alone, expect, openExample } from './assay';

/** Tests in a small window on a workspace of their own; each ends with the apps. */
export function small() {
  const test = alone();
  test.beforeEach(async ({ page, bridge }) => {
    await page.setViewportSize({ width: 1024, height: 640 });
    await openExample(page, bridge);
  });
  test.afterEach(async ({ page }) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+a');
    await expect(page.getByTestId('app').first()).toBeVisible();
  });
  return test;
}

/** What is seen at the middle of an element is the element itself. */
export const uncovered = (one: Locator) =>
  one.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

/** How far what scrolls goes on below an element. */
export const below = (one: Locator) =>
  one.evaluate((element) => {
    let scroller = element.parentElement;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
    return Math.round((scroller?.getBoundingClientRect().bottom ?? 0) - element.getBoundingClientRect().bottom);
  });
