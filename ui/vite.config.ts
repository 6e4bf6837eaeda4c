// Builds the window's pages. Everything is bundled: the running program fetches nothing from a network,
// and the content security policy of the window (style-src, script-src, font-src 'self') must hold without exceptions.
import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** JPEG 2000 of scanners, in plain JavaScript: our policy lets no WebAssembly run. pdf.js asks for it by this name. */
const jpeg2000 = {
  name: 'jpeg-2000',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: string }) => void }) {
    const source = readFileSync('node_modules/pdfjs-dist/wasm/openjpeg_nowasm_fallback.js', 'utf8');
    this.emitFile({ type: 'asset', fileName: 'pdfjs/openjpeg_nowasm_fallback.js', source });
  },
};

export default defineConfig({
  plugins: [svelte(), svelteTesting(), jpeg2000],
  build: {
    // WebKitGTK 2.46 and newer, and the Chromium of the end-to-end tests.
    target: ['safari18', 'chrome125'],
    // A data: font or script would break the policy above.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Chromium (WebView2) compiles the chart when it is read, while the password is typed, and not with the first chart.
        postBanner: ({ name }) => (name === 'Chart' ? '//# allFunctionsCalledOnLoad' : ''),
      },
    },
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
    maxWorkers: 1,
  },
});
