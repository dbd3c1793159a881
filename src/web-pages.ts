import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assistant } from './answer/assistant.ts';
import type { PageAddresses } from './answer/page-address.ts';
import { projectFolder } from './config.ts';
import { OperatorError } from './domain/errors.ts';
import { everyone } from './domain/everyone.ts';
import type { Ledgers } from './ledger/ledgers.ts';
import { isPublished, pageLinkKey, pagePath } from './servers/page-links.ts';
import type { ServerStore } from './servers/server-store.ts';

/** Where source pages are served. */
export type WebAddress = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** As people reach it from outside; where left out, as it is reached from here. */
  readonly publicUrl?: string | undefined;
};

type Serving = { readonly url: string; readonly key: Uint8Array; readonly close: () => Promise<void> };

/** The web server of one app: until it serves, nothing leads there. */
export class WebPages {
  #serving: Serving | undefined;

  constructor(
    private readonly parts: {
      readonly settings: ServerStore;
      readonly ledgers: Ledgers;
      readonly now: () => Date;
      readonly log: { error(fields: object, message: string): void };
    },
  ) {}

  /** @throws OperatorError where the port can't be had */
  async serve({ host, port, publicUrl }: WebAddress, assistant: Pick<Assistant, 'pageSource'>): Promise<void> {
    const { settings, ledgers, now, log } = this.parts;
    const [{ startWebServer }, key] = await Promise.all([import('./web/web-server.ts'), pageLinkKey(settings)]);
    const style = pathToFileURL(join(projectFolder, 'src', 'web', 'page.css'));
    const server = await startWebServer(
      { host, port, style },
      {
        pageSource: (request) => assistant.pageSource(request),
        isPublished: (owner, documentId) => isPublished(settings, owner, documentId),
        everyone,
        entriesOf: (document, server) => ledgers.entries(document, server),
        ticketKey: key,
        now,
        onError: (error) => log.error({ error: String(error) }, 'A page could not be served'),
      },
    ).catch((cause: NodeJS.ErrnoException) => {
      throw new OperatorError(`The port ${port} of ${host} can’t be had (${cause.code}). Set PORT to another one.`, {
        cause,
      });
    });
    this.#serving = { url: publicUrl ?? server.origin, key, close: () => server.close() };
  }

  readonly addresses: PageAddresses = {
    of: (server, document) => {
      const serving = this.#serving;
      if (!serving) return undefined;
      const path = pagePath(server, document.facts, serving.key, this.parts.now());
      return { url: `${serving.url}${path}`, revision: document.sha256 };
    },
    published: (server, documentId) => {
      const path = server === everyone ? `/d/${documentId}` : `/s/${encodeURIComponent(server)}/${documentId}`;
      return this.#serving && `${this.#serving.url}${path}`;
    },
  };

  async close(): Promise<void> {
    await this.#serving?.close();
    this.#serving = undefined;
  }
}
