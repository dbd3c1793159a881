import { type App, openApp } from '../../dist/app.js';
import { everyone } from '../../dist/domain/everyone.js';
import type { NewDocument } from '../../dist/library/ingest.js';
import { type GeneratedDocument, generateDocument } from './generate-corpus.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** The app as the command line opens it, over a data folder of the benchmark's own. */
export const openBenchApp = (dataDir: string): Promise<App> =>
  openApp(
    {
      dataDir,
      discordToken: undefined,
      discordApiUrl: '',
      web: { host: '127.0.0.1', port: undefined, publicUrl: undefined },
      logLevel: 'silent',
    },
    { log: quiet },
  );

/** One generated sentence makes this many passages: itself, and its share of paragraphs and headings. */
const passagesPerSentence = 1.292;

/** @param passages blocks and sentences together */
export const generatePassages = (seed: number, passages: number): GeneratedDocument =>
  generateDocument(seed, Math.round(passages / passagesPerSentence));

export const newDocument = (id: string, { title, markdown }: GeneratedDocument): NewDocument => ({
  facts: {
    id,
    title,
    publisher: null,
    author: null,
    genre: 'article',
    published: null,
    url: null,
    language: 'en',
    owner: everyone,
  },
  format: 'markdown',
  bytes: new TextEncoder().encode(markdown),
  label: `${id}.md`,
});

export const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
};
