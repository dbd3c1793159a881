import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The real app with the real weights in a folder of its own, opened once for all tests of a file. */
export function realApp(now?: () => Date): () => App {
  let app: App | undefined;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearsay-'));
    app = await openApp(readConfig({ DATA_DIR: folder }), { log: silent, ...(now ? { now } : {}) });
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!app) throw new Error('the app is open only while tests run');
    return app;
  };
}
