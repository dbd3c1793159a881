// Started by onnx-embedder.test.ts: argv[2] says how to end while passages are being embedded.
import { fileURLToPath } from 'node:url';
import { openOnnxEmbedder } from '../../dist/models/onnx-embedder.js';

const log = { info: () => {}, error: () => {} };
const folder = fileURLToPath(new URL('../../models/e5-small-v2', import.meta.url));
const embedder = await openOnnxEmbedder({ folder, log });
const passages = Array.from({ length: 5_000 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);

async function closeAndExit() {
  await embedder.close();
  process.exit(0);
}

const ends = {
  'after an abort': (controller) => controller.abort(new Error('enough')),
  'by close': () => embedder.close(),
  'by close and exit': closeAndExit,
  'by SIGTERM': () => process.once('SIGTERM', closeAndExit) && process.stdout.write('running\n'),
};
const how = process.argv[2];

if (how !== 'by itself while loading') await embedder.embedQuestion('Is it loaded?');
if (how in ends) {
  const controller = new AbortController();
  embedder
    .embedPassages(passages, { signal: controller.signal })
    .catch((error) => process.stdout.write(`rejected: ${error.cause?.message ?? error.message}\n`));
  // Answered between two passages, so from here on passages are running.
  await embedder.embedQuestion('Do they run?');
  ends[how](controller);
}
