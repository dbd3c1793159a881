import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, InvariantError, OperatorError } from '../domain/errors.ts';
import type { E5Model } from './e5-model.ts';
import { JobQueue, type Progress } from './job-queue.ts';
import { checkContent, embedderFiles } from './model-files.ts';
import type { ReaderModel } from './reader-model.ts';
import type { WordPieces } from './word-pieces.ts';
import type { FromWorker, ModelName, Run, ToWorker } from './worker-message.ts';

/** What the worker is started with: where the files of each model are. */
export type WorkerData = { readonly folders: Readonly<Record<ModelName, string>> };

type Embedding = { readonly pieces: WordPieces; readonly model: E5Model };

if (parentPort === null) throw new InvariantError('model-worker.ts runs as a worker only');
const port = parentPort;
const tell = (message: FromWorker): void => port.postMessage(message);

const { folders }: WorkerData = workerData;
// Without its embedder there is nothing to listen to, and the worker ends by itself.
const embedding = await load('embedder', openEmbedder).catch(() => undefined);
if (embedding !== undefined) serve(embedding);

// The libraries are imported here, so that a binary that does not fit this machine is an answer too and not a dead worker.
async function openEmbedder(folder: string): Promise<Embedding> {
  const { openWordPieces } = await import('./word-pieces.ts');
  const { openE5Model } = await import('./e5-model.ts');
  await checkContent(folder, embedderFiles.tokenizer);
  const pieces = await openWordPieces(join(folder, embedderFiles.tokenizer.name));
  return { pieces, model: await openE5Model(folder, pieces) };
}

async function openReader(folder: string, pieces: WordPieces): Promise<ReaderModel> {
  const { openReaderModel } = await import('./reader-model.ts');
  return openReaderModel(folder, pieces);
}

/** Tells how it went, and throws too where the model cannot be used. */
async function load<T>(model: ModelName, open: (folder: string) => Promise<T>): Promise<T> {
  const from = performance.now();
  try {
    const opened = await open(folders[model]);
    tell({ kind: 'loaded', model, tookMs: Math.round(performance.now() - from) });
    return opened;
  } catch (error) {
    const failure = error instanceof AppError ? error : notStarted(model, error);
    tell({ kind: 'unusable', model, userMessage: failure.userMessage });
    throw failure;
  }
}

function notStarted(model: ModelName, cause: unknown): OperatorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OperatorError(
    `The ${model} in ${folders[model]} could not be started (${reason}). Run \`npm ci\` again; onnxruntime-node needs Linux with glibc, macOS or Windows, on x64 or arm64.`,
    { cause },
  );
}

function serve({ pieces, model }: Embedding): void {
  const inbox: ToWorker[] = [];
  const queue = new JobQueue();
  let reader: Promise<ReaderModel> | undefined;
  let busy = false;

  port.on('message', (message: ToWorker) => {
    inbox.push(message);
    if (!busy) void work();
  });

  async function work(): Promise<void> {
    busy = true;
    // Messages are read between runs only, so that an answered drop means that nothing of the job still runs.
    while (inbox.splice(0).every(heed)) {
      const progress = queue.next();
      if (progress === undefined) {
        busy = false;
        return;
      }
      await advance(progress);
      // A run holds the thread: what came meanwhile is heard in the next turn of the loop.
      await turn();
    }
    await release();
    port.close();
  }

  /** @returns whether to go on */
  function heed(message: ToWorker): boolean {
    if (message.kind === 'do') queue.add(message.job);
    else if (message.kind === 'drop' && queue.remove(message.number)) tell({ kind: 'dropped', number: message.number });
    return message.kind !== 'stop';
  }

  async function advance({ job, results }: Progress): Promise<void> {
    const { number, runs } = job;
    try {
      results.push(await carryOut(runs[results.length]!));
      if (results.length < runs.length) return;
      queue.remove(number);
      tell({ kind: 'done', number, results });
    } catch (error) {
      queue.remove(number);
      const userMessage = error instanceof OperatorError ? error.userMessage : undefined;
      tell({ kind: 'failed', number, message: String(error), userMessage });
    }
  }

  async function carryOut(run: Run): Promise<Float32Array> {
    switch (run.kind) {
      case 'embed':
        return model.embed(run.text, run.role);
      case 'read':
        return Float32Array.of(await (await readerOnce()).read(run.question, run.window));
      case 'load-reader':
        await readerOnce();
        return new Float32Array(0);
    }
  }

  /** Many answers need no reader, so it is loaded when it is asked for; where that fails, it fails once and for all. */
  function readerOnce(): Promise<ReaderModel> {
    reader ??= load('reader', (folder) => openReader(folder, pieces));
    return reader;
  }

  async function release(): Promise<void> {
    await model.release();
    await (await reader?.catch(() => undefined))?.release();
  }
}
