import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataDirOf, makeBenchSet } from './bench-set.ts';
import type { Asked, Built, FromSystem, SystemName, ToSystem, Weighed } from './run-system.ts';
import { median, type Spread, spreadOf } from './statistics.ts';

/** In the order of the table; ours first, because it makes its files anew where the others only read. */
export const systemNames = [
  'hearsay',
  'raw',
  'langchain',
  'orama',
  'vectra',
  'minisearch',
] as const satisfies SystemName[];

/** How one system did with one number of passages. */
export type SystemFigures = {
  readonly name: SystemName;
  readonly buildSeconds: number;
  /** Milliseconds a question. */
  readonly p50: number;
  readonly p95: number;
  /** Median of the processor's milliseconds a question; figures of older runs lack it. */
  readonly cpu?: number;
  /** Milliseconds of its searching alone, where it does more than search. */
  readonly search?: Spread;
  readonly megabytes: number;
  /** How many questions it was given: fewer than the others where it is slow. */
  readonly questions: number;
  /** Share of the questions with a source whose first hit is the source sentence or its block; null for no ranking. */
  readonly rightAt1: number | null;
  /** Share whose first hit lies in the source's block. */
  readonly paragraphAt1: number | null;
  /** Hearsay's `rightAt1` on the same questions. */
  readonly oursAt1: number | null;
};
/** A system that could not be measured, and why. */
export type SystemFailure = { readonly name: SystemName; readonly why: string };
export type SizeFigures = {
  /** Blocks and sentences. */
  readonly passages: number;
  readonly systems: readonly (SystemFigures | SystemFailure)[];
};

/** Asked before anything is timed. */
const warmUps = 20;
/** So many questions go to one system before the next gets the same ones. */
const inARow = 20;
/** About so long does one system get for its questions; never fewer than `fewest`. */
const secondsEach = 90;
const fewest = 40;

/**
 * Makes each system in a process of its own, one after the other, then asks them in turn: only one is busy at any time.
 * @param folder of the benchmark; what is embedded in it is not embedded again
 */
export async function measureSystems(
  folder: string,
  passages: number,
  questions: number,
  say: (what: string) => void,
): Promise<SizeFigures> {
  const set = await makeBenchSet(folder, passages, questions + warmUps);
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const runs: SystemRun[] = [];
  try {
    for (const name of systemNames) {
      say(`${passages} passages: ${name}`);
      const run = new SystemRun(name, [set, dataDirOf(folder, passages), scratch]);
      runs.push(run);
      await run.start(questions);
    }
    for (let from = warmUps; from < warmUps + questions; from += inARow)
      for (const run of runs) await run.askOn(from, Math.min(from + inARow, warmUps + questions));
    for (const run of runs) await run.weigh();
    const ours = runs[0]!;
    return { passages, systems: runs.map((run) => run.figures(ours)) };
  } finally {
    for (const run of runs) run.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

class SystemRun {
  readonly #name: SystemName;
  readonly #process: ChildProcess;
  #buildSeconds = 0;
  #limit = 0;
  #failure: string | undefined;
  readonly #ms: number[] = [];
  readonly #cpuMs: number[] = [];
  readonly #searchMs: number[] = [];
  readonly #sentence: boolean[] = [];
  readonly #paragraph: boolean[] = [];
  #megabytes = 0;

  constructor(name: SystemName, argv: readonly string[]) {
    this.#name = name;
    this.#process = fork(fileURLToPath(new URL('./run-system.js', import.meta.url)), [name, ...argv], {
      execArgv: ['--expose-gc'],
    });
  }

  /** Builds it, asks it what is not timed, and sees by that how many questions there is time for. */
  async start(questions: number): Promise<void> {
    const built = await this.#tell<Built>({ do: 'build' });
    const warm = built && (await this.#tell<Asked>({ do: 'ask', from: 0, to: warmUps }));
    if (!warm) return;
    this.#buildSeconds = built.seconds;
    const affordable = Math.floor((1000 * secondsEach) / median(warm.ms));
    this.#limit = Math.min(questions, Math.max(fewest, inARow * Math.floor(affordable / inARow)));
  }

  async askOn(from: number, to: number): Promise<void> {
    if (this.#failure !== undefined || from - warmUps >= this.#limit) return;
    const asked = await this.#tell<Asked>({ do: 'ask', from, to });
    if (!asked) return;
    this.#ms.push(...asked.ms);
    this.#cpuMs.push(...asked.cpuMs);
    this.#searchMs.push(...asked.searchMs);
    this.#sentence.push(...asked.sentence);
    this.#paragraph.push(...asked.paragraph);
  }

  async weigh(): Promise<void> {
    if (this.#failure !== undefined) return;
    this.#megabytes = (await this.#tell<Weighed>({ do: 'weigh' }))?.megabytes ?? 0;
  }

  figures(ours: SystemRun): SystemFigures | SystemFailure {
    if (this.#failure !== undefined) return { name: this.#name, why: this.#failure };
    const ranks = this.#name !== 'raw';
    return {
      name: this.#name,
      buildSeconds: this.#buildSeconds,
      ...spreadOf(this.#ms),
      cpu: median(this.#cpuMs),
      ...(this.#searchMs.length > 0 && { search: spreadOf(this.#searchMs) }),
      megabytes: this.#megabytes,
      questions: this.#ms.length,
      rightAt1: ranks ? shareOf(this.#sentence) : null,
      paragraphAt1: ranks ? shareOf(this.#paragraph) : null,
      oursAt1: ranks ? shareOf(ours.#sentence.slice(0, this.#sentence.length)) : null,
    };
  }

  stop(): void {
    if (this.#process.connected) this.#process.disconnect();
  }

  /** Undefined, and why is remembered, where it did not work or the process ended over it. */
  async #tell<Said extends FromSystem>(message: ToSystem): Promise<Said | undefined> {
    this.#process.send(message);
    const ended = new AbortController();
    const said: FromSystem = await Promise.race([
      once(this.#process, 'message', { signal: ended.signal }).then(([answer]: FromSystem[]) => answer!),
      once(this.#process, 'exit', { signal: ended.signal }).then(([code, signal]) => ({
        error: `its process ended (${signal ?? `exit code ${code}`})`,
      })),
    ]);
    ended.abort();
    if (!('error' in said)) return said as Said; // as: run-system.ts says this to that
    this.#failure = said.error;
    this.stop();
    return undefined;
  }
}

const shareOf = (right: readonly boolean[]): number | null =>
  right.length === 0 ? null : right.filter(Boolean).length / right.length;
