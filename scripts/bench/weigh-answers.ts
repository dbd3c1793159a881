// A process of its own, started by measure-start.ts: says what memory the app holds idle, in use, and with the language detector too.
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../dist/config.js';
import { everyone } from '../../dist/domain/everyone.js';
import { openBenchApp } from './bench-app.ts';

/** Resident megabytes (1,000,000 bytes). */
export type Weights = {
  /** Open, its model loaded, nothing asked yet. */
  readonly idle: number;
  /** After 20 answers on the built-in document, for which the reader was loaded. */
  readonly answering: number;
  /** And after a question in French, for which the language detector was loaded. */
  readonly everything: number;
  readonly peak: number;
};

const questions = [
  'What is Mossalaha?',
  'What does it say about taqiyya?',
  'Is Hajib a terrorist?',
  'How many people died in the Berlin attack?',
  'What is this about?',
];

const megabytes = (bytes: number): number => bytes / 1_000_000;
const resident = (): number => megabytes(process.memoryUsage().rss);

const app = await openBenchApp(readConfig(process.env).dataDir);
const ask = (question: string) => app.assistant.ask({ server: everyone, document: 'meo-mossalaha', question });
await app.embedder.embedQuestion('Is anybody there?');
await pause(2_000);
const idle = resident();
for (let round = 0; round < 4; round++) for (const question of questions) await ask(question);
const answering = resident();
await ask('Qui est le chef de ce mouvement selon cet article ?');
const weights: Weights = {
  idle,
  answering,
  everything: resident(),
  peak: megabytes(process.resourceUsage().maxRSS * 1024),
};
process.stdout.write(JSON.stringify(weights));
await app.close();
