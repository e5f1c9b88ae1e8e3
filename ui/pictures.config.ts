import { defineConfig } from '@playwright/test';
import base from './playwright.config';

// `npm run screenshots -- all`: not a test, but a walk through every screen with a camera.
export default defineConfig({
  ...base,
  testMatch: 'pictures/walk.ts',
  timeout: 300_000,
  expect: { timeout: 15_000 },
  use: { ...base.use, trace: 'off', actionTimeout: 8_000 },
});
