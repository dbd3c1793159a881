import { overlapOf, type Span } from '../domain/span.ts';
import type { About, SimilarClaims } from '../ledger/desk.ts';
import { dot } from '../retrieval/rank-passages.ts';
import type { ClaimScreens, OpenDocument } from './claim-screens.ts';
import type { EmbedTexts } from './relevant-claims.ts';

/**
 * Claims at least this near (cosine of the embedder) are shown before another is filed. Of the built-in ledger's claims, nine
 * of ten are this near to their own statement in other words, and one in twenty-three to another claim's.
 */
const nearFrom = 0.82;
const most = 3;

/** Finds claims that say much the same as words of a document, by meaning. */
export class NearClaims implements SimilarClaims {
  constructor(
    private readonly parts: { readonly screens: Pick<ClaimScreens, 'open'>; readonly embedTexts: EmbedTexts },
  ) {}

  async near(about: About, server: string, spans: readonly Span[]): Promise<readonly number[]> {
    const { documentOwner, documentId } = about;
    const open = await this.parts.screens.open(server, ({ owner, id }) => owner === documentOwner && id === documentId);
    if (open === undefined) return [];
    const claims = textsOf(open, spans);
    const words = spans.map(({ start, end }) => open.in.document.text.slice(start, end));
    const vectors = await this.parts.embedTexts([...words, ...claims.flatMap(({ said }) => said)]);
    const asked = vectors.slice(0, words.length);
    let next = words.length;
    return claims
      .map(({ number, said }) => {
        const own = said.map(() => vectors[next++]!);
        return { number, cosine: Math.max(...own.flatMap((a) => asked.map((b) => dot(a, b)))) };
      })
      .filter(({ cosine }) => cosine >= nearFrom)
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, most)
      .map(({ number }) => number);
  }
}

/** What the claims say that are not made at these spans: those are found without a model. */
function textsOf({ ledger, in: { document } }: OpenDocument, spans: readonly Span[]) {
  return ledger.claims
    .filter(({ spans: own }) => !own.some((one) => spans.some((span) => overlapOf(one, span) > 0)))
    .map(({ number, statement, spans: own }) => ({
      number,
      said: [
        statement.replace(/^The article claims,? ?(?:that )?/u, ''),
        ...own.map(({ start, end }) => document.text.slice(start, end)),
      ],
    }));
}
