// Builds the window's pages. Everything is bundled: the running program fetches nothing from a network,
// and the content security policy of the window (style-src, script-src, font-src 'self') must hold without exceptions.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  build: {
    // WebKitGTK 2.46 and newer, and the Chromium of the end-to-end tests.
    target: ['safari18', 'chrome125'],
    // A data: font or script would break the policy above.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
    maxWorkers: 1,
  },
});
