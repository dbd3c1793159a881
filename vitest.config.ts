import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has its own process: native parts (ONNX Runtime, hnswlib, libsql) do not share one well.
    pool: 'forks',
    projects: [
      { extends: true, test: { name: 'calm', include: ['test/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          // The same end-to-end suites on a Discord where something always goes wrong (test/helpers/storm.ts).
          name: 'storm',
          include: [
            'test/discord/{bot,corrections-bot,desk,desk-every-day,feedback,summary}.test.ts',
            'test/playground/page.test.ts',
          ],
          env: { HEARSAY_TEST_STORM: '1' },
        },
      },
    ],
  },
});
