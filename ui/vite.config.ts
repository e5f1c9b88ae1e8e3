import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { plainIcons } from './dev/icons.ts';

// Relative asset paths: the desktop host serves the page from its own scheme, the bridge from a port of the moment.
export default defineConfig({
  base: './',
  plugins: [plainIcons(), svelte()],
  clearScreen: false,
  server: { port: 5273, strictPort: true },
  build: { target: 'es2022', sourcemap: false, cssCodeSplit: false, assetsInlineLimit: 0 },
  // Svelte's server build has no effects: tests of reactive state need the one for browsers.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: { environment: 'jsdom', isolate: false, include: ['src/**/*.test.ts', 'dev/**/*.test.ts'] },
});
