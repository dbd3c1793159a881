// A process of its own, started by systems/hearsay.ts: asks all questions and writes down what the models gave.
import { everyone } from '../../dist/domain/everyone.js';
import { openBenchApp } from './bench-app.ts';
import { madeUpId, readQuestions } from './bench-set.ts';
import { assistantOver, ModelMemory } from './model-memory.ts';

const [set, file] = process.argv.slice(2) as [string, string]; // as: systems/hearsay.ts
const dataDir = process.env.DATA_DIR!;

const app = await openBenchApp(dataDir);
const memory = new ModelMemory();
const assistant = assistantOver(app, dataDir, memory);
for (const { question } of (await readQuestions(set)).questions)
  await assistant.ask({ server: everyone, document: madeUpId, question });
await memory.write(file);
await app.close();
