import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { isPicture } from './component-view.ts';
import type { LoopbackDiscord } from './loopback-discord.ts';
import { isFromHere } from './only-from-here.ts';
import { PageActions } from './page-actions.ts';
import { PageFeed } from './page-feed.ts';
import { maxUploadBytes, PageUploads } from './page-uploads.ts';
import type { PageSettings } from './page-view.ts';

type Env = { Bindings: HttpBindings };

const host = '127.0.0.1';
const maxBodyBytes = 64 * 1024;
const keepAliveMs = 15_000;

/** Nothing from elsewhere, no script or style in the page itself, and no way to make markup of a text. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** The page's own files that are no scripts. */
const files: Readonly<Record<string, string>> = {
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export type PageServerSettings = PageSettings & {
  /** 0 takes a free one. */
  readonly port: number;
  /** Holds the compiled scripts of the page. */
  readonly scripts: URL;
  /** Holds `page.html` and what is no script. */
  readonly assets: URL;
};

/** Serves the page on the loopback interface, to whoever knows this start's address only. */
export class PageServer {
  readonly #server: Server;
  readonly #token = randomBytes(18).toString('base64url');
  readonly #settings: PageServerSettings;
  readonly #discord: LoopbackDiscord;
  #origin = '';

  constructor(discord: LoopbackDiscord, settings: PageServerSettings) {
    this.#discord = discord;
    this.#settings = settings;
    const { fetch } = this.#routes();
    this.#server = createAdaptorServer({ fetch }) as Server; // without options for HTTP/2 it is a server of HTTP/1
  }

  /** Where the page is, with the token of this start. */
  get url(): string {
    return `${this.#origin}/${this.#token}/`;
  }

  /** @throws the system's error where the port is taken */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#settings.port, host, resolve);
    });
    const { port } = this.#server.address() as AddressInfo; // a TCP server that listens has one
    this.#origin = `http://${host}:${port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #routes(): Hono<Env> {
    const app = new Hono<Env>();
    const uploads = new PageUploads();
    const actions = new PageActions(this.#discord, uploads);
    app.use(this.#onlyTheirs());
    app.get('/:token/', (context) => this.#asset(context, 'page.html', 'text/html; charset=utf-8'));
    app.get('/:token/events', (context) => this.#events(context));
    app.post('/:token/actions', bodyLimit({ maxSize: maxBodyBytes }), async (context) =>
      context.json(await actions.take(await context.req.json().catch(() => undefined))),
    );
    app.post('/:token/uploads', bodyLimit({ maxSize: maxUploadBytes }), async (context) => {
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      const type = context.req.header('content-type') ?? 'application/octet-stream';
      return context.json(uploads.keep(context.req.query('name') ?? '', type, bytes));
    });
    app.get('/:token/files/:message/:file/:name', (context) => this.#file(context));
    app.get('/:token/:name', (context) => {
      const name = context.req.param('name');
      const type = files[name];
      if (type !== undefined) return this.#asset(context, name, type);
      return /^[a-z-]+\.js$/.test(name) ? this.#script(context, name) : context.notFound();
    });
    return app;
  }

  /** Host and Origin against other sites, the token against other people of this machine. */
  #onlyTheirs(): MiddlewareHandler<Env> {
    return async (context, next) => {
      for (const [name, value] of Object.entries(headers)) context.header(name, value);
      const asked = context.env.incoming.headers;
      const isOwnPage = context.req.method === 'GET' || asked.origin !== undefined;
      if (!isFromHere(this.#origin, asked) || !isOwnPage)
        return context.text('Only the page itself may use this.', 403);
      if (!isSame(context.req.path.split('/')[1] ?? '', this.#token))
        return context.text('This is not the address of this start. Use the one that was printed.', 403);
      return next();
    };
  }

  #asset(context: Context<Env>, name: string, type: string): Promise<Response> {
    return sent(context, new URL(name, this.#settings.assets), type);
  }

  #script(context: Context<Env>, name: string): Promise<Response> {
    return sent(context, new URL(name, this.#settings.scripts), 'text/javascript; charset=utf-8');
  }

  /** A file of a message, to be saved; a picture can be drawn too, but not opened. */
  #file(context: Context<Env>): Response | Promise<Response> {
    const message = this.#discord.message(context.req.param('message') ?? '');
    const file = message?.attachments.find(({ id }) => id === context.req.param('file'));
    if (file === undefined) return context.notFound();
    context.header('Content-Disposition', 'attachment');
    context.header('Content-Type', isPicture(file) ? file.contentType : 'application/octet-stream');
    return context.body(new Uint8Array(file.bytes));
  }

  #events(context: Context<Env>): Response | Promise<Response> {
    const person = this.#discord.person(context.req.query('as') ?? '') ?? this.#discord.people[0];
    if (person === undefined) return context.notFound();
    const feed = new PageFeed(this.#discord, person, this.#settings);
    return streamSSE(context, (stream) => this.#feed(stream, feed));
  }

  /** Tells what changed, once for all that changed at once, until the page is closed. */
  async #feed(stream: SSEStreamingApi, feed: PageFeed): Promise<void> {
    let wake: () => void = () => {};
    const { world } = this.#discord;
    const unwatch = world.watch(() => wake());
    const unlisten = world.listen((event) => {
      feed.hear(event);
      wake();
    });
    stream.onAbort(() => wake());
    while (!stream.aborted && !stream.closed) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      for (const event of feed.next()) await stream.writeSSE(event);
      await withKeepAlive(stream, changed);
    }
    unwatch();
    unlisten();
  }
}

/** Waits; says now and then that the connection is alive, which also shows that it is not. */
async function withKeepAlive(stream: SSEStreamingApi, changed: Promise<void>): Promise<void> {
  const alive = setInterval(() => void stream.write(': alive\n\n'), keepAliveMs);
  await changed;
  clearInterval(alive);
  await new Promise((resolve) => setImmediate(resolve));
}

async function sent(context: Context<Env>, file: URL, type: string): Promise<Response> {
  try {
    return context.body(await readFile(file), 200, { 'Content-Type': type });
  } catch {
    return context.notFound();
  }
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
