import type { App } from '../../dist/app.js';
import { everyone } from '../../dist/domain/everyone.js';
import { generatePassages, newDocument, openBenchApp, seconds } from './bench-app.ts';
import { madeUpId } from './bench-set.ts';
import { makeQuestions } from './make-questions.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Asked before anything is timed, so that everything has been compiled and has its files in memory. */
const warmUps = 20;
/** So many questions go one way before the next way takes the same ones: what one leaves behind is soon over. */
const inARow = 20;
/** A seed apart from that of the side by side. */
const questionSeed = 11;

/**
 * `named` and `unnamed`: the whole of `Assistant.ask` but for the models, of the document by name or with none named.
 * `search`: the ranking in `named`; `embed`: the model in it; `whole`: everything, the models too.
 * `crowded`: the same with as many questions at once as `crowd` says.
 */
type Timed = 'named' | 'unnamed' | 'search' | 'embed' | 'whole' | 'crowded';

/** Milliseconds for each question, and what they were asked of. */
export type AnswerTimes = Readonly<Record<Timed, Spread>> & {
  readonly blocks: number;
  readonly sentences: number;
  /** From the first question to its answer, the index made on the way where it was not there. */
  readonly firstAnswerSeconds: number;
  /** Answers a second: one question at a time, and `crowd` at once. */
  readonly alonePerSecond: number;
  readonly crowdedPerSecond: number;
};

/** So many people ask at the same moment. */
export const crowd = 16;

/** Asks a made-up document through the whole app, one question at a time and many at once. */
export async function measureAnswers(dataDir: string, passages: number, count: number): Promise<AnswerTimes> {
  const made = generatePassages(1, passages);
  const [first, ...questions] = makeQuestions(made, questionSeed, count + warmUps + 1).map(({ question }) => question);
  const app = await openBenchApp(dataDir);
  try {
    await app.ingest(newDocument(madeUpId, made));
    const firstAnswerSeconds = await seconds(() => ask(app, first!, madeUpId));
    const times: Record<Timed, number[]> = { named: [], unnamed: [], search: [], embed: [], whole: [], crowded: [] };
    const spent = { alone: 0, crowded: 0 };
    const ways: readonly ((batch: readonly string[]) => Promise<void>)[] = [
      async (batch) => {
        for (const question of batch) {
          const { total, embed, read, search } = await ask(app, question, madeUpId);
          times.named.push(total - embed - read);
          times.search.push(search);
          times.embed.push(embed);
          times.whole.push(total);
          spent.alone += total;
        }
      },
      async (batch) => {
        for (const question of batch) {
          const { total, embed, read } = await ask(app, question, undefined);
          times.unnamed.push(total - embed - read);
        }
      },
      async (batch) => {
        spent.crowded += await inCrowd(batch, async (question) => {
          times.crowded.push(1000 * (await seconds(() => ask(app, question, madeUpId))));
        });
      },
    ];
    for (const way of ways) await way(questions.slice(0, warmUps));
    for (const list of Object.values(times)) list.length = 0;
    Object.assign(spent, { alone: 0, crowded: 0 });
    for (let from = warmUps; from < questions.length; from += inARow)
      for (const way of ways) await way(questions.slice(from, from + inARow));
    const searchable = (await app.library.searchable(everyone))!;
    const { outline } = searchable.documents.find(({ document }) => document.id === madeUpId)!;
    return {
      blocks: outline.blocks.length,
      sentences: outline.sentences.length,
      firstAnswerSeconds,
      alonePerSecond: (1000 * times.whole.length) / spent.alone,
      crowdedPerSecond: (1000 * times.crowded.length) / spent.crowded,
      named: spreadOf(times.named),
      unnamed: spreadOf(times.unnamed),
      search: spreadOf(times.search),
      embed: spreadOf(times.embed),
      whole: spreadOf(times.whole),
      crowded: spreadOf(times.crowded),
    };
  } finally {
    await app.close();
  }
}

/** Keeps `crowd` questions under way until all are answered. @returns milliseconds */
async function inCrowd(questions: readonly string[], work: (question: string) => Promise<void>): Promise<number> {
  const waiting = [...questions];
  const asker = async (): Promise<void> => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift()) await work(question);
  };
  return 1000 * (await seconds(() => Promise.all(Array.from({ length: crowd }, asker))));
}

const ask = async (app: App, question: string, document: string | undefined) =>
  (await app.assistant.ask({ server: everyone, document, question })).timingsMs;
