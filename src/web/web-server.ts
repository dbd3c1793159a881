import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { PageSource } from '../answer/source-page.ts';
import type { LedgerId } from '../ledger/entry.ts';
import type { LedgerEntries } from '../ledger/ledgers.ts';
import { openTicket } from '../servers/page-link.ts';
import { linkedDataOf } from './linked-data.ts';
import { type PageWish, type Rendered, SourcePages } from './source-pages.ts';

/** What the web server asks of the rest. */
export type WebParts = {
  /** A document as a server sees it; undefined where there is none such. */
  readonly pageSource: (request: {
    readonly server: string;
    readonly document: string;
  }) => Promise<PageSource | undefined>;
  /** Whether a server's owner has published a document's page. */
  readonly isPublished: (server: string, documentId: string) => Promise<boolean>;
  /** Whose documents everybody may read. */
  readonly everyone: string;
  /** What a document's ledger is folded from, as a server sees it. */
  readonly entriesOf: (document: LedgerId, server: string) => Promise<LedgerEntries>;
  readonly ticketKey: Uint8Array;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
};

export type WebSettings = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The style sheet. */
  readonly style: URL;
};

export type WebServer = {
  /** Where it listens. */
  readonly origin: string;
  close(): Promise<void>;
};

/** Nothing from elsewhere, no script, no form, no frame. */
const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // The address of a private page is the right to read it.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const unavailable =
  'There is no page at this address. A link from Discord is good for some days only: press “Check source” again for a new one.';
const broken = 'Something is wrong on my side. It was logged, and somebody will look at it.';

/** Serves source pages. @throws the system's error where the port is taken */
export async function startWebServer(settings: WebSettings, parts: WebParts): Promise<WebServer> {
  const style = await readFile(settings.style);
  const { fetch } = routes(parts, style);
  const server = createAdaptorServer({ fetch }) as Server; // without options for HTTP/2 it is a server of HTTP/1
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    origin: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function routes(parts: WebParts, style: Buffer): Hono {
  const pages = new SourcePages();
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  });
  app.get('/health', (context) => context.text('ok'));
  app.get('/assets/page.css', (context) =>
    context.body(new Uint8Array(style), 200, {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'no-cache',
    }),
  );
  const page = async (context: Context, server: string, document: string): Promise<Response> => {
    const source = await parts.pageSource({ server, document });
    if (!source) return missing(context);
    const isPublic = await parts.isPublished(server, document);
    const rendered = await pages.render(source, wishOf(context), isPublic, async () => {
      const { owner, id: documentId } = source.in.document.facts;
      return linkedDataOf(source, await parts.entriesOf({ owner, documentId }, server));
    });
    return rendered ? send(context, rendered, isPublic) : missing(context);
  };
  app.get('/d/:document', (context) => page(context, parts.everyone, context.req.param('document')));
  app.get('/s/:server/:document', async (context) => {
    const { server, document } = context.req.param();
    return (await parts.isPublished(server, document)) ? page(context, server, document) : missing(context);
  });
  app.get('/t/:ticket', (context) => {
    const ticket = openTicket(parts.ticketKey, context.req.param('ticket'), parts.now());
    return ticket ? page(context, ticket.server, ticket.documentId) : missing(context);
  });
  app.notFound(missing);
  app.onError((error, context) => {
    parts.onError(error);
    return context.text(broken, 500);
  });
  return app;
}

/** One and the same for what never was, what is somebody else's and what has expired. */
const missing = (context: Context): Response => context.text(unavailable, 404, { 'X-Robots-Tag': 'noindex' });

const wishOf = (context: Context): PageWish => ({ part: context.req.query('part'), at: context.req.query('at') });

/** Asked again each time, because what is hidden has to be hidden at once; unchanged, nothing is sent. */
function send(context: Context, { html, gzipped, etag }: Rendered, isPublic: boolean): Response {
  const common = {
    ETag: etag,
    'Cache-Control': isPublic ? 'public, no-cache' : 'private, no-cache',
    Vary: 'Accept-Encoding',
    ...(isPublic ? {} : { 'X-Robots-Tag': 'noindex, nofollow, noarchive' }),
  };
  if (context.req.header('if-none-match') === etag) return context.body(null, 304, common);
  const zipped = /\bgzip\b/u.test(context.req.header('accept-encoding') ?? '');
  return context.body(new Uint8Array(zipped ? gzipped : html), 200, {
    ...common,
    'Content-Type': 'text/html; charset=utf-8',
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
}
