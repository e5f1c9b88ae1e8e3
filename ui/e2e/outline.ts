//! What assistive technology is told of what is open.

import type { Page } from '@playwright/test';

const TOLD =
  /^\s*- (banner|navigation|main|region|complementary|contentinfo|heading|tablist|tab|table|columnheader|listbox|searchbox|textbox|combobox|dialog|group|radio|form|article)\b/;

/** The outline of what is open: the dialog, else the page. */
export async function outline(page: Page): Promise<string> {
  const dialog = page.locator('dialog[open]');
  const root = (await dialog.count()) ? dialog.last() : page.locator('body');
  const lines = (await root.ariaSnapshot()).split('\n').filter((line) => TOLD.test(line));
  const plain = lines.map((line) =>
    line
      .replace(/(\[(?:selected|checked|expanded|active|pressed)[^\]]*\]|: [^"\n]*$|:$)/g, '')
      .replace(/[0-9a-f]{8,}|(?<!level=)\d+/g, '0')
      .trimEnd(),
  );
  // Of what is alike, such as the cards of apps, one is enough.
  return `${[...new Set(plain)].join('\n')}\n`;
}
