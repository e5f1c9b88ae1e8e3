import { defineConfig } from '@playwright/test';
import base from './playwright.config';

// `npm run bench -- interface`: not a test, but what the interface costs in a browser.
export default defineConfig({
  ...base,
  testMatch: 'figures.ts',
  timeout: 300_000,
  reporter: 'line',
  use: { ...base.use, trace: 'off' },
});
