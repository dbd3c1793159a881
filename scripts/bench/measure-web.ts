import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { PageSource } from '../../dist/answer/source-page.js';
import { projectFolder } from '../../dist/config.js';
import { makeDocument } from '../../dist/corpus/make-document.js';
import { outlineOf } from '../../dist/corpus/outline.js';
import { encodeReceipt } from '../../dist/corpus/receipt.js';
import { foldLedger } from '../../dist/ledger/ledger.js';
import { startWebServer } from '../../dist/web/web-server.js';
import { newDocument } from './bench-app.ts';
import { generateDocument } from './generate-corpus.ts';
import { claimEntries } from './measure-desk.ts';

export type WebTimes = {
  readonly pages: number;
  readonly characters: number;
  readonly claims: number;
  /** Server time of a request that nothing was drawn for yet, in milliseconds: the first part, and the part of a receipt. */
  readonly firstMs: number;
  readonly receiptMs: number;
  /** Of the first part, as sent (gzip) and as read. */
  readonly sentBytes: number;
  readonly htmlBytes: number;
  /** Requests for a cached part that one process answered. */
  readonly perSecond: number;
};

const charactersPerPage = 2_000;
const pages = 300;
const claims = 300;
const loadSeconds = 5;

/** A document of 300 pages with 300 claims and 3,000 records, served as it is to readers. */
export async function measureWeb(): Promise<WebTimes> {
  const source = longSource();
  const { document } = source.in;
  const server = await startWebServer(
    { host: '127.0.0.1', port: 0, style: pathToFileURL(join(projectFolder, 'src/web/page.css')) },
    {
      pageSource: async () => source,
      isPublished: async () => true,
      entriesOf: async () => ({ base: [], own: [] }),
      everyone: 'everyone',
      ticketKey: new Uint8Array(32),
      now: () => new Date(),
      onError: (error) => {
        throw error;
      },
    },
  );
  try {
    const url = `${server.origin}/d/long`;
    const first = await timed(url);
    const start = Math.floor(document.text.length * 0.8);
    const asked = await timed(`${url}?at=${encodeReceipt({ revision: document.sha256, start, length: 40 })}`);
    const sent = await fetch(url, { headers: { 'Accept-Encoding': 'gzip' }, method: 'GET' });
    const html = await sent.text();
    return {
      pages,
      characters: document.text.length,
      claims,
      firstMs: first,
      receiptMs: asked,
      sentBytes: await bytesSent(url),
      htmlBytes: Buffer.byteLength(html),
      perSecond: await requestsPerSecond(url),
    };
  } finally {
    await server.close();
  }
}

function longSource(): PageSource {
  const generated = generateDocument(11, 9_000);
  const { facts } = newDocument('long', generated);
  const text = generated.markdown.slice(0, pages * charactersPerPage);
  const document = makeDocument(facts, 'markdown', text);
  const entries = Array.from({ length: claims }, (_, at) => claimEntries(at + 1, (at * text.length) / claims)).flat();
  const ledger = foldLedger(
    [],
    entries.map((body, at) => ({ seq: at + 1, at: '2026-11-22T00:00:00.000Z', by: 'somebody', rule: 'desk/1', body })),
  );
  const indexed = { document, outline: outlineOf(text, 'markdown', 'en'), firstBlock: 0, firstSentence: 0 };
  return { in: indexed, ledger, withheld: [] };
}

async function timed(url: string): Promise<number> {
  const since = performance.now();
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url}: ${response.status}`);
  const took = performance.now() - since;
  await response.arrayBuffer();
  return took;
}

/** Of the body, as it goes over the wire. */
async function bytesSent(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'gzip' } });
  const length = response.headers.get('content-length');
  return length === null ? (await response.arrayBuffer()).byteLength : Number(length);
}

/** By autocannon, in a process of its own. */
async function requestsPerSecond(url: string): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon');
  const argv = [
    program,
    '--json',
    '--no-progress',
    '-c',
    '16',
    '-d',
    String(loadSeconds),
    '-H',
    'accept-encoding=gzip',
    url,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { maxBuffer: 10_000_000 });
  // as: what autocannon documents for --json
  const { requests, non2xx, errors } = JSON.parse(stdout) as {
    requests: { average: number };
    non2xx: number;
    errors: number;
  };
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} of the requests failed`);
  return requests.average;
}
