import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** Where a question's processor time goes; of each frame of a profile the first that fits, of a sample its nearest. */
const stages: readonly (readonly [stage: string, fits: RegExp])[] = [
  ['nearest vectors (hnswlib)', /stored-vector-index\.js (?:nearest|#approximate|#exact)$| searchKnn$/],
  ['best words (FTS5)', /\/libsql\/|\/words-file\.js (?!has|#words|within)/],
  ['names and spellings', /\/(?:widen-question|match-names|within-1-edit|words-file|demonyms|strip-framing)\.js /],
  ['cosines of the other candidates, fusing, sorting', /\/dist\/(?:retrieval|store)\//],
  ['language, what answers, quotes, guard', /\/dist\/(?:answer|corpus|domain|ledger|library|servers)\//],
];
/** What is in no file of Hearsay's: freeing memory, Node's own work. */
export const otherStage = 'the rest (memory freed, Node itself)';
export const stageNames: readonly string[] = [...stages.map(([stage]) => stage), otherStage];

/** Microseconds between samples. */
const interval = 100;

/** @returns the share of the time on the processor, main thread, that each stage took */
export async function shareStages(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return sharesIn(profile);
  } finally {
    session.disconnect();
  }
}

/** Idle time is nobody's. */
export function sharesIn({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Record<string, number> {
  const stageOfNode = stagesByNode(nodes);
  const idle = new Set(nodes.flatMap(({ id, callFrame }) => (callFrame.functionName === '(idle)' ? [id] : [])));
  const spent = new Map<string, number>(stageNames.map((stage) => [stage, 0]));
  let total = 0;
  for (const [index, id] of samples.entries()) {
    if (idle.has(id)) continue;
    const stage = stageOfNode.get(id) ?? otherStage;
    // A sample stands for the time until the next one.
    const took = Math.max(0, timeDeltas[index + 1] ?? 0);
    spent.set(stage, spent.get(stage)! + took);
    total += took;
  }
  return Object.fromEntries([...spent].map(([stage, took]) => [stage, total === 0 ? 0 : took / total]));
}

function stagesByNode(nodes: readonly Profiler.ProfileNode[]): Map<number, string> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const own = new Map(nodes.map(({ id, callFrame: { url, functionName } }) => [id, stageOf(`${url} ${functionName}`)]));
  const found = (id: number | undefined): string => {
    if (id === undefined) return otherStage;
    return own.get(id) ?? found(parents.get(id));
  };
  return new Map(nodes.map(({ id }) => [id, found(id)]));
}

const stageOf = (frame: string): string | undefined => stages.find(([, fits]) => fits.test(frame))?.[0];
