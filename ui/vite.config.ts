import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // Relative, so that the built window opens from any place: Tauri's scheme, a static server, a folder.
  base: './',
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: '127.0.0.1' },
  // Hundreds of small files that need no bundling; bundled ones would reload the window whenever an icon is added.
  optimizeDeps: { exclude: ['@lucide/svelte'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The oldest engines we run in: WebKitGTK 2.40 and the WebView2 of the same year.
    target: ['safari16.4', 'chrome111'],
    // The policy allows no data: addresses for styles and fonts of our own, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./vitest.setup.ts'],
    restoreMocks: true,
    // Generous: machines are shared, and no test waits for time to pass.
    testTimeout: 30_000,
  },
});
