import { onTestFinished } from 'vitest';
import type { DocumentFacts } from '../../src/domain/document.ts';
import { type Ingested, type IngestProgress, ingest, type NewDocument } from '../../src/library/ingest.ts';
import { Library, type OpenIndex } from '../../src/library/library.ts';
import type { Embedder } from '../../src/retrieval/embedder.ts';
import { openIndexIn } from '../../src/store/open-index.ts';
import { openSqlite, type Stores } from '../../src/store/open-sqlite.ts';
import { temporaryFolder } from '../contract/stores.ts';
import { factsOf } from './documents.ts';
import { WordEmbedder } from './word-embedder.ts';

/** A real database and real index files in a folder that goes with the test; only the weights are left out. */
export type SmallLibrary = {
  readonly folder: string;
  readonly stores: Stores;
  readonly library: Library;
  readonly embedder: Embedder;
  /** How often index files were opened. */
  readonly opened: () => number;
  /** What the library logged. */
  readonly lines: readonly string[];
  readonly add: (
    text: string | Uint8Array,
    facts?: Partial<DocumentFacts>,
    options?: { signal?: AbortSignal; onProgress?: (progress: IngestProgress) => void },
  ) => Promise<Ingested>;
};

export const newDocument = (text: string | Uint8Array, facts: Partial<DocumentFacts> = {}): NewDocument => ({
  facts: factsOf(facts),
  format: 'text',
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  label: `${facts.id ?? 'river-report'}.txt`,
});

/** @param folder of another one, to open the same files a second time as another process does */
export async function openSmallLibrary(
  folder?: string,
  embedder: Embedder = new WordEmbedder(),
): Promise<SmallLibrary> {
  const at = folder ?? (await temporaryFolder());
  const stores = await openSqlite(at);
  const open = openIndexIn(at, { log: () => {} });
  const lines: string[] = [];
  let opened = 0;
  const openIndex: OpenIndex = (...given) => {
    opened++;
    return open(...given);
  };
  const library = new Library({ store: stores.documents, embedder, openIndex, log: (line) => lines.push(line) });
  onTestFinished(async () => {
    await library.close();
    await stores.close();
  });
  const into = { store: stores.documents, embedder, now: () => new Date('2026-11-22T10:00:00Z') };
  return {
    folder: at,
    stores,
    library,
    embedder,
    opened: () => opened,
    lines,
    add: (text, facts, options) => ingest(newDocument(text, facts), into, options),
  };
}
