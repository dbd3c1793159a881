import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/**
 * Where a question's processor time goes. Folders (with a slash at the end), files and single functions of `src`: the
 * narrowest that fits a frame of a profile counts, and of a sample its nearest frame that one fits. What helps in several
 * stages (words.ts, best-hits.ts) is left out: it belongs to whom it helps, as what native code does.
 */
export const placesByStage = {
  'comparing vectors (WebAssembly or hnswlib)': [
    'store/stored-vector-index',
    'store/vector-memory',
    'store/inner-products',
    'retrieval/rank-passages cosine',
    'retrieval/rank-passages dot',
  ],
  'best words (postings, FTS5 cuts)': ['store/postings', 'store/words-file'],
  'ranking and fusing': ['retrieval/rank-passages', 'retrieval/fuse-scores', 'retrieval/shared-pairs'],
  'names and spellings': [
    'answer/strip-framing',
    'retrieval/widen-question',
    'retrieval/match-names',
    'retrieval/demonyms',
    'store/within-1-edit',
    'store/words-file has',
    'store/words-file within1Edit',
    'store/words-file #words',
    'store/words-file lengthOf',
  ],
  'language, what answers, quotes, guard': ['answer/', 'corpus/', 'domain/', 'ledger/', 'library/', 'servers/'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
const stageOfPlace: ReadonlyMap<string, string> = new Map(
  Object.entries(placesByStage).flatMap(([stage, places]) =>
    places.map((place): [place: string, stage: string] => [place, stage]),
  ),
);
/** Files that have a part in more than one stage. */
const shared: ReadonlySet<string> = new Set(
  [...stageOfPlace.keys()].filter((place) => place.includes(' ')).map((place) => place.split(' ')[0]!),
);
/** What is in no file of Hearsay's: freeing memory, Node's own work. */
export const otherStage = 'the rest (memory freed, Node itself)';
export const stageNames: readonly string[] = [...Object.keys(placesByStage), otherStage];

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
  const own = new Map(nodes.map(({ id, callFrame: { url, functionName } }) => [id, stageOf(url, functionName)]));
  const found = (id: number | undefined): string => {
    if (id === undefined) return otherStage;
    return own.get(id) ?? found(parents.get(id));
  };
  return new Map(nodes.map(({ id }) => [id, found(id)]));
}

/** Undefined for what belongs to its caller, as a function without a name does in a file of several stages. */
function stageOf(url: string, functionName: string): string | undefined {
  const file = /\/dist\/([^.]+)\.js$/.exec(url)?.[1];
  if (file === undefined || (shared.has(file) && functionName === '')) return undefined;
  const places = [`${file} ${functionName}`, file, `${file.split('/')[0]}/`];
  return places.map((place) => stageOfPlace.get(place)).find((stage) => stage !== undefined);
}
