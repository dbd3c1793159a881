import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reader } from '../answer/reader.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import { checkSize, embedderFiles, readerFiles } from './model-files.ts';
import { type ModelLog, ModelThread } from './model-thread.ts';
import type { WorkerData } from './model-worker.ts';
import { WorkerEmbedder } from './worker-embedder.ts';
import { WorkerReader } from './worker-reader.ts';

/** Weights, then the version of the batching rule: 1, one text a run. Where either changes, all vectors do. */
const traits = { id: 'embedder-int8/2/1', dimension: 384, languages: ['en'] } as const;
/** After the slash, the version of how question and window are put together. */
const readerId = 'reader-int8/4';

/**
 * Node 20 cannot run TypeScript, so seen from `src/` (in tests) the worker is the built one, which
 * test/global-setup.ts builds before every run of the tests.
 */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/models/model-worker.js' : './model-worker.js',
  import.meta.url,
);

export type Models = {
  readonly embedder: Embedder;
  readonly reader: Reader;
  /** Waits for what runs and lets the process end; closing the embedder is the same. */
  readonly close: () => Promise<void>;
};

/**
 * The embedder and the reader, in one worker thread of their own. Returns at once and loads the embedder behind (.3 s):
 * what is asked first waits for it. The reader is loaded by `warm` or the first read.
 * Questions and reads go before passages and wait for one text at most: 50 ms for one of 300 tokens, twice that for 512.
 * @param options `folder`: where the models' folders are, as vendored in `models/`
 * @throws OperatorError if a file is missing or truncated; where one is damaged within, every call that needs it rejects
 * with one
 */
export async function openModels(options: { readonly folder: string; readonly log: ModelLog }): Promise<Models> {
  const folders = { embedder: join(options.folder, 'embedder'), reader: join(options.folder, 'reader') };
  await checkSize(folders.embedder, embedderFiles.weights);
  await checkSize(folders.embedder, embedderFiles.tokenizer);
  await checkSize(folders.reader, readerFiles.weights);
  const workerData: WorkerData = { folders };
  const thread = new ModelThread(new Worker(workerUrl, { workerData }), options.log);
  return {
    embedder: new WorkerEmbedder(traits, thread),
    reader: new WorkerReader(readerId, thread),
    close: () => thread.close(),
  };
}
