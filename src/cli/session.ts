import type { Assistant } from '../answer/assistant.ts';
import type { ClaimScreens } from '../answer/claim-screens.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { FindQuote } from '../ledger/parse-ledger.ts';
import type { Ingested, IngestProgress, NewDocument } from '../library/ingest.ts';
import type { Library } from '../library/library.ts';
import type { ServerStore } from '../servers/server-store.ts';
import type { Terminal } from './terminal.ts';

/** What the commands ask of the app. */
export type CliApp = {
  readonly assistant: Assistant;
  readonly library: Library;
  readonly ledgers: Ledgers;
  readonly ledgerStore: LedgerStore;
  readonly servers: ServerStore;
  readonly screens: ClaimScreens;
  readonly ingest: (
    incoming: NewDocument,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: IngestProgress) => void },
  ) => Promise<Ingested>;
  readonly removeDocument: (owner: string, documentId: string) => Promise<boolean>;
  readonly isBuiltIn: (owner: string, documentId: string) => boolean;
  readonly restoreBuiltIns: () => Promise<string[]>;
};

/** Something that runs until it is closed. */
export type Running = { close(): Promise<void> };

/** A slash command that the playground's page offers to try with a click. */
export type Suggestion = {
  readonly label: string;
  /** With its subcommand: `ask`. */
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
};

/** One run of the program, as far as commands have to know of it. */
export type Session = {
  readonly terminal: Terminal;
  /** Aborted with a `Stopped` at Ctrl-C, SIGTERM, or when nobody reads the output any more; with an error where all fails. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Opened when first asked for; whoever made the session closes it. @throws the signal's reason when stopped meanwhile */
  readonly app: () => Promise<CliApp>;
  /** Where everything is kept that has to stay, absolute. @throws OperatorError where a setting is wrong */
  readonly dataDir: () => string;
  /** Finds a ledger's quotes in a text: exactly these words at exactly this code point. */
  readonly quoteFinder: (text: string) => FindQuote;
  /** Keeps a second `start` off the same data. @throws OperatorError where another one runs */
  readonly takeLock: () => Promise<{ release(): void }>;
  /** Undefined where there is no token. */
  readonly startBot: (() => Promise<Running>) | undefined;
  /** Opens a Discord on this machine with the bot in it. @param settings `port` 0 takes a free one */
  readonly openPlayground: (settings: {
    readonly port: number;
    readonly suggestions: readonly Suggestion[];
  }) => Promise<Running & { readonly url: string }>;
};
