/** How the tests run: real files, real servers, a real browser; nothing shared between files. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Forks, because better-sqlite3 and the browser want processes of their own.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
