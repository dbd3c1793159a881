import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
  /** From `npm start` without a token to a page whose bot answers, in seconds: with nothing stored yet, and again. */
  readonly page?: { readonly first: number; readonly again: number };
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
  const page = {
    first: median(await pageTimes(dataDir, runs, true)),
    again: median(await pageTimes(dataDir, runs, false)),
  };
  return { firstEver, cold: median(cold), node: median(node), weights, page };
}

/** @param fresh whether the playground's data are removed before each start */
async function pageTimes(dataDir: string, runs: number, fresh: boolean): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < runs; turn++) {
    if (fresh) await rm(join(dataDir, 'playground'), { recursive: true, force: true });
    times.push(await secondsToPage(dataDir));
  }
  return times;
}

/** The address is printed once the bot is connected. */
async function secondsToPage(dataDir: string): Promise<number> {
  const from = performance.now();
  const env = { ...process.env, DATA_DIR: dataDir, DISCORD_TOKEN: '' };
  const child = spawn('npm', ['start'], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  try {
    let printed = '';
    for await (const words of child.stdout) {
      printed += String(words);
      if (printed.includes('http://')) return (performance.now() - from) / 1000;
    }
    throw new Error(`npm start ended before its page was there: ${printed}`);
  } finally {
    const ended = once(child, 'close');
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT'); // npm and what it started
    await ended;
  }
}
