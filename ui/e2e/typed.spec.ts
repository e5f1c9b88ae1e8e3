//! What was typed and not yet stated: no key takes it for something else, nobody else is shown it, and nothing but who
//! typed it throws it away.

import type { Page } from '@playwright/test';
import { alone, ChecklistPage, expect, openExample, openFinding } from './assay';

/** Persons are added here, and results set. */
const test = alone();

test.beforeEach(async ({ page, bridge }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExample(page, bridge);
});

async function workAs(page: Page, name: string) {
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette').fill(`Work as ${name}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`You work as ${name} now.`)).toBeVisible();
}

/** Loads the page anew, as after a crash: what was typed was kept a moment after the last key. */
async function again(page: Page) {
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.locator('main')).toBeVisible();
}

async function openNote(page: Page) {
  await page.getByRole('button', { name: 'Add a note, link or commit' }).click();
  await page.getByRole('menuitem', { name: 'Note' }).click();
}

async function openTokenFinding(page: Page) {
  await new ChecklistPage(page).open();
  await page.keyboard.press('3');
  await openFinding(page, 'session token');
  await expect(page.getByTestId('finding')).toContainText('session token');
}

test('a comment that is typed before its field is there is a comment all the same', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await page.route('**/api/unit_show', async (route) => {
    await new Promise((later) => setTimeout(later, 700));
    await route.continue();
  });
  await page.keyboard.press('j');
  const unit = await checklist.unit();
  await page.keyboard.press('c');
  await page.keyboard.type('Please fix it.');
  await expect(page.getByTestId('comment-text')).toHaveValue('Please fix it.');
  expect(await checklist.unit()).toBe(unit);
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  await page.getByTestId('comment-text').fill('');
  await checklist.list.focus();
});

test('letters that go on at a button of a form do nothing else', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  const asked = page.getByTestId('ask-path');
  await page.keyboard.press('c');
  await expect(page.getByTestId('comment-text')).toBeFocused();
  await page.keyboard.type('@nobody');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Comment', exact: true })).toBeFocused();
  await page.keyboard.type('fpe1?uj');
  await page.waitForTimeout(300);
  await expect(asked).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await checklist.unit()).toBe(unit);
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  await page.getByTestId('comment-text').fill('');
  await checklist.list.focus();

  await openNote(page);
  await page.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.type('fpe2');
  await page.waitForTimeout(300);
  await expect(asked).toHaveCount(0);
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'untested');
  // The buttons of results are no form: there a letter is a result.
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByTestId('result-inconclusive').focus();
  await page.keyboard.press('f');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'fail');
});

test('a note that somebody typed is shown to nobody else who works here', async ({ page }) => {
  await page.keyboard.press('Control+,');
  await page.getByTestId('person-add').click();
  await page.getByTestId('person-name').fill('Rita Berg');
  await page.getByTestId('person-email').fill('rita@example.org');
  await page.getByTestId('person-save').click();
  await expect(page.getByTestId('person-switch').first()).toBeVisible();
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  const note = page.getByTestId('note');
  const openUnit = async () => {
    await checklist.open();
    if (!(await checklist.row(unit).isVisible())) await checklist.onlyUntestedTests();
    await checklist.row(unit).click();
  };
  await page.keyboard.press('Enter');
  await page.keyboard.type('Mine, and half a sent');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByTestId('comment-text')).toBeFocused();
  await page.keyboard.type('To be put well');
  await page.keyboard.press('Escape');
  await workAs(page, 'Rita Berg');
  await openUnit();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await expect(note).toHaveValue('');
  await checklist.list.focus();
  await page.keyboard.press('c');
  await expect(page.getByTestId('comment-text')).toHaveValue('');
  await page.keyboard.press('Escape');
  await again(page);
  await openUnit();
  await expect(checklist.detail).toHaveAttribute('data-unit', unit);
  await expect(note).toHaveValue('');

  await workAs(page, 'Mira Kovač');
  await openUnit();
  await expect(note).toHaveValue('Mine, and half a sent');
  await checklist.list.focus();
  await page.keyboard.press('c');
  await expect(page.getByTestId('comment-text')).toHaveValue('To be put well');
});

test('a comment on a test is there again at its test, until it is stated', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  const comment = page.getByTestId('comment-text');
  const goThere = async () => {
    await checklist.open();
    await checklist.onlyUntestedTests();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await checklist.shown();
    await page.keyboard.press('c');
  };
  const comeBack = async () => {
    await again(page);
    await goThere();
  };
  await goThere();
  await expect(comment).toBeFocused();
  await page.keyboard.type('Half a sent');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await checklist.shown();
  await page.keyboard.press('c');
  await expect(comment).toBeFocused();
  await expect(comment).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await checklist.shown();
  await page.keyboard.press('c');
  await expect(comment).toHaveValue('Half a sent');
  await expect(checklist.detail.getByTestId('resumed')).toBeVisible();
  await comeBack();
  await expect(comment).toHaveValue('Half a sent');
  await comment.press('Control+Enter');
  await expect(page.getByTestId('comment').filter({ hasText: 'Half a sent' })).toBeVisible();
  await expect(comment).toHaveValue('');
  await comeBack();
  await expect(page.getByTestId('comment').filter({ hasText: 'Half a sent' })).toBeVisible();
  await expect(comment).toHaveValue('');
});

test('a remark on a finding and the words of a waiver are there again', async ({ page }) => {
  await openTokenFinding(page);
  const remark = page.getByTestId('remark-text');
  await remark.fill('Not whole y');
  await page.getByTestId('finding-waive').click();
  await page.getByTestId('waiver-approver').fill('Ruth Ekman');
  await page.getByTestId('waiver-reason').fill('A pilot.');
  await page.getByTestId('waiver-form').getByTestId('waiver-conditions').fill('Below 200 users.');
  await page.getByTestId('waiver-until').fill('2030-01-31');
  await page.getByTestId('waiver-until').press('Escape');
  await expect(page.getByTestId('waiver-form')).toHaveCount(0);
  await page.keyboard.press('1');
  await openTokenFinding(page);
  await expect(remark).toHaveValue('Not whole y');
  await page.getByTestId('finding-waive').click();
  await expect(page.getByTestId('waiver-reason')).toHaveValue('A pilot.');
  await again(page);
  await openTokenFinding(page);
  await expect(remark).toHaveValue('Not whole y');
  await page.getByTestId('finding-waive').click();
  const form = page.getByTestId('waiver-form');
  await expect(page.getByTestId('waiver-approver')).toHaveValue('Ruth Ekman');
  await expect(form.getByTestId('waiver-conditions')).toHaveValue('Below 200 users.');
  await expect(page.getByTestId('waiver-until')).toHaveValue('2030-01-31');
  await form.getByTestId('resumed').getByRole('button').click();
  await expect(page.getByTestId('waiver-reason')).toHaveValue('');
  // Stated by keys from any field, and gone with that.
  await page.getByTestId('waiver-approver').fill('Ruth Ekman');
  await page.getByTestId('waiver-role').fill('Product owner');
  await page.getByTestId('waiver-reason').fill('A pilot.');
  await page.getByTestId('waiver-until').fill('2027-01-31');
  await page.getByTestId('waiver-role').press('Control+Enter');
  await expect(form).toHaveCount(0);
  await expect(page.getByTestId('finding').getByTestId('waiver').first()).toContainText('A pilot.');
  await page.waitForTimeout(600);
  await page.getByTestId('finding-waive').click();
  await expect(page.getByTestId('waiver-approver')).toHaveValue('');
  await expect(form.getByTestId('resumed')).toHaveCount(0);
});

test('a note of evidence stays at its test, and goes when it is attached', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const note = page.getByLabel('Note', { exact: true }).last();
  await openNote(page);
  await page.keyboard.type('Seen in the l');
  await page.keyboard.press('Escape');
  await checklist.list.focus();
  await page.keyboard.press('j');
  await expect(checklist.detail).toHaveAttribute('data-unit', await checklist.unit());
  await openNote(page);
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('');
  await page.keyboard.press('Escape');
  await again(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  await openNote(page);
  await expect(note).toHaveValue('Seen in the l');
  await page.keyboard.type('og.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('evidence-item').filter({ hasText: 'Seen in the log.' })).toBeVisible();
  await openNote(page);
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('');
});

test('why an answer is returned is there again', async ({ page }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('p');
  await expect(checklist.row(unit)).toHaveAttribute('data-result', 'pass');
  await checklist.row(unit).click();
  await page.keyboard.press('s');
  await expect(checklist.row(unit).getByTestId('row-review')).toHaveAttribute('data-review', 'submitted');
  await page.getByTestId('review-return').click();
  const why = page.getByTestId('return-comment');
  await why.fill('Which build was th');
  await page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);
  await page.getByTestId('review-return').click();
  await expect(why).toHaveValue('Which build was th');
  await why.fill('Which build was that?');
  await page.getByTestId('return-send').focus();
  await page.keyboard.press('Control+Enter');
  await expect(checklist.row(unit).getByTestId('row-review')).toHaveAttribute('data-review', 'returned');
});

test('the decision on a release is there again', async ({ page }) => {
  await page.keyboard.press('Alt+b');
  const decide = page.getByTestId('decide').first();
  await decide.click();
  const form = page.getByTestId('decision-form');
  await form.getByText('Conditional', { exact: true }).click();
  await form.getByTestId('decision-reason').fill('Known, and behind a sw');
  await form.getByTestId('decision-conditions').fill('Fixed in 4.2.1.');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  await again(page);
  await page.keyboard.press('Alt+b');
  await decide.click();
  await expect(form.getByTestId('decision-conditions')).toHaveValue('Fixed in 4.2.1.');
  await expect(form.getByTestId('decision-reason')).toHaveValue('Known, and behind a sw');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await decide.click();
  await expect(form.getByTestId('decision-reason')).toHaveValue('');
});

test('an engagement half filled in is there again, over what was recorded meanwhile', async ({ page }) => {
  await new ChecklistPage(page).open();
  const open = async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').fill('engagement');
    await page.keyboard.press('Enter');
    await expect(page.locator('#engagement')).toBeVisible();
  };
  await open();
  const customer = page.getByLabel('Customer');
  const before = await customer.inputValue();
  await page.locator('#engagement-received').fill('2026-11-02');
  await page.getByLabel('Out of scope').fill('The watch app');
  await page.keyboard.press('Escape');
  await expect(page.locator('#engagement')).toHaveCount(0);
  await again(page);
  await open();
  await expect(page.locator('#engagement-received')).toHaveValue('2026-11-02');
  await expect(page.getByLabel('Out of scope')).toHaveValue('The watch app');
  await expect(customer).toHaveValue(before);
  await page.locator('#engagement').getByTestId('resumed').getByRole('button').click();
  await expect(page.getByLabel('Out of scope')).not.toHaveValue('The watch app');
});

test('the words of a sign-off are there again', async ({ page }) => {
  await new ChecklistPage(page).open();
  await page.keyboard.press('5');
  await page.getByTestId('sign-off-give').click();
  await page.getByTestId('sign-off-statement').fill('Done as far as');
  await again(page);
  await new ChecklistPage(page).open();
  await page.keyboard.press('5');
  await page.getByTestId('sign-off-give').click();
  await expect(page.getByTestId('sign-off-statement')).toHaveValue('Done as far as');
});

test('Ctrl and Enter submit what has the focus, wherever in it that is', async ({ page, bridge }) => {
  const checklist = new ChecklistPage(page);
  await checklist.open();
  await checklist.onlyUntestedTests();
  const unit = await checklist.unit();
  await page.keyboard.press('e');
  const path = page.getByTestId('ask-path');
  await path.fill(`${bridge.dir}/nothing.txt`);
  await page.keyboard.press('Control+Enter');
  await expect(path).toHaveCount(0);
  // What is not whole is not submitted.
  await openNote(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Attach' })).toBeVisible();
  expect(await checklist.unit()).toBe(unit);
});
