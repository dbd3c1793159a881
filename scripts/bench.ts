// Use it when something that takes time or memory has changed: `npm run bench`, or `npm run bench -- --quick`.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../dist/config.js';
import { measureIngest } from './bench/measure-ingest.ts';
import { measureQuestions } from './bench/measure-questions.ts';
import { measureStart } from './bench/measure-start.ts';
import { pageOf } from './bench/page.ts';
import { type Circumstances, type Figures, reportOf } from './bench/report.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    folder: { type: 'string', default: join(tmpdir(), 'hearsay-bench') },
  },
});
const size = options.quick
  ? { passages: 1_000, questions: 60, ingest: { passages: 60, rounds: 3 }, starts: 3 }
  : { passages: 10_000, questions: 200, ingest: { passages: 200, rounds: 9 }, starts: 7 };

const loadBefore = loadavg()[0]!;
const figures = await measure();
const report = reportOf(figures, circumstances());
process.stdout.write(`${report}\n`);
if (!options.quick) await writeFile(join(projectFolder, 'docs', 'performance.md'), pageOf(report));

async function measure(): Promise<Figures> {
  const folder = (name: string): string => join(options.folder, name);
  say('cold start and memory');
  const start = await measureStart(folder('start'), size.starts);
  say('ingest');
  const ingest = await measureIngest(folder('ingest'), size.ingest);
  say(`questions over ${size.passages} passages (the first run embeds them, which takes minutes)`);
  const questions = await measureQuestions(folder(`questions-${size.passages}`), size.passages, size.questions);
  return { questions, ingest, start };
}

function say(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}

function circumstances(): Circumstances {
  const cores = cpus();
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: projectFolder, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'scripts') !== '';
  return {
    machine: `${cores.length} × ${cores[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    node: process.version,
    commit: `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`,
    date: new Date().toISOString().slice(0, 10),
    load: [loadBefore, loadavg()[0]!],
  };
}
