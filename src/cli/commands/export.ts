import type { RevisionSummary } from '../../library/document-store.ts';
import { type Command, documentOption, serverOption } from '../command.ts';
import { findDocument, local, serverFrom } from '../find-document.ts';
import { OutputFile } from '../output-file.ts';
import type { CliApp } from '../session.ts';
import { documentJson } from './documents.ts';

export const exportAll: Command = {
  name: 'export',
  summary: 'Write documents’ metadata and ledgers as JSON.',
  usage: ['export [--document ID] [--out FILE]'],
  options: {
    document: { ...documentOption, help: 'Which document; left out: all.' },
    out: { value: 'FILE', help: 'Where to write it; left out or -: standard output.' },
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'export' },
  async run(call, session) {
    const app = await session.app();
    const server = serverFrom(call.value('server'));
    const id = call.value('document');
    const summaries =
      id === undefined ? await app.library.documents(server ?? local) : [(await findDocument(app, id, server)).summary];
    const documents = await Promise.all(summaries.map((summary) => exported(summary, app)));
    const json = `${JSON.stringify({ format: 'hearsay-export/1', offsets: 'utf-16', documents }, null, 2)}\n`;
    const path = call.value('out') ?? '-';
    if (path === '-') await session.terminal.out.write(json);
    else await writeTo(path, json);
    return 0;
  },
};

/** A document with every entry of its ledger, in their order. */
async function exported(summary: RevisionSummary, app: CliApp) {
  const { owner, id } = summary.facts;
  return { ...documentJson(summary), ledger: await app.ledgerStore.entries({ owner, documentId: id }) };
}

async function writeTo(path: string, words: string): Promise<void> {
  const file = await OutputFile.open(path);
  try {
    await file.write(words);
  } finally {
    await file.close();
  }
}
