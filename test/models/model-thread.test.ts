import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DependencyError } from '../../src/domain/errors.ts';
import { ModelThread } from '../../src/models/model-thread.ts';
import { WorkerEmbedder } from '../../src/models/worker-embedder.ts';

const traits = { id: 'test/1', dimension: 2, languages: 'any' } as const;
const logged: string[] = [];
const log = {
  info: (_: object, message: string) => logged.push(message),
  error: (_: object, message: string) => logged.push(message),
};

/** A worker whose script gets `port` and hears every message as `message`. */
const startWorker = (onMessage: string): WorkerEmbedder =>
  new WorkerEmbedder(
    traits,
    new ModelThread(
      new Worker(
        `const { parentPort: port } = require('node:worker_threads'); port.on('message', (message) => { ${onMessage} })`,
        { eval: true },
      ),
      log,
    ),
  );

beforeEach(() => {
  logged.length = 0;
});

describe.each([
  { how: 'ends', script: 'process.exit(3)', reason: 'the model worker ended with code 3' },
  { how: 'throws', script: "throw new Error('out of luck')", reason: 'out of luck' },
])('an embedder whose worker $how', ({ script, reason }) => {
  let embedder: WorkerEmbedder;
  beforeEach(() => {
    embedder = startWorker(script);
  });
  afterEach(() => embedder.close());

  it('rejects what was asked and what is asked later, and logs it once', async () => {
    const asked = await Promise.allSettled([
      embedder.embedQuestion('a'),
      embedder.embedPassages(['b', 'c'], { signal: new AbortController().signal }),
    ]);
    const later = await Promise.allSettled([embedder.embedQuestion('d'), embedder.embedPassages(['e'])]);
    for (const outcome of [...asked, ...later])
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: expect.any(DependencyError),
      });
    expect(asked[0]).toMatchObject({ reason: { message: 'model failed', cause: { message: reason } } });
    expect(logged).toEqual(['model failed']);
  });
});

describe('an embedder whose worker fails at one text', () => {
  it('rejects that call and answers the next', async () => {
    const embedder = startWorker(`
      if (message.kind === 'stop') return port.close();
      const { number, runs } = message.job;
      if (runs[0].text === 'bad') port.postMessage({ kind: 'failed', number, message: 'no' });
      else port.postMessage({ kind: 'done', number, results: runs.map(() => Float32Array.of(0, 1)) });`);
    await expect(embedder.embedQuestion('bad')).rejects.toMatchObject({ cause: { message: 'no' } });
    expect(await embedder.embedPassages(['a', 'b'])).toEqual([Float32Array.of(0, 1), Float32Array.of(0, 1)]);
    await embedder.close();
    expect(logged).toEqual([]);
  });
});
