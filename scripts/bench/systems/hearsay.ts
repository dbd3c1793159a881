import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Assistant } from '../../../dist/answer/assistant.js';
import { isQuoted } from '../../../dist/answer/part.js';
import type { Reader } from '../../../dist/answer/reader.js';
import type { App } from '../../../dist/app.js';
import { everyone } from '../../../dist/domain/everyone.js';
import type { Embedder } from '../../../dist/retrieval/embedder.js';
import { textVectorsIn } from '../../../dist/store/text-vectors.js';
import { openBenchApp } from '../bench-app.ts';
import { madeUpId, type Place } from '../bench-set.ts';
import type { Files, Search, System } from './system.ts';

/**
 * The whole answer to a question, from its words to the guarded quotes; only what the models gave is remembered from the
 * rehearsal, so that nothing of a search hides behind the time that a model takes in its thread.
 */
export async function openHearsay({ dataDir }: Files): Promise<System> {
  const app = await openBenchApp(dataDir);
  const embedder = remembering(app.embedder);
  const assistant = new Assistant({
    library: app.library,
    ledgers: app.ledgers,
    embedder,
    reader: rememberingReader(app.reader),
    embedTexts: textVectorsIn(dataDir, app.embedder, () => {}),
    now: () => new Date(),
  });
  const ask = (question: string) => assistant.ask({ server: everyone, document: madeUpId, question });
  return {
    async prepare() {
      await app.embedder.embedQuestion('Is anybody there?');
      await app.reader.read('Is anybody there?', 'Nobody is here.');
    },
    async build(): Promise<Search> {
      await rm(join(dataDir, 'derived', everyone), { recursive: true, force: true });
      await makeReady(app, ask);
      return async (question) => {
        const answer = await ask(question);
        // The vector is known at once, so that what it is waited for is the search by words.
        const { embed, search } = answer.timingsMs;
        return { first: firstPlace(answer), searchMs: embed + search };
      };
    },
    async rehearse(questions) {
      for (const question of questions) await ask(question);
    },
  };
}

/** The index is made when it is first searched, a document made ready when it is first asked. */
async function makeReady(app: App, ask: (question: string) => Promise<unknown>): Promise<void> {
  await app.library.searchable(everyone);
  await ask('What was reported?');
}

/** The first quote that is shown; in an answer that says that the document has none, the nearest passage. */
function firstPlace({ parts }: Awaited<ReturnType<Assistant['ask']>>): Place | undefined {
  const quoted = parts.find(isQuoted);
  return quoted && { document: madeUpId, start: quoted.quote.start, end: quoted.quote.end };
}

/** Asks the model once for each text. */
function remembering(embedder: Embedder): Embedder {
  return {
    id: embedder.id,
    dimension: embedder.dimension,
    languages: embedder.languages,
    embedQuestion: once((text: string) => embedder.embedQuestion(text)),
    embedPassages: (texts, options) => embedder.embedPassages(texts, options),
    close: () => embedder.close(),
  };
}

const rememberingReader = (reader: Reader): Reader => ({
  id: reader.id,
  languages: reader.languages,
  read: once((question: string, window: string) => reader.read(question, window)),
  warm: () => reader.warm(),
});

function once<Arguments extends readonly string[], Result>(
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  const known = new Map<string, Promise<Result>>();
  return (...given) => {
    const key = given.join('\n');
    const result = known.get(key) ?? work(...given);
    known.set(key, result);
    return result;
  };
}
