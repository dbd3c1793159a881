import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type PageSource, partsOf, type SourcePage, sourcePage, spanOfReceipt } from '../answer/source-page.ts';
import { sourcePageHtml } from './source-page.tsx';

/** What a link asks for. Both are as somebody typed them. */
export type PageWish = { readonly part?: string | undefined; readonly at?: string | undefined };

/** A page as it is sent. */
export type Rendered = { readonly html: Buffer; readonly gzipped: Buffer; readonly etag: string };

/** So many renderings of one state of a document are kept; a part of a page is some 100 kB. */
const kept = 64;

type Prepared = {
  readonly page: SourcePage;
  readonly parts: ReturnType<typeof partsOf>;
  readonly partOf: (block: number) => number;
};

/**
 * Draws source pages and keeps them for as long as document and ledger are what they were: whoever hides a claim makes
 * another ledger, and so the next request gets another page.
 */
export class SourcePages {
  readonly #prepared = new WeakMap<PageSource['ledger'], WeakMap<PageSource['in'], Prepared>>();
  readonly #rendered = new WeakMap<Prepared, Map<string, Rendered>>();

  /**
   * @param linkedData schema.org's terms for the page, asked for when it is drawn; they stand on its first part
   * @returns undefined for a part that the document does not have
   */
  async render(
    source: PageSource,
    { part, at }: PageWish,
    isPublic: boolean,
    linkedData: () => Promise<readonly object[]>,
  ): Promise<Rendered | undefined> {
    const whole = this.#prepare(source);
    const asked = at === undefined ? undefined : spanOfReceipt(at, source);
    const page = asked ? sourcePage(source, asked) : whole.page;
    const number = partWished(part, page.asked && whole.partOf(page.asked.block));
    if (number === undefined || number > whole.parts.length) return undefined;
    const key = `${number}/${page.asked?.receipt ?? ''}/${isPublic}`;
    const known = this.#kept(whole).get(key);
    if (known) return known;
    const blocks = asked ? partsOf(page)[number - 1] : whole.parts[number - 1];
    const rendered = renderedOf(
      sourcePageHtml({
        page,
        blocks: blocks ?? [],
        part: number,
        parts: whole.parts.length,
        partOf: whole.partOf,
        isPublic,
        linkedData: number === 1 ? await linkedData() : [],
      }),
    );
    keep(this.#kept(whole), key, rendered);
    return rendered;
  }

  #prepare(source: PageSource): Prepared {
    const byDocument = this.#prepared.get(source.ledger) ?? new WeakMap<PageSource['in'], Prepared>();
    this.#prepared.set(source.ledger, byDocument);
    const known = byDocument.get(source.in);
    if (known) return known;
    const page = sourcePage(source);
    const parts = partsOf(page);
    const lasts = parts.map((blocks) => blocks.at(-1)?.number ?? 0);
    const partOf = (block: number): number =>
      Math.max(
        0,
        lasts.findIndex((last) => block <= last),
      ) + 1;
    const prepared = { page, parts, partOf };
    byDocument.set(source.in, prepared);
    return prepared;
  }

  #kept(prepared: Prepared): Map<string, Rendered> {
    const known = this.#rendered.get(prepared) ?? new Map<string, Rendered>();
    this.#rendered.set(prepared, known);
    return known;
  }
}

/** The oldest goes. */
function keep(pages: Map<string, Rendered>, key: string, rendered: Rendered): void {
  const [oldest] = pages.keys();
  if (pages.size >= kept && oldest !== undefined) pages.delete(oldest);
  pages.set(key, rendered);
}

/** @param asked the part that holds what the link asks for */
function partWished(part: string | undefined, asked: number | null): number | undefined {
  if (part === undefined) return asked ?? 1;
  return /^[1-9]\d{0,5}$/u.test(part) ? Number(part) : undefined;
}

function renderedOf(html: string): Rendered {
  const bytes = Buffer.from(html);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { html: bytes, gzipped: gzipSync(bytes), etag };
}
