// Started by onnx-models.test.ts: argv[2] says how to end while a model runs or loads.
import { fileURLToPath } from 'node:url';
import { openModels } from '../../dist/models/onnx-models.js';

const log = { info: () => {}, error: () => {} };
const folder = fileURLToPath(new URL('../../models', import.meta.url));
const { embedder, reader, close } = await openModels({ folder, log });
const passages = Array.from({ length: 5_000 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);
const window = passages.slice(0, 3).join(' ');

async function closeAndExit() {
  await close();
  process.exit(0);
}
const noteRejection = (asked) =>
  asked.catch((error) => process.stdout.write(`rejected: ${error.cause?.message ?? error.message}\n`));

/** Answered between two passages, so after it passages are running. */
async function whilePassagesRun(end) {
  const controller = new AbortController();
  noteRejection(embedder.embedPassages(passages, { signal: controller.signal }));
  await embedder.embedQuestion('Do they run?');
  await end(controller);
}

async function whileReading() {
  // Answered in order: once the first is, the second runs.
  const first = reader.read('What rose?', window);
  noteRejection(Promise.all(passages.map(() => reader.read('What rose?', window))));
  await first;
  await closeAndExit();
}

async function whileTheReaderLoads(end) {
  // Loading holds the worker's thread, and begins when it has answered this.
  const answered = embedder.embedQuestion('Is it loaded?');
  reader.warm();
  await answered;
  await end();
}

const ends = {
  'by itself while loading': () => {},
  'by itself while idle': () => embedder.embedQuestion('Is it loaded?'),
  'after an abort': () => whilePassagesRun((controller) => controller.abort(new Error('enough'))),
  'by close': () => whilePassagesRun(close),
  'by close and exit': () => whilePassagesRun(closeAndExit),
  'by SIGTERM': () =>
    whilePassagesRun(() => process.once('SIGTERM', closeAndExit) && process.stdout.write('running\n')),
  'by close and exit while reading': whileReading,
  'by itself while the reader loads': () => whileTheReaderLoads(() => {}),
  'by close and exit while the reader loads': () =>
    whileTheReaderLoads(() => {
      // Behind the one that loads: it waits, and is not answered.
      noteRejection(reader.read('What rose?', window));
      return closeAndExit();
    }),
};
await ends[process.argv[2]]();
