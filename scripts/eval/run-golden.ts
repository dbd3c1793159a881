import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerJson } from '../../dist/answer/answer-json.js';
import type { App } from '../../dist/app.js';
import { quoteFinder } from '../../dist/built-in.js';
import { formatOf } from '../../dist/corpus/make-document.js';
import { saysWords } from '../../dist/domain/same-words.js';
import { parseLedger } from '../../dist/ledger/parse-ledger.js';
import type { GoldenDocument } from './golden-set.ts';
import { type Judged, judge } from './judge-answer.ts';

/** Asks every question of every golden document; each document is in a library of its own. */
export async function runGolden(app: App, documents: readonly GoldenDocument[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const document of documents) {
    const { server, text } = await openGolden(app, document);
    for (const question of document.questions) {
      const answer = await app.assistant.ask({ question: question.question, server, document: document.id });
      const json = answerJson(answer, await app.assistant.ledgerOf(answer));
      judged.push(judge(question, document.id, text, json));
    }
  }
  return judged;
}

/** Brings a golden document into a library of its own; the built-in one is in everybody's. */
export async function openGolden(app: App, { id, folder }: GoldenDocument): Promise<{ server: string; text: string }> {
  const server = folder === undefined ? 'everyone' : await ingestGolden(app, folder, id);
  const library = await app.library.searchable(server);
  const found = library?.documents.find((indexed) => indexed.document.id === id);
  if (!found) throw new Error(`${id} is not in its library`);
  return { server, text: found.document.text };
}

async function ingestGolden(app: App, folder: string, id: string): Promise<string> {
  const server = `golden-${id}`;
  // Written by us beside the text and checked by a test.
  const { file, sha256: _, ...facts } = JSON.parse(readFileSync(join(folder, 'document.json'), 'utf8'));
  const bytes = readFileSync(join(folder, file));
  const own = ['id', 'title', 'publisher', 'author', 'genre', 'published', 'url', 'language'] as const;
  const known = Object.fromEntries(own.map((name) => [name, facts[name] ?? null]));
  await app.ingest({ facts: { ...known, owner: server } as never, format: formatOf(file), bytes, label: file });
  const ledger = readIfThere(join(folder, 'ledger.yaml'));
  if (ledger !== undefined) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const ledgerId = { owner: server, documentId: id };
    await app.ledgerStore.append(ledgerId, 0, parseLedger(ledger, quoteFinder(text), saysWords(text)).entries);
    app.ledgers.changed(ledgerId);
  }
  return server;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
