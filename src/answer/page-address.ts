import { encodeReceipt } from '../corpus/receipt.ts';
import type { Document } from '../domain/document.ts';
import { lengthOf, type Span } from '../domain/span.ts';

/** Where one revision of a document can be read as one server sees it. */
export type PageAddress = { readonly url: string; readonly revision: string };

/** Where documents can be read; undefined where no pages are served. */
export type PageAddresses = {
  /** For a server's people, as the server sees it: what it hides is hidden there. */
  readonly of: (server: string, document: Document) => PageAddress | undefined;
  /** For everybody, where the server's owner has published it. */
  readonly published: (server: string, documentId: string) => string | undefined;
};

/** Where these words stand on their page: its server sets them apart, and the browser goes there. */
export function placeOn({ url, revision }: PageAddress, span: Span): string {
  const receipt = encodeReceipt({ revision, start: span.start, length: lengthOf(span) });
  return `${url}?at=${receipt}#${receipt}`;
}
