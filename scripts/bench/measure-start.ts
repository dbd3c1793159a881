import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../dist/config.js';
import { runNode } from './run-node.ts';
import { median } from './statistics.ts';
import type { Weights } from './weigh-answers.ts';

export type StartTimes = {
  /** Whole processes, in seconds: with nothing stored yet, and the median with everything on disk. */
  readonly firstEver: number;
  readonly cold: number;
  /** Of Node itself doing nothing, measured in between. */
  readonly node: number;
  readonly weights: Weights;
};

const main = join(projectFolder, 'dist', 'main.js');
const question = 'What is Mossalaha?';
const weigher = fileURLToPath(new URL('./weigh-answers.js', import.meta.url));

/** Asks the built-in document by the command line, as somebody who types it. */
export async function measureStart(dataDir: string, runs: number): Promise<StartTimes> {
  await rm(dataDir, { recursive: true, force: true });
  const ask = async () => (await runNode([main, 'ask', question], dataDir)).seconds;
  const firstEver = await ask();
  const cold: number[] = [];
  const node: number[] = [];
  for (let turn = 0; turn < runs; turn++) {
    cold.push(await ask());
    node.push((await runNode(['-e', '0'], dataDir)).seconds);
  }
  const weights: Weights = JSON.parse((await runNode([weigher], dataDir)).output);
  return { firstEver, cold: median(cold), node: median(node), weights };
}
