import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { PageSource } from '../../src/answer/source-page.ts';
import { startWebServer, type WebParts, type WebServer } from '../../src/web/web-server.ts';

export type WebStage = {
  readonly server: WebServer;
  /** By server and document: `everyone/meo-mossalaha`. Tests put in what they want to be there. */
  readonly sources: Map<string, PageSource>;
  readonly published: Set<string>;
  readonly errors: unknown[];
  readonly ticketKey: Uint8Array;
  /** What its clock says. */
  now: Date;
};

/** The web server over sources that a test gives it. */
export async function setWebStage(more: Partial<WebParts> = {}): Promise<WebStage> {
  const sources = new Map<string, PageSource>();
  const published = new Set<string>();
  const errors: unknown[] = [];
  const ticketKey = randomBytes(32);
  const clock = { now: new Date('2026-11-22T10:00:00Z') };
  const server = await startWebServer(
    { host: '127.0.0.1', port: 0, style: new URL('../../src/web/page.css', import.meta.url) },
    {
      pageSource: async ({ server: owner, document }) => sources.get(`${owner}/${document}`),
      isPublished: async (owner, document) => published.has(`${owner}/${document}`),
      everyone: 'everyone',
      entriesOf: async () => ({ base: [], own: [] }),
      ticketKey,
      now: () => clock.now,
      onError: (error) => errors.push(error),
      ...more,
    },
  );
  onTestFinished(() => server.close());
  return {
    server,
    sources,
    published,
    errors,
    ticketKey,
    get now() {
      return clock.now;
    },
    set now(at) {
      clock.now = at;
    },
  };
}
