// A process of its own, started by measure-start.ts: answers from the built-in document and says what memory it holds.
import { readConfig } from '../../dist/config.js';
import { everyone } from '../../dist/library/library.js';
import { openBenchApp } from './bench-app.ts';

const questions = [
  'What is Mossalaha?',
  'What does it say about taqiyya?',
  'Is Hajib a terrorist?',
  'How many people died in the Berlin attack?',
  'What is this about?',
];

const app = await openBenchApp(readConfig(process.env).dataDir);
for (let round = 0; round < 4; round++)
  for (const question of questions) await app.assistant.ask({ server: everyone, document: 'meo-mossalaha', question });
const megabytes = (bytes: number): number => bytes / 1_000_000;
const peakRss = megabytes(process.resourceUsage().maxRSS * 1024);
process.stdout.write(JSON.stringify({ rss: megabytes(process.memoryUsage().rss), peakRss }));
await app.close();
