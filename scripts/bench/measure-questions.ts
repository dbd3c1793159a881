import type { App } from '../../dist/app.js';
import { everyone } from '../../dist/library/library.js';
import type { IndexedDocument, Searchable } from '../../dist/retrieval/searchable.js';
import { generatePassages, newDocument, openBenchApp, seconds } from './bench-app.ts';
import { langChainSearch, type Passages, rawSearch, type Search } from './other-searches.ts';

const id = 'made-up';
/** Asked before anything is timed, so that every way has been compiled and has its files in memory. */
const warmUps = 20;
/** So many questions go one way before the next way takes the same ones: what one leaves behind is soon over. */
const inARow = 20;

/**
 * `named` and `unnamed`: the whole of `Assistant.ask` but for the model, of the document by name or with none named.
 * `search`: the ranking in `named`; `embed`: the model in it. `raw` and `langChain`: the other two searches.
 */
type Timed = 'named' | 'unnamed' | 'search' | 'embed' | 'raw' | 'langChain';

/** Milliseconds for each question, and what they were asked of. */
export type QuestionTimes = Readonly<Record<Timed, readonly number[]>> & {
  readonly blocks: number;
  readonly sentences: number;
  /** From the first question to its answer, the index made on the way. */
  readonly firstAnswerSeconds: number;
};

/** Asks a made-up document through the whole app, and for each question two other searches over the same passages. */
export async function measureQuestions(dataDir: string, passages: number, count: number): Promise<QuestionTimes> {
  const made = generatePassages(1, passages, count + warmUps + 1);
  const app = await openBenchApp(dataDir);
  try {
    await app.ingest(newDocument(id, made));
    const [first, ...questions] = made.questions;
    const firstAnswerSeconds = await seconds(() => ask(app, first!, id));
    const searchable = (await app.library.searchable(everyone))!;
    const kinds = passagesOf(searchable);
    const raw = rawSearch(kinds);
    const langChain = await langChainSearch(kinds);

    const times: Record<Timed, number[]> = { named: [], unnamed: [], search: [], embed: [], raw: [], langChain: [] };
    const ways: readonly ((question: string) => Promise<Partial<Record<Timed, number>>>)[] = [
      async (question) => {
        const { total, embed, read, search } = await ask(app, question, id);
        return { named: total - embed - read, search, embed };
      },
      async (question) => {
        const { total, embed, read } = await ask(app, question, undefined);
        return { unnamed: total - embed - read };
      },
      async (question) => ({ raw: await milliseconds(raw, question, await app.embedder.embedQuestion(question)) }),
      async (question) => ({
        langChain: await milliseconds(langChain, question, await app.embedder.embedQuestion(question)),
      }),
    ];
    for (const way of ways) for (const question of questions.slice(0, warmUps)) await way(question);
    for (let from = warmUps; from < questions.length; from += inARow)
      for (const way of ways)
        for (const question of questions.slice(from, from + inARow))
          for (const [name, ms] of Object.entries(await way(question))) times[name as Timed].push(ms); // its own keys
    const { outline } = searchable.documents.find(({ document }) => document.id === id)!;
    return { blocks: outline.blocks.length, sentences: outline.sentences.length, firstAnswerSeconds, ...times };
  } finally {
    await app.close();
  }
}

async function milliseconds(search: Search, question: string, vector: Float32Array): Promise<number> {
  return 1000 * (await seconds(async () => search(question, vector)));
}

const ask = async (app: App, question: string, document: string | undefined) =>
  (await app.assistant.ask({ server: everyone, document, question })).timingsMs;

/** Both kinds of passages of the whole library, as its index holds them. */
function passagesOf({ documents, blocks, sentences }: Searchable): Passages[] {
  const kind = (of: 'blocks' | 'sentences', index: Searchable['blocks']): Passages => ({
    texts: documents.flatMap((indexed) => textsOf(indexed, of)),
    vectors: Array.from({ length: index.vectors.size }, (_, at) => index.vectors.vector(at)),
  });
  return [kind('blocks', blocks), kind('sentences', sentences)];
}

const textsOf = ({ document, outline }: IndexedDocument, kind: 'blocks' | 'sentences'): string[] =>
  outline[kind].map(({ start, end }) => document.text.slice(start, end));
