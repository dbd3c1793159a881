import { Worker } from 'node:worker_threads';
import type { Embedder } from '../retrieval/embedder.ts';
import type { WorkerData } from './embedding-worker.ts';
import { checkSize, e5SmallV2 } from './model-files.ts';
import { type ModelLog, WorkerEmbedder } from './worker-embedder.ts';

/** The number after the slash is the version of the batching rule: 1, one text a run. Either change, all vectors do. */
const traits = { id: 'e5-small-v2-int8/1', dimension: 384, languages: ['en'] } as const;

/**
 * Node 20 cannot run TypeScript, so seen from `src/` (in tests) the worker is the built one, which
 * test/global-setup.ts builds before every run of the tests.
 */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/models/embedding-worker.js' : './embedding-worker.js',
  import.meta.url,
);

/**
 * e5-small-v2 in a worker thread of its own. Returns at once and loads behind (.3 s): what is asked first waits for it.
 * Questions go before passages and wait for one text at most: 50 ms for one of 300 tokens, twice that for one of 512.
 * @param options `folder`: where the model's two files are, as vendored in `models/e5-small-v2`
 * @throws OperatorError if a file is missing or truncated; where one is damaged within, every call rejects with one
 */
export async function openOnnxEmbedder(options: {
  readonly folder: string;
  readonly log: ModelLog;
}): Promise<Embedder> {
  await checkSize(options.folder, e5SmallV2.weights);
  await checkSize(options.folder, e5SmallV2.tokenizer);
  const workerData: WorkerData = { folder: options.folder };
  return new WorkerEmbedder(traits, new Worker(workerUrl, { workerData }), options.log);
}
