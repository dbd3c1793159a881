import type { Standing } from '../domain/claim.ts';
import type { Document } from '../domain/document.ts';
import { overlapOf, type Span } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { lackOf } from './announced.ts';
import type { SectionPoints } from './choose-points.ts';
import { quoteIn, standingsOf } from './draft-summary.ts';
import { quotesOf } from './list-claims.ts';
import type { PageAddress } from './page-address.ts';
import type { Quoted } from './part.ts';
import { noticeOf, sectionsOf } from './sections.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** A claim that accuses, in the document's words. */
export type Accusation = { readonly id: string; readonly standing: Standing; readonly quotes: readonly Quoted[] };

/** Everything that a summary says, lane by lane. Words of the document are quotes, facts are the ledger's. */
export type Summary = {
  readonly document: Document;
  readonly ledgerOrigin: string | null;
  readonly page: PageAddress | undefined;
  readonly title: Quoted | undefined;
  /** What the document says of itself, such as its closing notice. */
  readonly ofItself: Quoted | undefined;
  /** What it argues, in its order. */
  readonly sections: readonly { readonly heading: Quoted | undefined; readonly points: readonly Quoted[] }[];
  /** Who is accused, and each accusation once, in the order of the claims. No score is made of it. */
  readonly accused: readonly { readonly who: string; readonly accusations: readonly Accusation[] }[];
  readonly verified: readonly { readonly id: string; readonly fact: ReviewedFact }[];
  /** Words that announce what their section does not hold. */
  readonly unsupported: readonly Quoted[];
  /** Figures and names in the ledger's facts that stand nowhere in the document. */
  readonly leftOut: readonly { readonly id: string; readonly words: readonly string[] }[];
  readonly counts: readonly { readonly standing: Standing; readonly count: number }[];
};

export type SummarySource = {
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
  readonly page: PageAddress | undefined;
};

/**
 * Puts a summary together out of the points that were chosen.
 * @param focus where only part of the document is summed up: of the claims, those that these spans touch
 */
export function summarise(source: SummarySource, sections: readonly SectionPoints[], focus?: readonly Span[]): Summary {
  const { in: indexed, ledger, withheld, page } = source;
  const { document, outline } = indexed;
  const quote = quoteIn(source);
  const visible = (span: Span): boolean => !isWithheld(span, withheld);
  const title = outline.blocks.find((block) => block.kind === 'title' && visible(block));
  const notice = noticeOf(indexed);
  const about = (claim: { readonly number: number; readonly spans: readonly Span[] }): boolean =>
    !ledger.hidden.has(claim.number) &&
    (focus === undefined || claim.spans.some((own) => focus.some((span) => overlapOf(own, span) > 0)));
  const claims = ledger.claims.filter(about);
  const facts = claims.flatMap(({ number }) => {
    const fact = ledger.facts.get(number);
    return fact ? [{ id: claimId(document, number), fact }] : [];
  });
  return {
    document,
    ledgerOrigin: ledger.origin,
    page,
    title: title && quote(title),
    ofItself: notice && visible(notice) ? quote(notice) : undefined,
    sections: sections.flatMap(({ heading, points }) => {
      const shown = points.filter(visible).map(quote);
      const above = heading && visible(heading) ? quote(heading) : undefined;
      return above || shown.length > 0 ? [{ heading: above, points: shown }] : [];
    }),
    accused: accusedIn(source, claims),
    verified: facts.filter(({ fact }, at) => facts.findIndex((other) => other.fact.text === fact.text) === at),
    unsupported: unsupportedIn(indexed, focus).filter(visible).map(quote),
    leftOut: facts.flatMap(({ id, fact }) => {
      const words = absentFrom(document.text, fact.text);
      return words.length > 0 ? [{ id, words }] : [];
    }),
    counts: standingsOf(ledger),
  };
}

/** Points that stand anywhere in a document, under the headings they stand under. */
export function underHeadings(points: readonly Span[], { outline }: IndexedDocument): SectionPoints[] {
  const within = ({ start, end }: Span, span: Span): boolean => overlapOf({ start, end }, span) > 0;
  return sectionsOf(outline.blocks).flatMap((blocks) => {
    const inside = points.filter((point) => blocks.some((block) => within(block, point)));
    const heading = blocks[0]?.kind === 'heading' ? blocks[0] : undefined;
    const body = inside.filter((point) => !heading || point.start >= heading.end);
    return inside.length > 0 ? [{ heading, points: body.toSorted((a, b) => a.start - b.start) }] : [];
  });
}

/** A note in brackets is no part of a name, and may say what the document says. */
const nameIn = (noted: string): string => noted.replace(/\s*\([^)]*\)\s*$/u, '');

function accusedIn({ in: indexed, ledger, withheld }: SummarySource, claims: Ledger['claims']): Summary['accused'] {
  const byName = new Map<string, Accusation[]>();
  for (const claim of claims) {
    const quotes = claim.accused.length > 0 ? quotesOf(claim, indexed, ledger, withheld) : [];
    if (quotes.length === 0) continue;
    const who = [...new Set(claim.accused.map(nameIn))].join(', ');
    const accusation = {
      id: claimId(indexed.document, claim.number),
      standing: standingOf(ledger, claim.number),
      quotes,
    };
    byName.set(who, [...(byName.get(who) ?? []), accusation]);
  }
  return [...byName].map(([who, accusations]) => ({ who, accusations }));
}

/** Headings and sentences that announce what is not there; a sentence is left out where its heading says the same. */
function unsupportedIn(indexed: IndexedDocument, focus: readonly Span[] | undefined): Span[] {
  const { blocks, sentences } = indexed.outline;
  const headings = blocks.filter((block) => block.kind === 'heading' && lackOf(block, indexed) !== undefined);
  const under = new Set(headings.map(({ number }) => number));
  const byNumber = new Map(blocks.map((block) => [block.number, block]));
  const inBody = sentences.filter((sentence) => {
    const block = byNumber.get(sentence.block);
    return block && block.kind !== 'heading' && block.kind !== 'title' && !under.has(block.under);
  });
  const all = [...headings, ...inBody.filter((sentence) => lackOf(sentence, indexed) !== undefined)];
  const near = (span: Span): boolean => focus === undefined || focus.some((other) => overlapOf(other, span) > 0);
  return all.filter(near).sort((a, b) => a.start - b.start);
}

/** So many words of a fact are named. */
const wordsNamed = 6;

const months =
  'January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
/** A date as it is written, or a figure with the word that says what it counts. */
const figure = new RegExp(
  `(?:\\p{Nd}{1,2}\\.? )?(?:${months}) \\p{Nd}{4}|(?<![\\p{L}\\p{N}])\\p{Nd}+(?:[.,/:-]\\p{Nd}+)*(?: per cent| %|%| people| \\p{Ll}{3,}s(?!\\p{L}))?`,
  'gu',
);
/** Words with a capital in a row, but for the first of a sentence. */
const nameRun = /(?<![.!?:;]\s)(?<=\p{L}[,]?\s(?:\(|‘|“|")?)\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*/gu;

/** Dates and figures of a fact, then names in it, no part of which stands anywhere in a text. */
function absentFrom(text: string, fact: string): string[] {
  const lower = text.toLowerCase();
  const numbers = new Set(text.match(/\p{Nd}+/gu) ?? []);
  const figures = (fact.match(figure) ?? []).filter((words) =>
    (words.match(/\p{Nd}+/gu) ?? []).every((digits) => !numbers.has(digits)),
  );
  const inDates = new RegExp(`^(?:${months})$`, 'u');
  const names = (fact.match(nameRun) ?? []).filter(
    (name) => !inDates.test(name) && name.split(/\s/u).every((word) => !lower.includes(word.toLowerCase())),
  );
  return [...new Set([...figures, ...names])].slice(0, wordsNamed);
}
