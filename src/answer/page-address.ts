import { encodeReceipt } from '../corpus/receipt.ts';
import type { Document } from '../domain/document.ts';
import { lengthOf, type Span } from '../domain/span.ts';

/** Where one revision of a document can be read as one server sees it. */
export type PageAddress = { readonly url: string; readonly revision: string };

/**
 * Where a server's people can read a document; undefined where no page is served.
 * @param hasOwnView whether it looks otherwise there than to everybody else
 */
export type PageOf = (server: string, document: Document, hasOwnView: boolean) => PageAddress | undefined;

/** Where these words stand on their page: its server sets them apart, and the browser goes there. */
export function placeOn({ url, revision }: PageAddress, span: Span): string {
  const receipt = encodeReceipt({ revision, start: span.start, length: lengthOf(span) });
  return `${url}?at=${receipt}#${receipt}`;
}
