import { request } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageSource } from '../../src/answer/source-page.ts';
import { withheldOf } from '../../src/answer/withhold.ts';
import { encodeReceipt } from '../../src/corpus/receipt.ts';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { signTicket } from '../../src/servers/page-link.ts';
import { opEd, starterEntries } from '../helpers/built-in.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';
import { ledgerOf } from '../helpers/ledgers.ts';
import { setWebStage, type WebStage } from './web-stage.ts';

const starter = foldLedger(starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 })));
const builtIn: PageSource = { in: opEd, ledger: starter, withheld: [] };

const own = (): PageSource => {
  const text = 'Field notes\n\nThe mayor took a bribe. It rained.';
  const claim = { number: 1, spans: [spanOf(text, 'The mayor took a bribe.')], accused: ['the mayor'] };
  return { in: indexedOf(text, { id: 'notes', owner: '42' }), ledger: ledgerOf([claim]), withheld: [] };
};

const linkedData = /<script type="application\/ld\+json">(.*?)<\/script>/gsu;
const withoutLinkedData = (html: string): string => html.replace(linkedData, '');

/** The words that a page sets apart because its link asks for them. */
const asked = (html: string): string =>
  [...html.matchAll(/class="asked"[^>]*>(?:<span id="[^"]*"><\/span>)*([^<]*)</gu)].map(([, words]) => words).join('');

async function get(stage: WebStage, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${stage.server.origin}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('the page of a built-in document', () => {
  it('is there for whoever knows its address, and asks search engines to stay away', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const { status, headers, body } = await get(stage, '/d/meo-mossalaha');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(body).toContain('<meta name="robots" content="noindex');
    expect(Buffer.byteLength(body)).toBeLessThan(200_000);
  });

  it('is open to search engines once its owner has published it', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    stage.published.add('everyone/meo-mossalaha');
    const { headers, body } = await get(stage, '/d/meo-mossalaha');
    expect(headers.get('x-robots-tag')).toBeNull();
    expect(body).not.toContain('noindex');
  });

  it('has no word of the document in its title or preview, and none of the ledger’s keys anywhere', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const { body } = await get(stage, '/d/meo-mossalaha');
    const head = withoutLinkedData(body).slice(0, body.indexOf('</head>'));
    expect(head).toContain('<title>Source page · op-ed, Middle East Online</title>');
    expect(head).not.toMatch(/Hajib|Germany|terroris/iu);
    for (const { key } of starter.claims) expect(body.includes(key) ? key : '').toBe('');
  });

  it('tells search engines in schema.org’s terms what it is and how each claim was rated, but for hidden ones', async () => {
    const { entries } = starterEntries();
    const hidden = {
      at: '2026-11-22T00:00:00.000Z',
      by: '1',
      rule: 'desk/1',
      body: { kind: 'hidden', claim: 11, reason: 'x' } as const,
    };
    const own = [{ ...hidden, seq: 1 }];
    const base = entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
    const stage = await setWebStage({ entriesOf: async () => ({ base, own }) });
    const ledger = foldLedger(base, own);
    stage.sources.set('everyone/meo-mossalaha', { in: opEd, ledger, withheld: withheldOf(ledger) });
    const { body } = await get(stage, '/d/meo-mossalaha');
    const [work, reviews] = [...body.matchAll(linkedData)].map(([, json = '']) => JSON.parse(json));
    expect(work).toMatchObject({ '@type': 'CreativeWork', publisher: { name: 'Middle East Online' } });
    expect(JSON.stringify(work)).not.toContain(opEd.document.facts.title);
    const rated = reviews['@graph'].map(({ identifier }: { identifier: string }) => identifier);
    expect(rated).toContain('M-16');
    expect(rated).not.toContain('M-11');
    expect(body).not.toContain('the experienced terrorist and ex-convict');
  });

  it('lets nothing in from elsewhere, runs nothing and tells no other site where it was', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const { headers, body } = await get(stage, '/d/meo-mossalaha');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/u);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(body).not.toMatch(/<script(?! type="application\/ld\+json")|\son\w+=|style="/u);
    expect([...body.matchAll(/<(?:link|img|iframe|source)[^>]*>/gu)].map(([tag]) => tag)).toEqual([
      '<link rel="stylesheet" href="/assets/page.css"/>',
    ]);
  });

  it('marks what a receipt leads to, and takes no notice of one that leads elsewhere', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const span = spanOf(opEd.document.text, 'Anis Amri');
    const receipt = encodeReceipt({ revision: opEd.document.sha256, start: span.start, length: span.end - span.start });
    const { body } = await get(stage, `/d/meo-mossalaha?at=${receipt}`);
    expect(body.includes(`id="${receipt}"`)).toBe(true);
    expect(asked(body)).toBe('Anis Amri');
    for (const at of ['nonsense', '', encodeReceipt({ revision: 'f'.repeat(64), start: 1, length: 2 })]) {
      const other = await get(stage, `/d/meo-mossalaha?at=${at}`);
      expect(other.status).toBe(200);
      expect(asked(other.body)).toBe('');
    }
  });

  it('is sent again only when something has changed', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const first = await get(stage, '/d/meo-mossalaha');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(await get(stage, '/d/meo-mossalaha', { 'If-None-Match': etag })).toMatchObject({ status: 304, body: '' });
    const hidden = starter.claims[0]!;
    stage.sources.set('everyone/meo-mossalaha', { in: opEd, ledger: { ...starter }, withheld: hidden.spans });
    const after = await get(stage, '/d/meo-mossalaha', { 'If-None-Match': etag });
    expect(after.status).toBe(200);
    expect(after.body).toContain('[withheld while it is reviewed]');
    expect(after.body).not.toContain(`id="c-${hidden.number}"`);
  });
});

describe('the page of a server’s own document', () => {
  it('is there by a signed link only, until that expires, and once published by its own address', async () => {
    const stage = await setWebStage();
    stage.sources.set('42/notes', own());
    expect((await get(stage, '/d/notes')).status).toBe(404);
    expect((await get(stage, '/s/42/notes')).status).toBe(404);
    const expiresAt = new Date('2026-11-29T10:00:00Z');
    const link = `/t/${signTicket(stage.ticketKey, { server: '42', documentId: 'notes', expiresAt })}`;
    expect((await get(stage, link)).body).toContain('The mayor took a bribe.');
    stage.now = expiresAt;
    expect((await get(stage, link)).status).toBe(404);
    stage.published.add('42/notes');
    expect((await get(stage, '/s/42/notes')).status).toBe(200);
  });

  it('tells nobody whether it exists: all that is not to be seen gets one and the same answer', async () => {
    const stage = await setWebStage();
    stage.sources.set('42/notes', own());
    const answers = await Promise.all(
      ['/d/notes', '/d/nothing', '/s/42/notes', '/s/43/notes', '/t/x', '/t/a.b', '/'].map((path) => get(stage, path)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe('a long document', () => {
  it('is sent in parts of less than 200 kB, and a link leads to the part that holds its place', async () => {
    const stage = await setWebStage();
    const text = Array.from(
      { length: 2_000 },
      (_, at) => `Paragraph ${at}. ${'It rained again that day. '.repeat(12)}`,
    ).join('\n\n');
    const spans = Array.from({ length: 300 }, (_, at) => spanOf(text, `Paragraph ${at * 6 + 1}. It rained again`));
    const ledger = ledgerOf(
      spans.map((span, at) => ({ number: at + 1, spans: [span], label: 'conflicting' as const })),
    );
    const document = indexedOf(text, { id: 'book' });
    stage.sources.set('everyone/book', { in: document, ledger, withheld: [] });
    const first = await get(stage, '/d/book');
    expect(Buffer.byteLength(first.body)).toBeLessThan(200_000);
    const parts = Number(/Part 1 of (\d+)/u.exec(first.body)?.[1]);
    expect(parts).toBeGreaterThan(10);
    const span = spanOf(text, 'Paragraph 1700. It rained');
    const at = encodeReceipt({ revision: document.document.sha256, start: span.start, length: span.end - span.start });
    const there = await get(stage, `/d/book?at=${at}`);
    expect(asked(there.body)).toBe('Paragraph 1700. It rained');
    expect((await get(stage, `/d/book?part=${parts}`)).status).toBe(200);
    for (const part of [parts + 1, 0, -1, 'x', '1e3', '99999999'])
      expect((await get(stage, `/d/book?part=${part}`)).status).toBe(404);
  });
});

describe('whatever else is asked of the web server', () => {
  it('gets an answer below 500 and never a stack, for paths, tickets, queries and headers as chance has them', async () => {
    const stage = await setWebStage();
    stage.sources.set('everyone/meo-mossalaha', builtIn);
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponent),
      fc.constantFrom(
        '..',
        '%2e%2e',
        '%',
        '%zz',
        '%c0%ae',
        'd',
        't',
        's',
        'assets',
        'page.css',
        '?part=1',
        '\\',
        '//',
        ';',
        'meo-mossalaha',
        '%00',
      ),
    );
    const path = fc.array(piece, { maxLength: 6 }).map((pieces) => `/${pieces.join('/')}`);
    const header = fc.record({
      name: fc.constantFrom('If-None-Match', 'Accept-Encoding', 'Host', 'Range', 'X-Forwarded-Host', 'Content-Length'),
      value: fc.string({ maxLength: 200 }).map((value) => value.replace(/[^\x20-\x7e]/g, '?')),
    });
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
    await fc.assert(
      fc.asyncProperty(path, header, method, async (asked, { name, value }, verb) => {
        const { status, body } = await raw(stage, verb, asked, { [name]: value });
        expect(status).toBeLessThan(500);
        expect(body).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:/u);
      }),
      { numRuns: 300 },
    );
    expect(stage.errors).toEqual([]);
  });

  it('gets one sentence where something of ours fails; what it was stays in the log', async () => {
    const failure = new Error('secret path /etc/somewhere');
    const stage = await setWebStage({ pageSource: () => Promise.reject(failure) });
    const { status, body } = await get(stage, '/d/meo-mossalaha');
    expect(status).toBe(500);
    expect(body).not.toContain('secret');
    expect(stage.errors).toEqual([failure]);
  });
});

/** A request as `fetch` would not send it. */
function raw(stage: WebStage, method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(stage.server.origin);
    const asked = request(
      { hostname, port, method, path: path.replace(/[^\x21-\x7e]/g, '~'), headers, timeout: 5_000 },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (words: string) => {
          body += words;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    // A wrong length or name of a header breaks the connection off, which is an answer too.
    asked.on('error', () => resolve({ status: 400, body: '' }));
    asked.on('timeout', () => reject(new Error(`no answer to ${method} ${path}`)));
    asked.end();
  });
}
