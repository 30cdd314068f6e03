/** Bundles the browser's code and style into dist/client, with a manifest that names the hashed files. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web/client',
  publicDir: 'public',
  build: {
    outDir: '../../dist/client',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    // Nothing is inlined as a data: address, which the pages' content security policy forbids.
    assetsInlineLimit: 0,
    rollupOptions: { input: 'web/client/main.ts' },
  },
});
