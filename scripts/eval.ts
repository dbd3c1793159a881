// Run it before and after a change of ranking or of what counts as answered: `npm run eval` on the golden questions,
// `npm run eval -- squad FILE` on SQuAD-format data, `-- --gate` to fail on a worse figure. `-- --help` says the rest.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { rules } from '../dist/answer/answer-json.js';
import { type App, openApp } from '../dist/app.js';
import { projectFolder, readConfig } from '../dist/config.js';
import { InputError } from '../dist/domain/errors.js';
import { readAnnotations } from './eval/agreement.ts';
import { evalUsage, type GoldenWish, readEvalOptions } from './eval/eval-options.ts';
import { judgeRun, judgeSquadRun, recordOf } from './eval/gate.ts';
import { hashOfGolden, readGoldenSet } from './eval/golden-set.ts';
import type { Judged } from './eval/judge-answer.ts';
import { readLabels } from './eval/label-set.ts';
import { goldenPage, labelledReport, qualityImages, qualityPage } from './eval/quality-page.ts';
import {
  askGit,
  committedBefore,
  parseRecord,
  parseSquadRecords,
  type QualityRecord,
  recordText,
  type SquadRecords,
} from './eval/quality-record.ts';
import { runGolden } from './eval/run-golden.ts';
import { runSquad } from './eval/run-squad.ts';
import { headingOf, type SquadRun, squadSection, withSection } from './eval/squad-page.ts';
import { squadHeadline } from './eval/squad-report.ts';
import { readSquad, type SquadWish } from './eval/squad-set.ts';
import { runScript } from './run-script.ts';

const inDocs = (name: string): string => join(projectFolder, 'docs', name);
const qualityFile = inDocs('quality.md');
const squadFile = inDocs('quality-squad.md');
const recordFile = inDocs('quality.json');
const squadRecordFile = inDocs('quality-squad.json');
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
function provenance({ embedder, reader }: App): string {
  const commit = askGit(projectFolder, 'rev-parse', '--short', 'HEAD')?.trim() ?? 'unknown';
  const touched = ['src', 'scripts', 'models', 'corpus', 'test/golden'];
  const changes = askGit(projectFolder, 'status', '--porcelain', '--', ...touched)?.trim() ?? '';
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const versions = Object.entries(rules).map(([name, version]) => `${name} ${version}`);
  return `Model ${embedder.id}; reader ${reader.id}; ${versions.join(', ')}; commit ${commit}${changes === '' ? '' : ' and changes'}; ${machine}.`;
}

const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** @throws InputError where it is damaged, before the long run: unless it is to be written anew anyway */
function recordKept({ gate, accept }: GoldenWish): QualityRecord | undefined {
  const text = readIfThere(recordFile);
  if (text === '' && gate)
    throw new InputError('There is no docs/quality.json to compare with. `npm run eval` writes it.');
  return text === '' || accept !== undefined ? undefined : parseRecord(text, 'docs/quality.json');
}

async function golden(wish: GoldenWish): Promise<void> {
  const kept = recordKept(wish);
  const labelled = wish.labels === undefined ? undefined : readLabels(wish.labels, goldenFolder);
  const { judged, judgedLabels, made } = await withApp(async (app) => ({
    judged: await runGolden(app, readGoldenSet(goldenFolder)),
    judgedLabels: await runGolden(app, labelled?.documents ?? []),
    made: provenance(app),
  }));
  const annotations = new Map(
    [...new Set(judged.map(({ document }) => document))].map((id) => [id, readAnnotations(goldenFolder, id)]),
  );
  const annotationsOf = ({ document, question }: Judged) => annotations.get(document)?.get(question.id);
  const page = qualityPage(goldenPage({ judged, made, annotationsOf }), readIfThere(squadFile));
  console.log(page);
  if (labelled) console.log(labelledReport(judgedLabels, labelled.leftOut));
  if (wish.failures)
    console.log(failuresOf([...judged, ...judgedLabels].filter(({ question }) => question.split === 'fitted')));
  for (const { question, ownVoice } of [...judged, ...judgedLabels])
    for (const words of ownVoice) console.error(`own voice: ${question.id}: ${words}`);
  const now = recordOf(judged, hashOfGolden(goldenFolder), wish.accept);
  const { worse, written, notes } = judgeRun(wish, { kept, committed: wish.gate ? committedRecord() : null, now });
  for (const note of notes) console.log(note);
  if (written) keep(judged, page, written);
  else if (worse.length > 0) complain(worse, wish.gate ? renewing : refusing);
  else console.log('No figure is worse than in docs/quality.json.');
}

const refusing = 'Nothing is written. If it has to be so, say why: `npm run eval -- --accept REASON`.';
const refusingSquad = 'Nothing is written. If it has to be so, say why: the same command with `--accept REASON`.';
const renewing =
  '`npm run eval` writes a new record; where it has to be worse, or the golden set changed, `npm run eval -- --accept REASON`.';

const committedRecord = (): string | null =>
  committedBefore(projectFolder, 'docs/quality.json', readFileSync(recordFile, 'utf8'));

function keep(judged: readonly Judged[], page: string, record: QualityRecord): void {
  writeFileSync(qualityFile, page);
  writeFileSync(recordFile, recordText(record));
  for (const [name, svg] of qualityImages(judged)) writeFileSync(inDocs(join('images', name)), svg);
}

function complain(worse: readonly string[], advice: string): void {
  for (const why of worse) console.error(`worse: ${why}`);
  console.error(advice);
  process.exitCode = 1;
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

async function squad(file: string, wish: SquadWish): Promise<void> {
  const records = parseSquadRecords(readIfThere(squadRecordFile) || '{}', 'docs/quality-squad.json');
  const set = readSquad(file, wish);
  const { figures, made } = await withApp(async (app) => ({
    figures: await runSquad(app, set, (line) => console.error(line)),
    made: provenance(app),
  }));
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const { leftOut, rankingOnly } = set;
  const documents = set.documents.length;
  const run = { file: basename(file), sha256, wish, documents, leftOut, rankingOnly, figures, made };
  const section = squadSection(run);
  console.log(section);
  if (wish.heldOut && !keepSquadRecord(run, records)) return;
  const page = withSection(readIfThere(squadFile), section);
  writeFileSync(squadFile, page);
  writeFileSync(qualityFile, qualityPage(readIfThere(qualityFile), page));
}

/** @returns false where the run is worse than its record, which then stays as it is */
function keepSquadRecord(run: SquadRun, records: SquadRecords): boolean {
  const heading = headingOf(run).replace(/^#+ /u, '');
  const { compared, figures } = squadHeadline(run.figures);
  const { sha256, wish } = run;
  const now = { sha256, ...(wish.accept !== undefined && { accepted: wish.accept }), figures };
  const { worse, written } = judgeSquadRun(compared, records[heading], now);
  if (written) writeFileSync(squadRecordFile, recordText({ ...records, [heading]: written }));
  else complain(worse, refusingSquad);
  return written !== undefined;
}

await runScript(evalUsage, async () => {
  const typed = readEvalOptions(process.argv.slice(2));
  if (typed.part === 'help') console.log(evalUsage);
  else if (typed.part === 'golden') await golden(typed.wish);
  else await squad(typed.file, typed.wish);
});
