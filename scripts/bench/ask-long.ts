// A process of its own, started by measure-long.ts: asks one question after the other and says what memory it holds.
import { everyone } from '../../dist/domain/everyone.js';
import { generatePassages, openBenchApp } from './bench-app.ts';
import { madeUpId } from './bench-set.ts';
import { makeQuestions } from './make-questions.ts';

/** Resident megabytes (1,000,000 bytes) after so many questions. */
export type LongRun = { readonly passages: number; readonly after: readonly { asked: number; megabytes: number }[] };

const [passages, questions, every] = process.argv.slice(2).map(Number) as [number, number, number]; // measure-long.ts
const seed = 13;

const app = await openBenchApp(process.env.DATA_DIR!);
const asked = makeQuestions(generatePassages(1, passages), seed, questions);
const after: { asked: number; megabytes: number }[] = [];
for (const [at, { question }] of asked.entries()) {
  await app.assistant.ask({ server: everyone, document: madeUpId, question });
  if ((at + 1) % every === 0) after.push({ asked: at + 1, megabytes: process.memoryUsage().rss / 1_000_000 });
}
process.stdout.write(JSON.stringify({ passages, after } satisfies LongRun));
await app.close();
