import { readFile } from 'node:fs/promises';
import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import { saysWords } from '../../domain/same-words.ts';
import type { Entry, LedgerId } from '../../ledger/entry.ts';
import { exportedFor } from '../../ledger/export-formats.ts';
import type { FindQuote } from '../../ledger/parse-ledger.ts';
import { explainReading } from '../../library/document-file.ts';
import { type Command, serverOption } from '../command.ts';
import { count } from '../count.ts';
import { local, serverFrom } from '../find-document.ts';
import type { CliApp, Session } from '../session.ts';

type NewEntries = readonly Omit<Entry, 'seq'>[];

export const importLedger: Command = {
  name: 'import',
  summary: 'Add a ledger file (YAML) to the document it belongs to.',
  usage: ['import FILE'],
  options: { server: serverOption },
  notes: [
    'It never merges: a document with another ledger is left as it is. To put this one in its place, remove both with',
    '`hearsay remove ID --ledger`, add the text again with `hearsay index TEXT --id ID`, and import. To keep the ledger',
    'that was there, write it first with `hearsay export --format yaml --document ID --out FILE`, which can be imported',
    'again; the other formats are for other programs. The ledger of a built-in document comes back with',
    '`hearsay documents --restore`. Verdicts come in as what the file says, for moderators to confirm.',
    '',
  ],
  words: { min: 1, max: 1, called: 'The ledger’s file' },
  async run(call, session) {
    const path = call.words[0]!;
    const yaml = await readLedger(path);
    const app = await session.app();
    const { id, entries } = await fitting(yaml, serverFrom(call.value('server')) ?? local, app, session);
    const added = await append(id, entries, app);
    const claims = entries.filter(({ body }) => body.kind === 'claim').length;
    const sentence = added
      ? `Imported ${count(claims, 'claim')} into the ledger of ${id.documentId}.`
      : `The ledger of ${id.documentId} holds exactly this already; nothing was written.`;
    await session.terminal.out.line(sentence);
    return 0;
  },
};

async function readLedger(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainReading(error, path);
  });
  const yaml = decoded(bytes, path);
  const format = exportedFor(yaml);
  if (format)
    throw new InputError(
      `${path} was made by \`hearsay export\` as ${format}, for other programs, and cannot be imported: write the ledger with \`--format yaml\`.`,
    );
  return yaml;
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError(`${path} is not UTF-8 text: a ledger is a YAML file saved as UTF-8.`, { cause });
  }
}

/** The document with the very text that the ledger was written for, and the ledger's entries. */
async function fitting(
  yaml: string,
  server: string,
  app: CliApp,
  session: Session,
): Promise<{ id: LedgerId; entries: NewEntries }> {
  // The parser and its packages are loaded only here.
  const { parseLedger } = await import('../../ledger/parse-ledger.ts');
  const wanted = parseLedger(yaml, anywhere, () => false).documentSha256;
  const library = await app.library.searchable(server);
  const found = library?.documents.findLast(({ document }) => document.sha256 === wanted);
  if (!found)
    throw new InputError(
      `The ledger belongs to a text with the sha256 ${wanted}, which is not among the documents. Add that text with \`hearsay index FILE\` first.`,
    );
  const { text } = found.document;
  const { entries } = parseLedger(yaml, session.quoteFinder(text), saysWords(text));
  return { id: { owner: found.document.facts.owner, documentId: found.document.id }, entries };
}

/** Which text a ledger belongs to is known before its words can be looked for. */
const anywhere: FindQuote = () => ({ start: 0, end: 1 });

/** @returns false where the ledger is there already. @throws InputError where another one is: they can't be merged */
async function append(id: LedgerId, entries: NewEntries, app: CliApp): Promise<boolean> {
  const known = await app.ledgerStore.entries(id);
  if (known.length > 0 && sameBodies(known, entries)) return false;
  if (known.length > 0 || !(await app.ledgerStore.append(id, 0, entries))) throw new InputError(anotherLedger(id));
  app.ledgers.changed(id);
  return true;
}

/** Steps that can be typed as they are said. */
function anotherLedger({ owner, documentId }: LedgerId): string {
  const server = owner === everyone || owner === local ? '' : ` --server ${owner}`;
  return `${documentId} has another ledger already, and two cannot be merged; nothing was written. To put this one in its place: remove both with \`hearsay remove ${documentId} --ledger${server}\`, add the text again with \`hearsay index TEXT --id ${documentId}${server}\`, and import. To keep the other ledger, write it first with \`hearsay export --format yaml --document ${documentId}${server} --out FILE\`.`;
}

const sameBodies = (known: NewEntries, entries: NewEntries): boolean =>
  known.length === entries.length &&
  known.every(({ body }, at) => JSON.stringify(body) === JSON.stringify(entries[at]?.body));
