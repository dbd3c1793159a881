import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assistant } from '../../../dist/answer/assistant.js';
import { isQuoted } from '../../../dist/answer/part.js';
import { stripFraming } from '../../../dist/answer/strip-framing.js';
import type { App } from '../../../dist/app.js';
import { everyone } from '../../../dist/domain/everyone.js';
import { NameMatcher } from '../../../dist/retrieval/match-names.js';
import { rankPassages } from '../../../dist/retrieval/rank-passages.js';
import { widenQuestion } from '../../../dist/retrieval/widen-question.js';
import { openBenchApp } from '../bench-app.ts';
import { madeUpId } from '../bench-set.ts';
import { assistantOver, ModelMemory } from '../model-memory.ts';
import { runNode } from '../run-node.ts';
import type { Files, Search, System } from './system.ts';

const learner = fileURLToPath(new URL('../learn-models.js', import.meta.url));

/**
 * Its search, and the whole answer to a question, from its words to the guarded quotes. What the models give to each
 * question was found out by another process, so that nothing hides behind the time that a model takes in its thread.
 */
export async function openHearsay({ set, dataDir, scratch }: Files): Promise<System> {
  const app = await openBenchApp(dataDir);
  const memory = new ModelMemory();
  const assistant = assistantOver(app, dataDir, memory);
  return {
    async prepare() {
      await app.embedder.embedQuestion('Is anybody there?');
      await app.reader.read('Is anybody there?', 'Nobody is here.');
    },
    async build() {
      await rm(join(dataDir, 'derived', everyone), { recursive: true, force: true });
      await makeReady(app, assistant);
      return { search: searching(app, memory), answer: asking(assistant) };
    },
    async learn() {
      const file = join(scratch, 'models.json');
      await runNode([learner, set, file], dataDir);
      await memory.read(file);
    },
    last: { whole: asking(app.assistant) },
  };
}

/** The index is made when it is first searched, a document made ready when it is first asked. */
async function makeReady(app: App, assistant: Assistant): Promise<void> {
  await app.library.searchable(everyone);
  await asking(assistant)('What was reported?', new Float32Array());
}

/** From the question's words and its vector to ranked passages, as `Assistant.ask` does it. */
function searching(app: App, memory: ModelMemory): Search {
  const { embedQuestion } = memory.embedder(app.embedder);
  const noNames = new NameMatcher([]);
  return async (question) => {
    const library = (await app.library.searchable(everyone))!;
    const only = library.documents.find(({ document }) => document.id === madeUpId);
    const { text, words } = widenQuestion(stripFraming(question), noNames, new Map(), library.vocabulary);
    const [first] = rankPassages(library, { vector: await embedQuestion(text), words }, only).sentences;
    return first && { document: madeUpId, start: first.sentence.start, end: first.sentence.end };
  };
}

/** The first quote that is shown; in an answer that says that the document has none, the nearest passage. */
const asking =
  (assistant: Assistant): Search =>
  async (question) => {
    const { parts } = await assistant.ask({ server: everyone, document: madeUpId, question });
    const quoted = parts.find(isQuoted);
    return quoted && { document: madeUpId, start: quoted.quote.start, end: quoted.quote.end };
  };
