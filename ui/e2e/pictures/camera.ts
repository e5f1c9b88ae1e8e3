//! The camera, and the ways of looking.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Page } from '@playwright/test';
import { expect } from '../assay';
import { pseudo } from '../../src/lib/pseudo';

const root = resolve(import.meta.dirname, '../../..');
export const output = process.env.ASSAY_PICTURES ?? join(root, 'tests/output/pictures');

export interface Look {
  name: string;
  theme: 'light' | 'dark';
  /** In CSS pixels. */
  size: [number, number];
  /** Device pixels for a CSS pixel: 2 with half the size is a window at 200 %. */
  scale?: number;
  text?: 'large' | 'larger';
  contrast?: 'more';
  pseudo?: boolean;
}

export const LOOKS: Look[] = [
  { name: 'light', theme: 'light', size: [1280, 800] },
  { name: 'dark', theme: 'dark', size: [1280, 800] },
  { name: '1024x640', theme: 'light', size: [1024, 640] },
  { name: '800x560-dark', theme: 'dark', size: [800, 560] },
  { name: '1024x640-larger-text', theme: 'light', size: [1024, 640], text: 'larger' },
  { name: 'zoom-200', theme: 'light', size: [640, 400], scale: 2 },
  { name: 'contrast', theme: 'dark', size: [1280, 800], contrast: 'more' },
  { name: 'pseudo', theme: 'light', size: [1280, 800], pseudo: true },
  { name: '4k', theme: 'light', size: [2560, 1440], scale: 1.5 },
];

/** Takes pictures one after the other. A screen that cannot be reached is said at the end and costs only itself. */
export class Camera {
  #count = 0;
  /** Whether pages that are being drawn are waited for. */
  #waits = true;
  readonly failures: string[] = [];

  constructor(
    readonly page: Page,
    readonly dir: string,
    readonly look: Look,
  ) {
    mkdirSync(dir, { recursive: true });
    page.on('pageerror', (problem) => this.failures.push(`${this.#count}: ${problem.stack ?? problem.message}`));
  }

  async shot(name: string, reach: () => Promise<unknown> = async () => undefined): Promise<void> {
    this.#count += 1;
    const file = join(this.dir, `${String(this.#count).padStart(2, '0')}-${name}.png`);
    try {
      await reach();
    } catch (thrown) {
      this.failures.push(`${name}: ${String(thrown).split('\n')[0]}`);
    }
    await this.page.waitForTimeout(150);
    // A page that is being drawn comes a little later than its screen.
    const drawn = this.page.locator('[data-testid="report-preview"][aria-busy="true"]');
    if (this.#waits) await drawn.waitFor({ state: 'detached', timeout: 60_000 }).catch(() => undefined);
    await this.page.screenshot({ path: file });
    // What was said is in this picture: people who take seconds for each of these steps do not see it in ten more.
    await this.page.evaluate(() =>
      document.querySelectorAll<HTMLElement>('[data-testid="toast"] > button:last-child').forEach((one) => one.click()),
    );
  }

  /** A picture of what is seen until a page is drawn. */
  async unfinished(name: string, reach: () => Promise<unknown>): Promise<void> {
    this.#waits = false;
    await this.shot(name, reach);
    this.#waits = true;
  }

  /** Words of ours, in the language that is shown. */
  said(text: string): string {
    return this.look.pseudo ? [...pseudo(text)].slice(1, 1 + text.length).join('') : text;
  }

  /** What holds these words of ours. */
  words(text: string): RegExp {
    const shown = this.said(text);
    return new RegExp(shown.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '.*'), 'i');
  }

  /** The address of a bridge, in the language that is shown. */
  address(url: string): string {
    return this.look.pseudo ? `${url}&pseudo` : url;
  }
}

export async function escape(page: Page) {
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}
