import { locateExactly } from '../corpus/locate.ts';
import type { Document } from '../domain/document.ts';
import { halvesPair, type Span } from '../domain/span.ts';
import { type Ledger, type Place, withSpans } from '../ledger/ledger.ts';

/** A ledger whose claims stand in one revision of their document. */
export type PlacedLedger = {
  /** Its claims' spans are places of the revision; a claim none of whose words were found has none. */
  readonly ledger: Ledger;
  /** Claims some of whose words are not found again: they wait in the moderators' queue. */
  readonly orphans: ReadonlySet<number>;
};

/** The text of any revision of a document; undefined where it is gone. */
export type RevisionText = (owner: string, documentId: string, sha256: string) => Promise<string | undefined>;

const noOrphans: ReadonlySet<number> = new Set();

/** Places each ledger once in each revision. */
export class ClaimPlacer {
  readonly #placed = new WeakMap<Document, WeakMap<Ledger, Promise<PlacedLedger>>>();

  constructor(private readonly textOf: RevisionText) {}

  /**
   * A ledger's claims in a revision of its document: words of another revision are found again only where they stand
   * once with the same words around them. Places of which the ledger says no text are taken as they are.
   */
  place(document: Document, ledger: Ledger): Promise<PlacedLedger> {
    const byLedger = this.#placed.get(document) ?? new WeakMap<Ledger, Promise<PlacedLedger>>();
    this.#placed.set(document, byLedger);
    const known = byLedger.get(ledger);
    if (known) return known;
    const placing = this.#place(document, ledger);
    byLedger.set(ledger, placing);
    placing.catch(() => byLedger.delete(ledger));
    return placing;
  }

  async #place(document: Document, ledger: Ledger): Promise<PlacedLedger> {
    const { owner, id } = document.facts;
    const texts = new Map<string, string | undefined>();
    for (const sha256 of otherTexts(ledger, document.sha256)) texts.set(sha256, await this.textOf(owner, id, sha256));
    return texts.size === 0 ? { ledger, orphans: noOrphans } : placeClaims(ledger, document.text, texts);
  }
}

function otherTexts(ledger: Ledger, current: string): Set<string> {
  const texts = new Set<string>();
  for (const places of ledger.places.values())
    for (const { textSha256 } of places) if (textSha256 !== undefined && textSha256 !== current) texts.add(textSha256);
  return texts;
}

/** @param texts the other texts that the ledger's places stand in, by their sha256; undefined for those that are gone */
export function placeClaims(
  ledger: Ledger,
  text: string,
  texts: ReadonlyMap<string, string | undefined>,
): PlacedLedger {
  const spans = new Map<number, readonly Span[]>();
  const orphans = new Set<number>();
  for (const [claim, places] of ledger.places) {
    const found = places.flatMap((place) => placeIn(text, place, texts) ?? []);
    spans.set(claim, found);
    if (found.length < places.length) orphans.add(claim);
  }
  return { ledger: withSpans(ledger, spans), orphans };
}

/** Code units of surroundings that have to be the same on each side, as far as the old text has them. */
const surroundingUnits = 32;

function placeIn(
  text: string,
  { span, textSha256 }: Place,
  texts: ReadonlyMap<string, string | undefined>,
): Span | undefined {
  if (textSha256 === undefined || !texts.has(textSha256)) return span;
  const then = texts.get(textSha256);
  if (then === undefined || span.end > then.length) return undefined;
  const found = locateExactly(text, then.slice(span.start, span.end), {
    before: then.slice(Math.max(0, span.start - surroundingUnits), span.start),
    after: then.slice(span.end, span.end + surroundingUnits),
  });
  return found && ![found.start, found.end].some((at) => halvesPair(text, at)) ? found : undefined;
}
