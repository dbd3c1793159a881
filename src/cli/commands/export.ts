import { genreNoun } from '../../answer/genre.ts';
import type { Document } from '../../domain/document.ts';
import { InputError } from '../../domain/errors.ts';
import { type ExportFormat, exportFormats, isExportFormat } from '../../ledger/export-formats.ts';
import type { ExportFile } from '../../ledger/export-ledger.ts';
import { claimNumbered } from '../../ledger/ledger.ts';
import type { RevisionSummary } from '../../library/document-store.ts';
import { type Call, type Command, documentOption, serverOption } from '../command.ts';
import { findDocument, local, serverFrom } from '../find-document.ts';
import { writeFileTo } from '../output-file.ts';
import type { CliApp, Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { documentJson } from './documents.ts';

export const exportAll: Command = {
  name: 'export',
  summary: 'Write documents’ metadata and ledgers for other programs, or to import again.',
  usage: [
    'export [--document ID] [--out FILE]',
    'export --format yaml|claimreview|web-annotation|averitec --document ID [--out FILE]',
  ],
  options: {
    format: { value: 'FORMAT', help: `One of ${exportFormats.join(', ')}; left out: json.` },
    document: { ...documentOption, help: 'Which document; left out, JSON holds all.' },
    out: { value: 'FILE', help: 'Where to write it; left out or -: standard output.' },
    'with-hidden': { help: 'Also claims that are hidden, and in JSON what is not decided yet.' },
    server: serverOption,
  },
  notes: [
    'json            every entry that counts, in its order; spans count UTF-16 code units',
    'yaml            the ledger as it stands, which `hearsay import` reads',
    'claimreview     schema.org’s ClaimReview as JSON-LD: claims that were checked, but for opinions',
    'web-annotation  W3C’s Web Annotations of the document’s words; positions count Unicode code points',
    'averitec        the shape of the AVeriTeC data set: claims that were checked, but for opinions',
    '',
    'Nobody of the desk is named in any of them, by id or otherwise. With --server, they hold what that server added too.',
  ],
  words: { min: 0, max: 0, called: 'export' },
  async run(call, session) {
    const format = formatFrom(call.value('format') ?? 'json');
    const words = await (format === 'json' ? allAsJson(call, session) : one(format, call, session));
    const path = call.value('out') ?? '-';
    if (path === '-') await session.terminal.out.write(words);
    else await writeFileTo(path, words);
    return 0;
  },
};

function formatFrom(typed: string): ExportFormat {
  if (isExportFormat(typed)) return typed;
  throw new UsageError(`'${typed}' is no format: there are ${exportFormats.join(', ')}.`, 'export');
}

/** Each document with the entries of its ledger that count, in their order. */
async function allAsJson(call: Call, session: Session): Promise<string> {
  const app = await session.app();
  const server = serverFrom(call.value('server'));
  const id = call.value('document');
  const summaries =
    id === undefined ? await app.library.documents(server ?? local) : [(await findDocument(app, id, server)).summary];
  const { exportedEntries, jsonExport } = await import('../../ledger/export-entries.ts');
  const documents = await Promise.all(
    summaries.map(async (summary) => {
      const entries = await app.ledgers.entries(ledgerOf(summary), server);
      const input = { ...entries, document: summary.facts, withHidden: call.switchedOn('with-hidden') };
      return { ...documentJson(summary), ledger: exportedEntries(input) };
    }),
  );
  return `${JSON.stringify(jsonExport(documents), null, 2)}\n`;
}

const ledgerOf = ({ facts }: RevisionSummary) => ({ owner: facts.owner, documentId: facts.id });

async function one(format: ExportFormat, call: Call, session: Session): Promise<string> {
  const id = call.value('document');
  if (id === undefined)
    throw new UsageError(
      `Say which document to write as ${format}: --document ID. See \`hearsay documents\`.`,
      'export',
    );
  const app = await session.app();
  const server = serverFrom(call.value('server'));
  const { summary } = await findDocument(app, id, server);
  const document = await textOf(app, summary);
  const { owner } = summary.facts;
  const [{ exportLedger }, entries, placed] = await Promise.all([
    import('../../ledger/export-ledger.ts'),
    app.ledgers.entries(ledgerOf(summary), server),
    app.assistant.placed(document, server ?? owner),
  ]);
  const file = exportLedger(format, {
    ...entries,
    document,
    spansOf: (claim) => claimNumbered(placed.ledger, claim)?.spans ?? [],
    noun: genreNoun(document.facts.genre),
    withHidden: call.switchedOn('with-hidden'),
  });
  await tellLeftOut(file, session);
  return new TextDecoder().decode(file.bytes);
}

async function textOf(app: CliApp, { facts }: RevisionSummary): Promise<Document> {
  const library = await app.library.searchable(facts.owner);
  const found = library?.documents.findLast(
    ({ document }) => document.id === facts.id && document.facts.owner === facts.owner,
  );
  if (found) return found.document;
  throw new InputError(`The text of ${facts.id} can't be read: index the original text again with \`hearsay index\`.`);
}

/** "Left out: M-4 (an opinion, which has no rating), …", beside the file and not in it. */
async function tellLeftOut({ leftOut }: ExportFile, session: Session): Promise<void> {
  if (leftOut.length === 0) return;
  const claims = leftOut.map(({ id, reason }) => `${id} (${reason})`);
  await session.terminal.err.line(`Left out: ${claims.join(', ')}.`);
}
