// A process of its own, started by measure-opening.ts: opens the app and its library from disk and says how long it took.
import { everyone } from '../../dist/domain/everyone.js';
import { openBenchApp } from './bench-app.ts';
import { madeUpId } from './bench-set.ts';

/** Seconds from the call of `openApp`. */
export type Opened = {
  readonly app: number;
  /** Until the library can be searched. */
  readonly searchable: number;
  /** Until a first question was answered. */
  readonly answered: number;
  /** Resident, 1,000,000 bytes. */
  readonly megabytes: number;
};

const from = performance.now();
const sinceThen = (): number => (performance.now() - from) / 1000;
const app = await openBenchApp(process.env.DATA_DIR!);
const opened = sinceThen();
await app.library.searchable(everyone);
const searchable = sinceThen();
await app.assistant.ask({ server: everyone, document: madeUpId, question: 'What was reported?' });
const said: Opened = {
  app: opened,
  searchable,
  answered: sinceThen(),
  megabytes: process.memoryUsage().rss / 1_000_000,
};
process.stdout.write(JSON.stringify(said));
await app.close();
