import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codePointToUtf16, utf16ToCodePoint } from './corpus/locate.ts';
import { formatOf } from './corpus/make-document.ts';
import { sha256 } from './corpus/sha256.ts';
import { OperatorError } from './domain/errors.ts';
import { saysWords } from './domain/same-words.ts';
import type { LedgerStore } from './ledger/ledger-store.ts';
import type { FindQuote } from './ledger/parse-ledger.ts';
import type { NewDocument } from './library/ingest.ts';
import { everyone } from './library/library.ts';

/** One folder of `corpus/`: a document, and its ledger where it has one. */
export type BuiltIn = {
  readonly document: NewDocument;
  readonly sha256: string;
  readonly ledger: { readonly yaml: string; readonly sha256: string } | undefined;
};

/**
 * Reads the built-in documents.
 * @throws OperatorError where a text is not the one its `document.json` names
 */
export async function readBuiltIns(corpusFolder: string): Promise<BuiltIn[]> {
  const entries = await readdir(corpusFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(folders.sort().map((name) => readBuiltIn(join(corpusFolder, name), name)));
}

type DocumentFile = { file: string; sha256: string } & Omit<NewDocument['facts'], 'owner'>;

async function readBuiltIn(folder: string, name: string): Promise<BuiltIn> {
  // Carried with the program and compared by hash below, so its shape is trusted.
  const {
    file,
    sha256: expected,
    ...facts
  } = JSON.parse(await readFile(join(folder, 'document.json'), 'utf8')) as DocumentFile;
  const bytes = await readFile(join(folder, file));
  if (sha256(bytes) !== expected)
    throw new OperatorError(
      `corpus/${name}/${file} is not the text that its document.json names (sha256 differs). Restore it with \`git checkout -- corpus\` or install Hearsay again.`,
    );
  const ledger = await readFile(join(folder, 'ledger.yaml')).catch(() => undefined);
  return {
    document: { facts: { ...facts, owner: everyone }, format: formatOf(file), bytes, label: `corpus/${name}/${file}` },
    sha256: expected,
    ledger: ledger && { yaml: ledger.toString('utf8'), sha256: sha256(ledger) },
  };
}

/** Finds a ledger's quotes in a text: exactly these words at exactly this code point. */
export const quoteFinder =
  (text: string): FindQuote =>
  (quote, codePoint) => {
    if (codePoint > utf16ToCodePoint(text, text.length)) return undefined;
    const start = codePointToUtf16(text, codePoint);
    return text.startsWith(quote, start) ? { start, end: start + quote.length } : undefined;
  };

/** Puts a shipped ledger into the store where it is not there yet or has changed. The parser is loaded only then. */
export async function importLedger({ document, sha256: expected, ledger }: BuiltIn, store: LedgerStore): Promise<void> {
  const id = { owner: document.facts.owner, documentId: document.facts.id };
  if (!ledger || (await store.importedFrom(id)) === ledger.sha256) return;
  const { parseLedger } = await import('./ledger/parse-ledger.ts');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(document.bytes);
  const { documentSha256, entries } = parseLedger(ledger.yaml, quoteFinder(text), saysWords(text));
  if (documentSha256 !== expected)
    throw new OperatorError(
      `The ledger of ${document.label} belongs to another text. Restore both with \`git checkout -- corpus\`.`,
    );
  await store.replaceImported(id, ledger.sha256, entries);
}
