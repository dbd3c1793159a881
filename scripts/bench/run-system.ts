// A process of its own, started by measure-systems.ts: makes one system of a set's passages and asks it when told to.
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchQuestion, type Place, readQuestions, vectorAt } from './bench-set.ts';
import { shareStages } from './profile-stages.ts';
import { openHearsay } from './systems/hearsay.ts';
import { openLangChain } from './systems/langchain.ts';
import { openMiniSearch } from './systems/minisearch.ts';
import { openOrama } from './systems/orama.ts';
import { openRaw } from './systems/raw.ts';
import { type Files, NotInstalledError, type OpenSystem, type System, type Ways } from './systems/system.ts';
import { openVectra } from './systems/vectra.ts';

const systems = {
  hearsay: openHearsay,
  raw: openRaw,
  langchain: openLangChain,
  orama: openOrama,
  vectra: openVectra,
  minisearch: openMiniSearch,
} as const satisfies Readonly<Record<string, OpenSystem>>;
export type SystemName = keyof typeof systems;

/** What the process is told, one thing at a time, and what it says to each. */
export type ToSystem =
  | { readonly do: 'build' | 'weigh' }
  | { readonly do: 'ask' | 'profile'; readonly way: string; readonly from: number; readonly to: number };
/** The names of the ways in which it can be asked, and of those that come last. */
export type Built = { readonly seconds: number; readonly ways: readonly string[]; readonly last: readonly string[] };
export type Asked = {
  readonly ms: readonly number[];
  /** Processor time of the whole process, which others on the machine do not lengthen. */
  readonly cpuMs: readonly number[];
  /** Of the questions that have a source: whether the first hit was right. */
  readonly sentence: readonly boolean[];
  readonly paragraph: readonly boolean[];
};
/** The share of each stage in the processor time. */
export type Profiled = { readonly shares: Readonly<Record<string, number>> };
/** More resident memory than before the passages were read. */
export type Weighed = { readonly megabytes: number };
export type Failed = { readonly error: string; readonly notInstalled: boolean };
export type FromSystem = Built | Asked | Profiled | Weighed | Failed;

const [name, set, dataDir, scratch] = process.argv.slice(2);
const files: Files = { set: set!, dataDir: dataDir!, scratch: scratch! };
const { questions, vectors } = await readQuestions(files.set);
let ways: Ways = {};
let before = 0;

process.on('message', (message: ToSystem) => {
  carryOut(message).then(say, (error: unknown) =>
    say({
      error: error instanceof Error ? error.message : String(error),
      notInstalled: error instanceof NotInstalledError,
    }),
  );
});
process.once('disconnect', () => process.exit());

function say(what: FromSystem): void {
  process.send?.(what);
}

async function carryOut(message: ToSystem): Promise<FromSystem> {
  switch (message.do) {
    case 'build':
      return build();
    case 'ask':
      return ask(message);
    case 'profile':
      return { shares: await shareStages(() => ask(message)) };
    case 'weigh':
      return { megabytes: (await residentMegabytes()) - before };
  }
}

async function build(): Promise<Built> {
  const system: System = await systems[name as SystemName](files); // as: measure-systems.ts starts it with one of them
  await system.prepare?.();
  before = await residentMegabytes();
  const from = performance.now();
  const built = await system.build();
  const seconds = (performance.now() - from) / 1000;
  await system.learn?.();
  ways = { ...built, ...system.last };
  return { seconds, ways: Object.keys(built), last: Object.keys(system.last ?? {}) };
}

type Asking = { readonly way: string; readonly from: number; readonly to: number };

async function ask({ way, from, to }: Asking): Promise<Asked> {
  const search = ways[way]!;
  const [ms, cpuMs]: [number[], number[]] = [[], []];
  const [sentence, paragraph]: [boolean[], boolean[]] = [[], []];
  for (const [offset, { question, source }] of questions.slice(from, to).entries()) {
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const first = await search(question, vectorAt(vectors, from + offset));
    ms.push(performance.now() - started);
    const cpu = process.cpuUsage(cpuBefore);
    cpuMs.push((cpu.user + cpu.system) / 1000);
    if (source === null) continue;
    sentence.push(isRight(first, source.sentence));
    paragraph.push(isRight(first, source.block));
  }
  return { ms, cpuMs, sentence, paragraph };
}

/** The sentence itself, its whole block, or a quote that holds it: whatever overlaps it. */
function isRight(first: Place | undefined, wanted: NonNullable<BenchQuestion['source']>['sentence']): boolean {
  return (
    first !== undefined && first.document === wanted.document && first.start < wanted.end && wanted.start < first.end
  );
}

/** After everything that can be freed was freed. */
async function residentMegabytes(): Promise<number> {
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await pause(200);
  }
  return process.memoryUsage().rss / 1_000_000;
}
