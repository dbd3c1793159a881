import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '../../dist/app.js';
import { projectFolder } from '../../dist/config.js';
import { outlineOf } from '../../dist/corpus/outline.js';
import { everyone } from '../../dist/domain/everyone.js';
import { type E5Model, openE5Model } from '../../dist/models/e5-model.js';
import { openWordPieces } from '../../dist/models/word-pieces.js';
import { generatePassages, newDocument, openBenchApp, seconds } from './bench-app.ts';
import type { GeneratedDocument } from './generate-corpus.ts';
import { median, type Spread, spreadOf } from './statistics.ts';

export type IngestTimes = {
  /** Medians of the rounds: passages a second of the app's ingest, and that over those of a bare loop over the model. */
  readonly ingest: number;
  readonly ratio: number;
  /** 99 % of the event loop's turns came no later than this, in milliseconds, while a document was ingested. */
  readonly delayP99Ms: number;
  /** Milliseconds of `Assistant.ask` for a whole question, models included. */
  readonly alone: Spread;
  readonly meanwhile: Spread;
};

const question = 'What is Mossalaha?';

/**
 * @param dataDir of nothing else; it is emptied first, because texts that are known are not embedded again
 * @param size passages of a round's document, and rounds; every round has a text of its own
 */
export async function measureIngest(
  dataDir: string,
  { passages, rounds }: { readonly passages: number; readonly rounds: number },
): Promise<IngestTimes> {
  await rm(dataDir, { recursive: true, force: true });
  const app = await openBenchApp(dataDir);
  const folder = join(projectFolder, 'models', 'embedder');
  const model = await openE5Model(folder, await openWordPieces(join(folder, 'tokenizer.json')));
  const ingest = (id: string, made: GeneratedDocument): Promise<unknown> => app.ingest(newDocument(id, made));
  try {
    const times: Speed[] = [];
    for (let round = 0; round < rounds; round++) {
      const made = generatePassages(100 + round, passages);
      times.push(await speedOf(textsOf(made), model, () => ingest(`round-${round}`, made), round % 2 === 0));
    }
    const alone = await askWhile(app, async () => pause(4_000));
    const delayP99Ms = await delayWhile(() => ingest('alone', generatePassages(200, 3 * passages)));
    const meanwhile = await askWhile(app, () => ingest('meanwhile', generatePassages(201, 4 * passages)));
    return {
      ingest: median(times.map((speed) => speed.ingest)),
      ratio: median(times.map((speed) => speed.ingest / speed.model)),
      delayP99Ms,
      alone: spreadOf(alone),
      meanwhile: spreadOf(meanwhile),
    };
  } finally {
    await model.release();
    await app.close();
  }
}

/** Passages a second. */
type Speed = { readonly model: number; readonly ingest: number };

/** One text both ways, one after the other: which goes first alternates, so that neither profits from it. */
async function speedOf(
  texts: readonly string[],
  model: E5Model,
  ingest: () => Promise<unknown>,
  ingestFirst: boolean,
): Promise<Speed> {
  const loop = async (): Promise<void> => {
    for (const text of texts) await model.embed(text, 'passage');
  };
  const early = ingestFirst ? await seconds(ingest) : await seconds(loop);
  const late = ingestFirst ? await seconds(loop) : await seconds(ingest);
  return { model: texts.length / (ingestFirst ? late : early), ingest: texts.length / (ingestFirst ? early : late) };
}

/** What an ingest embeds: every text once. */
function textsOf({ markdown }: GeneratedDocument): string[] {
  const { blocks, sentences } = outlineOf(markdown, 'markdown', 'en');
  return [...new Set([...blocks, ...sentences].map(({ start, end }) => markdown.slice(start, end)))];
}

const resolutionMs = 1;

async function delayWhile(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  await work();
  delays.disable();
  return delays.percentile(99) / 1e6 - resolutionMs;
}

/** Asks one question after the other until the work is done; each in milliseconds. */
async function askWhile(app: App, work: () => Promise<unknown>): Promise<number[]> {
  // The index may be of other documents than there are now: it is made before anything is timed.
  await app.assistant.ask({ server: everyone, document: 'meo-mossalaha', question });
  let busy = true;
  const working = work().finally(() => {
    busy = false;
  });
  const times: number[] = [];
  while (busy) {
    const asked = seconds(() => app.assistant.ask({ server: everyone, document: 'meo-mossalaha', question }));
    times.push(1000 * (await asked));
    await pause(20);
  }
  await working;
  // The last may have met the finished document, whose index it then made.
  return times.slice(0, -1);
}
