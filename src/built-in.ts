import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codePointToUtf16, utf16ToCodePoint } from './corpus/locate.ts';
import { formatOf } from './corpus/make-document.ts';
import { sha256 } from './corpus/sha256.ts';
import { InputError, OperatorError } from './domain/errors.ts';
import { everyone } from './domain/everyone.ts';
import { saysWords } from './domain/same-words.ts';
import type { LedgerStore } from './ledger/ledger-store.ts';
import type { FindQuote } from './ledger/parse-ledger.ts';
import type { DocumentStore } from './library/document-store.ts';
import type { NewDocument } from './library/ingest.ts';
import type { ServerStore } from './servers/server-store.ts';

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

/** Where the built-in documents come in, and where it is kept which of them were removed. */
type BuiltInParts = {
  readonly documents: DocumentStore;
  readonly ledgers: LedgerStore;
  readonly settings: Pick<ServerStore, 'setting' | 'setSetting'>;
  readonly ingest: (document: NewDocument) => Promise<unknown>;
};

/** The built-in documents come in at every start, but for those that the operator removed. */
export class BuiltIns {
  readonly #all: readonly BuiltIn[];
  readonly #parts: BuiltInParts;

  constructor(all: readonly BuiltIn[], parts: BuiltInParts) {
    this.#all = all;
    this.#parts = parts;
  }

  has(owner: string, documentId: string): boolean {
    return this.#all.some(({ document: { facts } }) => facts.owner === owner && facts.id === documentId);
  }

  async bringIn(): Promise<void> {
    for (const builtIn of this.#all) if (!(await this.#isKeptOut(builtIn))) await this.#bringIn(builtIn);
  }

  /** From now on it stays removed. */
  keepOut(documentId: string): Promise<void> {
    return this.#parts.settings.setSetting(keptOutKey(documentId), 'yes');
  }

  /**
   * Brings back those that were removed.
   * @returns their ids
   * @throws InputError where another document was given the id of one meanwhile; nothing is overwritten
   */
  async restore(): Promise<string[]> {
    const taken = new Set((await this.#parts.documents.list([everyone])).map(({ facts }) => facts.id));
    const restored: string[] = [];
    for (const builtIn of this.#all) {
      const { id } = builtIn.document.facts;
      if (!(await this.#isKeptOut(builtIn))) continue;
      if (taken.has(id))
        throw new InputError(
          `'${id}' is a document that was indexed since the built-in one was removed. Remove it first with \`hearsay remove ${id} --ledger\`, then restore.`,
        );
      await this.#bringIn(builtIn);
      await this.#parts.settings.setSetting(keptOutKey(id), 'no');
      restored.push(id);
    }
    return restored;
  }

  async #bringIn(builtIn: BuiltIn): Promise<void> {
    await this.#parts.ingest(builtIn.document);
    await importLedger(builtIn, this.#parts.ledgers);
  }

  async #isKeptOut({ document: { facts } }: BuiltIn): Promise<boolean> {
    return (await this.#parts.settings.setting(keptOutKey(facts.id))) === 'yes';
  }
}

const keptOutKey = (documentId: string): string => `built-in-removed/${documentId}`;

/**
 * Puts a shipped ledger into the store where it is not there yet or has changed, but never over one that was imported by
 * hand. The parser is loaded only then.
 */
async function importLedger({ document, sha256: expected, ledger }: BuiltIn, store: LedgerStore): Promise<void> {
  const id = { owner: document.facts.owner, documentId: document.facts.id };
  if (!ledger) return;
  const imported = await store.importedFrom(id);
  if (imported === ledger.sha256) return;
  if (imported === undefined && (await store.entries(id)).length > 0) return;
  const { parseLedger } = await import('./ledger/parse-ledger.ts');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(document.bytes);
  const { documentSha256, entries } = parseLedger(ledger.yaml, quoteFinder(text), saysWords(text));
  if (documentSha256 !== expected)
    throw new OperatorError(
      `The ledger of ${document.label} belongs to another text. Restore both with \`git checkout -- corpus\`.`,
    );
  await store.replaceImported(id, ledger.sha256, entries);
}
