import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Assistant } from './answer/assistant.ts';
import { ClaimScreens } from './answer/claim-screens.ts';
import { NearClaims } from './answer/near-claims.ts';
import type { Reader } from './answer/reader.ts';
import { BuiltIns, readBuiltIns } from './built-in.ts';
import { type Config, projectFolder } from './config.ts';
import { everyone } from './domain/everyone.ts';
import { Desk } from './ledger/desk.ts';
import type { LedgerStore } from './ledger/ledger-store.ts';
import { Ledgers } from './ledger/ledgers.ts';
import { type Ingested, type IngestProgress, ingest, type NewDocument } from './library/ingest.ts';
import { Library } from './library/library.ts';
import { openModels } from './models/onnx-models.ts';
import type { Embedder } from './retrieval/embedder.ts';
import type { ServerStore } from './servers/server-store.ts';
import type { Stores } from './store/open-sqlite.ts';
import { type WebAddress, WebPages } from './web-pages.ts';

/** What is called of a pino logger. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type IngestOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
};

/** Everything a surface needs, put together once. */
export type App = {
  readonly assistant: Assistant;
  readonly library: Library;
  readonly ledgers: Ledgers;
  readonly ledgerStore: LedgerStore;
  /** The moderators'. */
  readonly desk: Desk;
  /** What they look at. */
  readonly screens: ClaimScreens;
  readonly servers: ServerStore;
  readonly embedder: Embedder;
  readonly reader: Reader;
  /** Stores a document; the same bytes again are a no-op. */
  readonly ingest: (incoming: NewDocument, options?: IngestOptions) => Promise<Ingested>;
  /** A built-in document stays removed until it is restored. @returns whether it was there */
  readonly removeDocument: (owner: string, documentId: string) => Promise<boolean>;
  readonly isBuiltIn: (owner: string, documentId: string) => boolean;
  /** Brings removed built-in documents back. @returns their ids @throws InputError where an id is taken */
  readonly restoreBuiltIns: () => Promise<string[]>;
  /** Serves source pages until the app is closed; from then on quotes lead there. @throws OperatorError where the port is taken */
  readonly serveWeb: (settings: WebAddress) => Promise<void>;
  /** Waits for what runs, then closes files and lets the process end. */
  readonly close: () => Promise<void>;
};

/**
 * Opens everything in `config.dataDir` and brings the built-in documents in where they are missing.
 * @throws OperatorError where the folder, the database, the model or a built-in text can't be used
 */
export async function openApp(
  config: Config,
  { log, now = () => new Date() }: { log: Log; now?: () => Date },
): Promise<App> {
  const line = (message: string): void => log.warn({}, message);
  // First, because the model loads in its thread while everything else is imported and opened here.
  const models = await openModels({ folder: join(projectFolder, 'models'), log });
  let stores: Stores | undefined;
  try {
    const [{ openSqlite }, { openIndexIn }, { textVectorsIn }] = await Promise.all([
      import('./store/open-sqlite.ts'),
      import('./store/open-index.ts'),
      import('./store/text-vectors.ts'),
    ]);
    const opened = await openSqlite(config.dataDir);
    stores = opened;
    const { embedder, reader } = models;
    const into = { store: opened.documents, embedder, now };
    const builtIns = new BuiltIns(await readBuiltIns(join(projectFolder, 'corpus')), {
      documents: opened.documents,
      ledgers: opened.ledgers,
      settings: opened.servers,
      ingest: (document) => ingest(document, into),
    });
    await builtIns.bringIn();
    const library = new Library({
      store: opened.documents,
      embedder,
      openIndex: openIndexIn(config.dataDir, {
        log: (message, expected) => (expected ? log.info : log.warn).call(log, {}, message),
      }),
      log: line,
    });
    const ledgers = new Ledgers(opened.ledgers);
    const embedTexts = textVectorsIn(config.dataDir, embedder, line);
    const web = new WebPages({ settings: opened.servers, ledgers, now, log });
    const assistant = new Assistant({ library, ledgers, embedder, reader, embedTexts, pages: web.addresses, now });
    const screens = new ClaimScreens({
      library,
      placed: (document, server) => assistant.placed(document, server),
    });
    return {
      assistant,
      serveWeb: (address) => web.serve(address, assistant),
      library,
      ledgers,
      ledgerStore: opened.ledgers,
      desk: new Desk({
        store: opened.ledgers,
        ledgers,
        similar: new NearClaims({ screens, embedTexts }),
        now,
        newId: () => randomBytes(6).toString('base64url'),
      }),
      screens,
      servers: opened.servers,
      embedder,
      reader,
      ingest: (incoming, options) => ingest(incoming, into, options),
      removeDocument: async (owner, documentId) => {
        if (builtIns.has(owner, documentId)) await builtIns.keepOut(documentId);
        return opened.documents.remove(owner, documentId);
      },
      isBuiltIn: (owner, documentId) => builtIns.has(owner, documentId),
      restoreBuiltIns: async () => {
        const restored = await builtIns.restore();
        for (const documentId of restored) ledgers.changed({ owner: everyone, documentId });
        return restored;
      },
      close: async () => {
        await web.close();
        await models.close();
        await library.close();
        await opened.close();
      },
    };
  } catch (error) {
    await models.close();
    await stores?.close();
    throw error;
  }
}
