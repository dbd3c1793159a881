import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has its own process: native parts (ONNX Runtime, hnswlib, libsql) do not share one well.
    pool: 'forks',
  },
});
