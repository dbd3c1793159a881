import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../dist/config.js';
import { median } from './statistics.ts';

export type StartTimes = {
  /** Whole processes, in seconds: with nothing stored yet, and the median with everything on disk. */
  readonly firstEver: number;
  readonly cold: number;
  /** Of Node itself doing nothing, measured in between. */
  readonly node: number;
  /** Megabytes of resident memory after answering, and the most there ever was. */
  readonly rss: number;
  readonly peakRss: number;
};

const main = join(projectFolder, 'dist', 'main.js');
const question = 'What is Mossalaha?';
const weigher = fileURLToPath(new URL('./weigh-answers.js', import.meta.url));

/** Asks the built-in document by the command line, as somebody who types it. */
export async function measureStart(dataDir: string, runs: number): Promise<StartTimes> {
  await rm(dataDir, { recursive: true, force: true });
  const ask = async () => (await run([main, 'ask', question], dataDir)).seconds;
  const firstEver = await ask();
  const cold: number[] = [];
  const node: number[] = [];
  for (let turn = 0; turn < runs; turn++) {
    cold.push(await ask());
    node.push((await run(['-e', '0'], dataDir)).seconds);
  }
  const { rss, peakRss }: { rss: number; peakRss: number } = JSON.parse((await run([weigher], dataDir)).output);
  return { firstEver, cold: median(cold), node: median(node), rss, peakRss };
}

/** @throws Error with what it wrote, where a process fails */
function run(argv: readonly string[], dataDir: string): Promise<{ seconds: number; output: string }> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { env: { ...process.env, DATA_DIR: dataDir } });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ seconds: (performance.now() - from) / 1000, output });
      else reject(new Error(`exit code ${code}: ${errors}`));
    });
  });
}
