import type { Assistant } from './answer/assistant.ts';
import type { Ledgers } from './ledger/ledgers.ts';
import type { IngestProgress, Ingested, NewDocument } from './library/ingest.ts';
import type { Library } from './library/library.ts';
import type { ServerStore } from './servers/server-store.ts';

/** Everything a surface needs, put together once. */
export type App = {
  readonly assistant: Assistant;
  readonly library: Library;
  readonly ledgers: Ledgers;
  readonly servers: ServerStore;
  /** Stores a document; the same bytes again are a no-op. */
  readonly ingest: (
    incoming: NewDocument,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: IngestProgress) => void },
  ) => Promise<Ingested>;
  readonly removeDocument: (owner: string, documentId: string) => Promise<boolean>;
  /** Waits for what runs, then closes files and lets the process end. */
  readonly close: () => Promise<void>;
};
