import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import { addressProblem, documentFromFile, readDocumentFile } from '../../library/document-file.ts';
import type { Ingested, NewDocument } from '../../library/ingest.ts';
import { type Call, type Command, serverOption } from '../command.ts';
import { count } from '../count.ts';
import { sentenceFor } from '../explain-error.ts';
import { serverFrom } from '../find-document.ts';
import { type FoundFile, findFiles } from '../find-files.ts';
import { type IngestJob, ingestWithProgress, type JobResult } from '../ingest-with-progress.ts';
import { languageOf } from '../language-of.ts';
import type { CliApp, Session } from '../session.ts';
import { sha256 } from '../sha256.ts';
import { Stopped, untilStopped } from '../stopped.ts';
import { UsageError } from '../usage-error.ts';

export const indexFiles: Command = {
  name: 'index',
  summary: 'Add text and Markdown files to the documents.',
  usage: ['index PATH… [--title …] [--publisher …] [--author …] [--genre …] [--published YYYY-MM-DD] [--url …]'],
  options: {
    id: { value: 'ID', help: 'A name to ask it by, for one file; left out: made of the file’s name.' },
    title: { value: 'TITLE', help: 'Its title, for one file; left out: the file’s name.' },
    publisher: { value: 'NAME', help: 'Who published it.' },
    author: { value: 'NAME', help: 'Who wrote it.' },
    genre: {
      value: 'GENRE',
      help: 'op-ed, news, report, book, …: the noun in “The report claims”. Left out: document.',
    },
    published: { value: 'DATE', help: 'When: YYYY, YYYY-MM or YYYY-MM-DD.' },
    url: { value: 'URL', help: 'Where it stands in the web, for one file.' },
    language: { value: 'CODE', help: 'Its language, such as en or fr; left out: told by its beginning.' },
    server: { ...serverOption, help: 'Add it for one Discord server only; left out: for everybody.' },
  },
  words: { min: 1, max: Number.POSITIVE_INFINITY, called: 'A file or folder' },
  async run(call, session) {
    const details = detailsFrom(call);
    const files = await findFiles(call.words);
    for (const only of ['id', 'title', 'url'])
      if (files.length > 1 && call.value(only) !== undefined)
        throw new UsageError(`--${only} is for one file, and these are ${files.length}.`, call.command.name);
    requireDifferentIds(files, details);
    const app = await session.app();
    const jobs = files.map((file) => jobFor(file, details, app));
    return report(jobs, details, app, session);
  },
};

type Details = Omit<Parameters<typeof documentFromFile>[2], 'language'> & { readonly language: string | undefined };

/** Of a wrong value an error repeats no more than this. */
const shownCharacters = 100;

/** @throws UsageError naming the option that is wrong */
function detailsFrom(call: Call): Details {
  const wrong = (option: string, should: string): never => {
    const given = call.value(option) ?? '';
    const shown = given.length > shownCharacters ? `${given.slice(0, shownCharacters)}…` : given;
    throw new UsageError(`--${option} should be ${should}, not '${shown}'.`, call.command.name);
  };
  const text = (option: string): string | undefined => {
    const value = call.value(option)?.trim();
    return value === '' ? undefined : value;
  };
  const published = text('published');
  if (published && !/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/u.test(published))
    wrong('published', 'YYYY, YYYY-MM or YYYY-MM-DD');
  const url = text('url');
  const problem = url && addressProblem(url);
  if (problem) wrong('url', problem);
  const language = text('language');
  if (language && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/iu.test(language)) wrong('language', 'a code such as en or pt-BR');
  return {
    owner: serverFrom(call.value('server')) ?? everyone,
    id: text('id'),
    title: text('title'),
    publisher: text('publisher'),
    author: text('author'),
    genre: text('genre')?.toLowerCase(),
    published,
    url,
    language,
  };
}

const jobFor = (file: FoundFile, details: Details, app: CliApp): IngestJob => ({
  label: file.path,
  bytes: file.bytes,
  read: async () => {
    const bytes = await readDocumentFile(file.path);
    const language = details.language ?? (await languageOf(bytes));
    const incoming = documentFromFile(file.name, bytes, { ...details, language });
    await requireNoOtherLedger(incoming, app);
    return incoming;
  },
});

/** Two files of one name would be two revisions of one document, and the first would be gone. */
function requireDifferentIds(files: readonly FoundFile[], details: Details): void {
  const nothing = new Uint8Array();
  const paths = new Map<string, string>();
  for (const { name, path } of files) {
    const { id } = documentFromFile(name, nothing, { ...details, language: 'en' }).facts;
    const other = paths.get(id);
    if (other !== undefined)
      throw new InputError(`${other} and ${path} would both be called '${id}': index one of them alone, with --id.`);
    paths.set(id, path);
  }
}

/** The places of a ledger's claims are those of one text; another text under its name would be misquoted. */
async function requireNoOtherLedger({ facts, bytes, label }: NewDocument, app: CliApp): Promise<void> {
  const { owner, id } = facts;
  const entries = await app.ledgerStore.entries({ owner, documentId: id });
  const claims = entries.filter(({ body }) => body.kind === 'claim').length;
  if (claims === 0 || entries.some(({ body }) => body.kind === 'header' && body.textSha256 === sha256(bytes))) return;
  throw new InputError(
    `${label} is not the text whose ${claims} claims are in the ledger of '${id}': give it another name with --id.`,
  );
}

/** Ingests, says what became of each file, and makes the index ready, so that the first question does not wait. */
async function report(jobs: readonly IngestJob[], { owner }: Details, app: CliApp, session: Session): Promise<number> {
  const { out, err } = session.terminal;
  let finished = 0;
  try {
    for await (const result of ingestWithProgress(jobs, app, session)) {
      if (result.ok) finished++;
      await (result.ok ? out.line(describe(result.ingested)) : err.line(refusal(result)));
    }
    if (finished > 0) await untilStopped(app.library.searchable(owner), session.signal);
  } catch (error) {
    if (session.signal.reason instanceof Stopped && session.signal.reason.reason !== 'output-closed')
      await err.line(
        `Stopped. ${finished} of ${count(jobs.length, 'document')} stored whole, nothing of the rest; the same command goes on from there.`,
      );
    throw error;
  }
  return finished === jobs.length ? 0 : 1;
}

const describe = ({ documentId, blocks, sentences, result }: Ingested): string =>
  `${documentId}: ${count(blocks, 'paragraph')}, ${count(sentences, 'sentence')}, ${result}`;

/** What is wrong with one file does not keep the others out; anything else does. */
function refusal({ error }: Extract<JobResult, { readonly ok: false }>): string {
  if (error instanceof InputError) return `hearsay: ${sentenceFor(error)}`;
  throw error;
}
