import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, InvariantError } from '../domain/errors.ts';
import type { E5Model } from './e5-model.ts';
import { JobQueue, type Progress } from './job-queue.ts';
import type { FromWorker, ToWorker } from './worker-message.ts';

/** What the worker is started with. */
export type WorkerData = { readonly folder: string };

if (parentPort === null) throw new InvariantError('embedding-worker.ts runs as a worker only');
const port = parentPort;
const tell = (message: FromWorker): void => port.postMessage(message);

const { folder }: WorkerData = workerData;
const model = await load(folder);
if (model !== undefined) serve(model);

/** @returns undefined where the model cannot be used: with nothing to listen to, the worker ends by itself. */
async function load(folder: string): Promise<E5Model | undefined> {
  const from = performance.now();
  try {
    // Imported here, so that a binary that does not fit this machine is an answer too and not a dead worker.
    const { openE5Model } = await import('./e5-model.ts');
    const opened = await openE5Model(folder);
    tell({ kind: 'loaded', tookMs: Math.round(performance.now() - from) });
    return opened;
  } catch (error) {
    tell({ kind: 'unusable', userMessage: adviceOn(error) });
    return undefined;
  }
}

function adviceOn(error: unknown): string {
  if (error instanceof AppError) return error.userMessage;
  const reason = error instanceof Error ? error.message : String(error);
  return `The embedding model in ${folder} could not be started (${reason}). Run \`npm ci\` again; onnxruntime-node needs Linux with glibc, macOS or Windows, on x64 or arm64.`;
}

function serve(model: E5Model): void {
  const inbox: ToWorker[] = [];
  const queue = new JobQueue();
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
    await model.release();
    port.close();
  }

  /** @returns whether to go on */
  function heed(message: ToWorker): boolean {
    if (message.kind === 'embed') queue.add(message.job);
    else if (message.kind === 'drop' && queue.remove(message.number)) tell({ kind: 'dropped', number: message.number });
    return message.kind !== 'stop';
  }

  async function advance({ job, vectors }: Progress): Promise<void> {
    try {
      vectors.push(await model.embed(job.texts[vectors.length]!, job.role));
      if (vectors.length < job.texts.length) return;
      queue.remove(job.number);
      tell({ kind: 'embedded', number: job.number, vectors });
    } catch (error) {
      queue.remove(job.number);
      tell({ kind: 'failed', number: job.number, message: String(error) });
    }
  }
}
