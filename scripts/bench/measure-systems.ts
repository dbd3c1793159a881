import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Rate, shareOf } from '../eval/bootstrap.ts';
import { dataDirOf, makeBenchSet } from './bench-set.ts';
import type { Circumstances } from './record.ts';
import type { Asked, Built, FromSystem, Profiled, SystemName, ToSystem, Weighed } from './run-system.ts';
import { median, type Spread, spreadOf } from './statistics.ts';

/** In the order of the table; ours first, because it makes its files anew where the others only read. */
const systemNames = ['hearsay', 'raw', 'langchain', 'orama', 'vectra', 'minisearch'] as const satisfies SystemName[];

/** How one system did in one of its ways. */
export type WayFigures = Spread & {
  /** Its name in systems/names.ts. `p50` and `p95` are milliseconds a question. */
  readonly way: string;
  /** Median of the processor's milliseconds a question; null in figures of a run that did not measure it. */
  readonly cpu: number | null;
  /** How many questions it was given: fewer than the others where it is slow. */
  readonly questions: number;
  /** Of the questions with a source: whose first hit is the source sentence or its block; null for no ranking. */
  readonly rightAt1: Rate | null;
  /** Whose first hit lies in the source's block. */
  readonly paragraphAt1: Rate | null;
  /** What Hearsay's search has for `rightAt1` on the same questions. */
  readonly oursAt1: Rate | null;
};
/** How one system did with one number of passages. */
export type SystemFigures = {
  readonly name: SystemName;
  readonly buildSeconds: number;
  readonly megabytes: number;
  readonly ways: readonly WayFigures[];
  /** Processor milliseconds a question of a whole answer, mean, by stage (profile-stages.ts); Hearsay's alone. */
  readonly stages?: Readonly<Record<string, number>>;
  /** Where the figures are of an earlier run, because this one did not have the system: that run. */
  readonly earlier?: Circumstances;
};
/** A system that could not be measured, and why. */
export type SystemFailure = { readonly name: SystemName; readonly why: string; readonly notInstalled?: true };
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
    say(`${passages} passages: ${questions} questions to all of them in turn`);
    for (let from = warmUps; from < warmUps + questions; from += inARow)
      for (const run of runs) await run.askOn(from, Math.min(from + inARow, warmUps + questions));
    const ours = runs[0]!;
    say(`${passages} passages: where the time goes, memory, whole questions with models`);
    await ours.profile('answer', questions);
    for (const run of runs) await run.weigh();
    for (const run of runs) await run.askLast(questions);
    return { passages, systems: runs.map((run) => run.figures(ours)) };
  } finally {
    for (const run of runs) run.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What one way gave so far. */
class WayRun {
  readonly #ms: number[] = [];
  readonly #cpuMs: number[] = [];
  readonly #sentence: boolean[] = [];
  readonly #paragraph: boolean[] = [];

  /** @param limit how many questions there is time for */
  constructor(
    readonly way: string,
    readonly limit: number,
  ) {}

  add({ ms, cpuMs, sentence, paragraph }: Asked): void {
    this.#ms.push(...ms);
    this.#cpuMs.push(...cpuMs);
    this.#sentence.push(...sentence);
    this.#paragraph.push(...paragraph);
  }

  get meanCpu(): number {
    return this.#cpuMs.reduce((sum, ms) => sum + ms, 0) / this.#cpuMs.length;
  }

  /** @param ours undefined for what ranks nothing */
  figures(ours: WayRun | undefined): WayFigures {
    const rate = (right: readonly boolean[]): Rate | null => (ours ? shareOf(right, (each) => each) : null);
    return {
      way: this.way,
      ...spreadOf(this.#ms),
      cpu: median(this.#cpuMs),
      questions: this.#ms.length,
      rightAt1: rate(this.#sentence),
      paragraphAt1: rate(this.#paragraph),
      oursAt1: ours ? rate(ours.#sentence.slice(0, this.#sentence.length)) : null,
    };
  }
}

class SystemRun {
  readonly #name: SystemName;
  readonly #process: ChildProcess;
  #buildSeconds = 0;
  #failure: SystemFailure | undefined;
  #ways: readonly WayRun[] = [];
  #last: readonly string[] = [];
  #stages: Readonly<Record<string, number>> | undefined;
  #megabytes = 0;

  constructor(name: SystemName, argv: readonly string[]) {
    this.#name = name;
    this.#process = fork(fileURLToPath(new URL('./run-system.js', import.meta.url)), [name, ...argv], {
      execArgv: ['--expose-gc'],
    });
  }

  async start(questions: number): Promise<void> {
    const built = await this.#tell<Built>({ do: 'build' });
    if (!built) return;
    this.#buildSeconds = built.seconds;
    this.#last = built.last;
    this.#ways = await this.#warmUp(built.ways, questions);
  }

  async askOn(from: number, to: number, ways: readonly WayRun[] = this.#ways): Promise<void> {
    for (const run of ways) {
      const asked = from - warmUps < run.limit && (await this.#tell<Asked>({ do: 'ask', way: run.way, from, to }));
      if (asked) run.add(asked);
    }
  }

  /** Asks the same questions in one way again, by a profiler. */
  async profile(way: string, questions: number): Promise<void> {
    const run = this.#ways.find((each) => each.way === way);
    const profiled =
      run && (await this.#tell<Profiled>({ do: 'profile', way, from: warmUps, to: warmUps + questions }));
    if (!profiled) return;
    const { meanCpu } = run;
    this.#stages = Object.fromEntries(
      Object.entries(profiled.shares).map(([stage, share]) => [stage, share * meanCpu]),
    );
  }

  async weigh(): Promise<void> {
    this.#megabytes = (await this.#tell<Weighed>({ do: 'weigh' }))?.megabytes ?? 0;
  }

  /** What loads more than the passages and is measured beside nothing. */
  async askLast(questions: number): Promise<void> {
    const last = await this.#warmUp(this.#last, questions);
    await this.askOn(warmUps, warmUps + questions, last);
    this.#ways = [...this.#ways, ...last];
  }

  figures(ours: SystemRun): SystemFigures | SystemFailure {
    if (this.#failure) return this.#failure;
    const compared = this.#name === 'raw' ? undefined : ours.#ways[0];
    return {
      name: this.#name,
      buildSeconds: this.#buildSeconds,
      megabytes: this.#megabytes,
      ways: this.#ways.map((run) => run.figures(compared)),
      ...(this.#stages && { stages: this.#stages }),
    };
  }

  /** Asks in each way what is not timed, and sees by that how many questions there is time for. */
  async #warmUp(ways: readonly string[], questions: number): Promise<readonly WayRun[]> {
    const runs: WayRun[] = [];
    for (const way of ways) {
      const warm = await this.#tell<Asked>({ do: 'ask', way, from: 0, to: warmUps });
      if (!warm) return runs;
      const affordable = Math.floor((1000 * secondsEach) / median(warm.ms));
      runs.push(new WayRun(way, Math.min(questions, Math.max(fewest, inARow * Math.floor(affordable / inARow)))));
    }
    return runs;
  }

  stop(): void {
    if (this.#process.connected) this.#process.disconnect();
  }

  /** Undefined, and why is remembered, where it did not work or the process ended over it. */
  async #tell<Said extends FromSystem>(message: ToSystem): Promise<Said | undefined> {
    if (this.#failure) return undefined;
    this.#process.send(message);
    const ended = new AbortController();
    const said: FromSystem = await Promise.race([
      once(this.#process, 'message', { signal: ended.signal }).then(([answer]: FromSystem[]) => answer!),
      once(this.#process, 'exit', { signal: ended.signal }).then(([code, signal]) => ({
        error: `its process ended (${signal ?? `exit code ${code}`})`,
        notInstalled: false,
      })),
    ]);
    ended.abort();
    if (!('error' in said)) return said as Said; // as: run-system.ts says this to that
    this.#failure = { name: this.#name, why: said.error, ...(said.notInstalled && { notInstalled: true }) };
    this.stop();
    return undefined;
  }
}
