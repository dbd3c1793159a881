// Run it before and after a change of ranking or of what counts as answered: `npm run eval` on the golden questions,
// `npm run eval -- squad FILE [--per-document] [--held-out]` on SQuAD-format data, `-- --gate` to fail on a worse figure.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../dist/answer/answer-json.js';
import { type App, openApp } from '../dist/app.js';
import { projectFolder, readConfig } from '../dist/config.js';
import { breakdown, grouped, measured, measures, table } from './eval/golden-report.ts';
import { readGoldenSet } from './eval/golden-set.ts';
import type { Judged } from './eval/judge-answer.ts';
import { runGolden } from './eval/run-golden.ts';
import { runSquad } from './eval/run-squad.ts';
import { heldOutOfReader, readSquad } from './eval/squad-set.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gate: { type: 'boolean', default: false },
    failures: { type: 'boolean', default: false },
    'per-document': { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
  },
});

const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => console.error(message) };
const report = join(projectFolder, 'docs', 'quality.md');
const headline = join(projectFolder, 'docs', 'quality.json');

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
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectFolder, encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const versions = Object.entries(rules).map(([name, version]) => `${name} ${version}`);
  return `Model ${app.embedder.id}; ${versions.join(', ')}; commit ${commit}; ${machine}.`;
}

async function golden(): Promise<void> {
  const documents = readGoldenSet(join(projectFolder, 'test', 'golden'));
  const { judged, made } = await withApp(async (app) => ({
    judged: await runGolden(app, documents),
    made: provenance(app),
  }));
  const groups = new Map<string, readonly Judged[]>([
    ['held out', judged.filter(({ question }) => question.split === 'held-out')],
    ['looked at while fitting', judged.filter(({ question }) => question.split === 'fitted')],
    ...grouped(judged, ({ document }) => document),
  ]);
  const page = [
    '# How good the answers are',
    'Written by `npm run eval`; each figure with its 95 % interval (bootstrap over questions, seeded, 2,000 draws) and how many it is of.',
    made,
    `${judged.length} questions on ${documents.length} documents (\`test/golden/\`). Every other question is **held out**: never used to choose a weight, a margin or a cut (the first 86 on the op-ed are all of the other half). A right quote covers 60 % of a right span.`,
    table(groups),
    '## By kind of question',
    breakdown(judged, ({ question }) => question.kind),
    '## By language of the question',
    breakdown(judged, ({ question }) => question.language),
    ...(existsSync(squadReport) ? [readFileSync(squadReport, 'utf8').trim()] : []),
  ].join('\n\n');
  console.log(page);
  if (values.failures) console.log(failuresOf(judged.filter(({ question }) => question.split === 'fitted')));
  const now = Object.fromEntries(measures.map((measure) => [measure.name, measured(measure, judged).value]));
  if (values.gate) return gate(now, judged);
  writeFileSync(report, `${page}\n`);
  writeFileSync(headline, `${JSON.stringify(now, null, 2)}\n`);
}

const squadReport = join(projectFolder, 'docs', 'quality-squad.md');

/** One question more or less is what another processor's rounding can change; two are not. */
function gate(now: Readonly<Record<string, number>>, judged: readonly Judged[]): void {
  const before: Readonly<Record<string, number>> = JSON.parse(readFileSync(headline, 'utf8'));
  const worse = measures.filter((measure) => {
    const slack = 1.5 / Math.max(1, measured(measure, judged).of);
    const change = (now[measure.name] ?? 0) - (before[measure.name] ?? 0);
    const strict = measure.target === '0';
    return measure.better === 'more' ? change < -slack : change > (strict ? 0 : slack);
  });
  for (const { name } of worse)
    console.error(`worse: ${name}: ${before[name]?.toFixed(3)} before, ${now[name]?.toFixed(3)} now`);
  if (worse.length === 0) console.log('\nNo headline figure is worse than in docs/quality.json.');
  process.exitCode = worse.length === 0 ? 0 : 1;
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

async function squad(file: string): Promise<void> {
  const all = readSquad(file, values['per-document']);
  const documents = values['held-out'] ? all.filter(({ title }) => heldOutOfReader.has(title)) : all;
  const { tables, made } = await withApp(async (app) => ({
    tables: await runSquad(app, documents, (line) => console.error(line)),
    made: provenance(app),
  }));
  console.log(`${made}\n\n${tables}`);
}

const [mode, file] = positionals;
if (mode === 'squad' && file !== undefined) await squad(file);
else if (mode === undefined) await golden();
else {
  console.error(
    'Usage: npm run eval [-- --gate] [-- --failures] | npm run eval -- squad FILE [--per-document] [--held-out]',
  );
  process.exitCode = 2;
}
