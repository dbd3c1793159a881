// Run it before and after a change of ranking or of what counts as answered: `npm run eval` on the golden questions,
// `npm run eval -- squad FILE` on SQuAD-format data, `-- --gate` to fail on a worse figure. `-- --help` says the rest.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../dist/answer/answer-json.js';
import { type App, openApp } from '../dist/app.js';
import { projectFolder, readConfig } from '../dist/config.js';
import { AppError, InputError } from '../dist/domain/errors.js';
import { headlineOf, worseThan } from './eval/gate.ts';
import { readGoldenSet } from './eval/golden-set.ts';
import type { Judged } from './eval/judge-answer.ts';
import { readLabels } from './eval/label-set.ts';
import { goldenPage, labelledReport, qualityImages, qualityPage } from './eval/quality-page.ts';
import { runGolden } from './eval/run-golden.ts';
import { runSquad } from './eval/run-squad.ts';
import { squadSection, withSection } from './eval/squad-page.ts';
import { type ArticleRange, readSquad } from './eval/squad-set.ts';

const usage = `npm run eval [-- --gate] [-- --failures] [-- --labels FILE]
  asks the golden questions and writes docs/quality.md, docs/quality.json and two plots
  --gate         writes nothing; exit 1 where a headline figure is worse than in docs/quality.json
  --failures     prints what went wrong among the questions that may be looked at
  --labels FILE  asks the questions of a labels.jsonl too; their figures are only printed
npm run eval -- squad FILE [--per-document] [--held-out] [--articles FIRST-LAST] [--every N]
  asks SQuAD-format data and writes its part of docs/quality-squad.md and docs/quality.md
  --per-document each article is a document of its own; else all paragraphs are one
  --held-out     only the articles on which the reader was not trained
  --articles A-B only the A-th to the B-th of the file's articles, counted from 1
  --every N      each N-th question only, for a quick look`;

const options = {
  gate: { type: 'boolean', default: false },
  failures: { type: 'boolean', default: false },
  labels: { type: 'string' },
  'per-document': { type: 'boolean', default: false },
  'held-out': { type: 'boolean', default: false },
  articles: { type: 'string' },
  every: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
const ofGolden: readonly string[] = ['gate', 'failures', 'labels'];
const ofSquad: readonly string[] = ['per-document', 'held-out', 'articles', 'every'];
const parse = () => parseArgs({ allowPositionals: true, options });
type Options = ReturnType<typeof parse>['values'];

const inDocs = (name: string): string => join(projectFolder, 'docs', name);
const qualityFile = inDocs('quality.md');
const squadFile = inDocs('quality-squad.md');
const headlineFile = inDocs('quality.json');
const goldenFolder = join(projectFolder, 'test', 'golden');
const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => console.error(message) };

async function withApp<T>(use: (app: App) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearsay-eval-'));
  const app = await openApp(readConfig({ DATA_DIR: dataDir }), { log });
  try {
    return await use(app);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What a run needs to be repeated. */
function provenance(app: App): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: projectFolder, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'scripts', 'models', 'corpus', 'test/golden') !== '';
  const commit = `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const versions = Object.entries(rules).map(([name, version]) => `${name} ${version}`);
  return `Model ${app.embedder.id}; ${versions.join(', ')}; commit ${commit}; ${machine}.`;
}

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

async function golden({ gate, failures, labels }: Options): Promise<void> {
  const labelled = labels === undefined ? undefined : readLabels(labels, goldenFolder);
  const { judged, judgedLabels, made } = await withApp(async (app) => ({
    judged: await runGolden(app, readGoldenSet(goldenFolder)),
    judgedLabels: await runGolden(app, labelled?.documents ?? []),
    made: provenance(app),
  }));
  const page = qualityPage(goldenPage({ judged, made }), readIfThere(squadFile));
  console.log(page);
  if (labelled) console.log(labelledReport(judgedLabels, labelled.leftOut));
  if (failures)
    console.log(failuresOf([...judged, ...judgedLabels].filter(({ question }) => question.split === 'fitted')));
  for (const { question, ownVoice } of [...judged, ...judgedLabels])
    for (const words of ownVoice) console.error(`own voice: ${question.id}: ${words}`);
  if (gate) return hold(judged);
  writeFileSync(qualityFile, page);
  writeFileSync(headlineFile, `${JSON.stringify(headlineOf(judged), null, 2)}\n`);
  for (const [name, svg] of qualityImages(judged)) writeFileSync(inDocs(join('images', name)), svg);
}

function hold(judged: readonly Judged[]): void {
  const kept = readIfThere(headlineFile);
  if (kept === '') throw new InputError('There is no docs/quality.json to compare with. `npm run eval` writes it.');
  const worse = worseThan(JSON.parse(kept), judged);
  for (const { name, before, now } of worse)
    console.error(`worse: ${name}: ${before.toFixed(3)} before, ${now.toFixed(3)} now`);
  if (worse.length === 0) console.log('No headline figure is worse than in docs/quality.json.');
  else process.exitCode = 1;
}

function failuresOf(judged: readonly Judged[]): string {
  const wrong = judged.filter((one) => {
    const { outcome, right, kind } = one.question;
    if (outcome === 'answered' && right.length > 0 && kind !== 'summary') return !one.answered || !one.firstRight;
    return outcome === 'not-addressed' && one.answered;
  });
  return wrong
    .map(({ question, document, answer }) => {
      const quotes = [...answer.claims, ...answer.nearest].map(({ quote }) => `    ${quote.text.slice(0, 120)}`);
      return [
        `${document} ${question.id} ${question.question} → ${answer.outcome} ${answer.reason ?? ''}`,
        ...quotes,
      ].join('\n');
    })
    .join('\n');
}

async function squad(file: string, values: Options): Promise<void> {
  const every = Number(values.every ?? 1);
  if (!Number.isInteger(every) || every < 1)
    throw new InputError('--every wants a whole number from 1, as in --every 10.');
  const articles = values.articles === undefined ? undefined : rangeIn(values.articles);
  const wish = {
    perDocument: values['per-document'],
    heldOut: values['held-out'],
    every,
    ...(articles && { articles }),
  };
  const documents = readSquad(file, wish);
  const { figures, made } = await withApp(async (app) => ({
    figures: await runSquad(app, documents, (line) => console.error(line)),
    made: provenance(app),
  }));
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const section = squadSection({ file: basename(file), sha256, wish, documents: documents.length, figures, made });
  console.log(section);
  const page = withSection(readIfThere(squadFile), section);
  writeFileSync(squadFile, page);
  writeFileSync(qualityFile, qualityPage(readIfThere(qualityFile), page));
}

/** @param words as in "1-30" */
function rangeIn(words: string): ArticleRange {
  const [, first, last] = (/^([1-9]\d*)-([1-9]\d*)$/u.exec(words) ?? []).map(Number);
  if (first === undefined || last === undefined || first > last)
    throw new InputError('--articles wants the first and the last, as in --articles 1-30.');
  return { first, last };
}

function wrongUse(why: string): void {
  console.error(`${why}\n${usage}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const [mode, file, ...more] = positionals;
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [name] : []));
  const strayed = given.find((name) => (mode === undefined ? ofSquad : ofGolden).includes(name));
  if (values.help) console.log(usage);
  else if (strayed !== undefined)
    wrongUse(`--${strayed} is for ${mode === undefined ? '`squad FILE`' : 'the golden questions'} alone.`);
  else if (mode === undefined) await golden(values);
  else if (mode !== 'squad' || more.length > 0) wrongUse(`${positionals.join(' ')}: there is no such part.`);
  else if (file === undefined) wrongUse('squad wants the path of a SQuAD-format file.');
  else await squad(file, values);
}

try {
  await main();
} catch (error) {
  if (error instanceof AppError) {
    console.error(error.userMessage);
    process.exitCode = 1;
  } else if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    wrongUse(error.message);
  } else throw error;
}
