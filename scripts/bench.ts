// Use it when something that takes time or memory has changed: `npm run bench`, or `npm run bench -- --quick`.
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../dist/config.js';
import { dataDirOf } from './bench/bench-set.ts';
import { measureAnswers } from './bench/measure-answers.ts';
import { measureDesk } from './bench/measure-desk.ts';
import { measureIngest } from './bench/measure-ingest.ts';
import { measureLong } from './bench/measure-long.ts';
import { measureOpening } from './bench/measure-opening.ts';
import { measureStart } from './bench/measure-start.ts';
import { measureSystems } from './bench/measure-systems.ts';
import { measureWeb } from './bench/measure-web.ts';
import { pageOf } from './bench/page.ts';
import { plotsOf } from './bench/plots.ts';
import { type BenchOptions, type PartName, readOptions, usage } from './bench/read-options.ts';
import {
  type Circumstances,
  type Measured,
  noFigures,
  type PerformanceRecord,
  readRecord,
  withOpening,
  withSize,
  writeRecord,
} from './bench/record.ts';
import { reportOf } from './bench/report.ts';
import { WrongUse } from './run-script.ts';

const options = optionsOrEnd();
const effort = options.quick
  ? { questions: 60, ingest: { passages: 60, rounds: 3 }, starts: 3, opened: 2, long: 1_000 }
  : { questions: 400, ingest: { passages: 200, rounds: 9 }, starts: 7, opened: 5, long: 10_000 };
/** Answers and memory are measured at this size, whatever the others are. */
const usual = options.quick ? 1_000 : 10_000;
/** Undefined: nothing is written. */
const out = options.out ?? (options.quick ? undefined : join(projectFolder, 'docs'));
const recordFile = out && join(out, 'performance.json');

let record: PerformanceRecord = recordFile ? await readRecord(recordFile) : noFigures;
await measureParts();
process.stdout.write(`${reportOf(record)}\n`);

function optionsOrEnd(): BenchOptions {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read) return read;
    process.stdout.write(`${usage}\n`);
    return process.exit(0);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`${error.message}\n${usage}\n`);
    return process.exit(2);
  }
}

async function measureParts(): Promise<void> {
  const folder = (name: string): string => join(options.folder, name);
  await mkdir(options.folder, { recursive: true });
  await part(
    'start',
    () => measureStart(folder('start'), effort.starts),
    (start) => ({ ...record, start }),
  );
  await part(
    'ingest',
    () => measureIngest(folder('ingest'), effort.ingest),
    (ingest) => ({ ...record, ingest }),
  );
  await part(
    'answers',
    () => measureAnswers(dataDirOf(options.folder, usual), usual, effort.questions),
    (answers) => ({ ...record, answers }),
  );
  for (const passages of options.sizes)
    await part(
      'systems',
      () => measureSystems(options.folder, passages, effort.questions, say),
      (measured) => withSize(record, measured),
    );
  for (const passages of options.sizes.filter((size) => size >= usual))
    await part(
      'opening',
      () => measureOpening(options.folder, passages, effort.opened),
      (opening) => withOpening(record, opening),
    );
  await part(
    'desk',
    async () => measureDesk(),
    (desk) => ({ ...record, desk }),
  );
  await part('web', measureWeb, (web) => ({ ...record, web }));
  await part(
    'long',
    () => measureLong(options.folder, usual, effort.long),
    (long) => ({ ...record, long }),
  );
}

/** Measures one part where it is wanted, and keeps what it gave at once: a later one may fail. */
async function part<Figures>(
  name: PartName,
  measure: () => Promise<Figures>,
  keep: (measured: Measured<Figures>) => PerformanceRecord,
): Promise<void> {
  if (!options.parts.has(name)) return;
  say(`${name} (a size that is new in ${options.folder} is embedded first, which takes minutes)`);
  const before = loadavg()[0]!;
  record = keep({ figures: await measure(), made: circumstances(before) });
  if (out) await writePage(out);
}

async function writePage(folder: string): Promise<void> {
  const images = join(folder, 'images');
  await mkdir(images, { recursive: true });
  await writeRecord(join(folder, 'performance.json'), record);
  if (record.systems.length > 0)
    for (const [name, svg] of plotsOf(record.systems)) await writeFile(join(images, name), svg);
  await writeFile(join(folder, 'performance.md'), pageOf(record));
}

function say(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}

function circumstances(loadBefore: number): Circumstances {
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
