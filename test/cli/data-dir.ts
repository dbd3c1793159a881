import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { hearsay } from './run-program.ts';

/** A data folder in which the built-in document is indexed, for all tests of a file. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await hearsay(['ask', 'What is Mossalaha?'], { dataDir: folder });
  if (code !== 0) throw new Error(`the data folder could not be made: ${stderr}`);
  return folder;
}
