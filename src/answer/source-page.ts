import { encodeReceipt, parseReceipt } from '../corpus/receipt.ts';
import type { Claim, Standing, Verdict } from '../domain/claim.ts';
import type { DocumentFacts } from '../domain/document.ts';
import type { BlockKind } from '../domain/passage.ts';
import { Quote } from '../domain/quote.ts';
import { halvesPair, lengthOf, overlapOf, type Span } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, type Reply, shownEvidence, standingOf } from '../ledger/ledger.ts';
import { nameClaims } from '../ledger/name-claims.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { publicHistory } from './claim-card.ts';
import { genreNoun } from './genre.ts';
import { innerMarks } from './message.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** Words under the same claims, and whether they are what a link to the page asks for. */
export type PageRun =
  | {
      readonly kind: 'words';
      readonly quote: Quote;
      /** Numbers of the claims that these words are part of. */
      readonly claims: readonly number[];
      /** Receipts of the spans that begin with these words, so that a link can lead here. */
      readonly begins: readonly string[];
      /** Claims of which one span ends with these words. */
      readonly ends: readonly number[];
      readonly asked: boolean;
    }
  | { readonly kind: 'withheld' };

export type PageBlock = {
  readonly number: number;
  readonly kind: BlockKind;
  readonly runs: readonly PageRun[];
};

/** A record that somebody read, for or against a claim. */
export type PageEvidence = ReturnType<typeof shownEvidence>[number];

export type PageClaim = {
  readonly number: number;
  /** M-11 */
  readonly id: string;
  readonly standing: Standing;
  readonly kind: string;
  readonly checkable: Claim['checkable'];
  readonly accused: readonly string[];
  /** "The op-ed claims …" */
  readonly statement: string;
  /** The reason of the verdict in force; null where there is none. */
  readonly reason: string | null;
  readonly fact: ReviewedFact | null;
  /** Who decided, when and under which rule; null where nobody did. */
  readonly reviewed: { readonly by: string; readonly at: string; readonly rule: string } | null;
  readonly evidence: readonly PageEvidence[];
  /** What has happened to it, oldest first. */
  readonly history: readonly { readonly day: string; readonly what: string; readonly rule: string }[];
  /** What people who are accused say to it. */
  readonly replies: readonly Reply[];
  /** Where it is made, the main place first. */
  readonly places: readonly { readonly block: number; readonly receipt: string; readonly quote: Quote }[];
};

/** Who is accused, and of what: by the claims' numbers, in the ledger's order. No score is made of it. */
export type Accused = { readonly who: string; readonly claims: readonly number[] };

/** A document as it can be read, with every claim of its ledger marked in place. */
export type SourcePage = {
  readonly facts: DocumentFacts;
  /** "op-ed" */
  readonly noun: string;
  /** sha256 of the text. */
  readonly revision: string;
  /** UTF-16 code units of the text. */
  readonly length: number;
  readonly blocks: readonly PageBlock[];
  readonly claims: readonly PageClaim[];
  readonly accused: readonly Accused[];
  readonly ledgerOrigin: string | null;
  /** What the link asks for, as far as it may be shown. */
  readonly asked: { readonly block: number; readonly receipt: string } | null;
};

/** Of a document and its ledger: what the page is made of. */
export type PageSource = {
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
};

/**
 * The whole document for a reader's eyes. Accusations that are withheld stand nowhere on it: neither their words nor
 * their statement, evidence or place in the table.
 * @param asked a span that a link leads to; where it is no span of the text, or withheld, the page is drawn without it
 */
export function sourcePage({ in: indexed, ledger, withheld }: PageSource, asked?: Span): SourcePage {
  const { document, outline } = indexed;
  const noun = genreNoun(document.facts.genre);
  const isShown = ({ number, spans }: Claim): boolean =>
    !ledger.hidden.has(number) && !spans.some((span) => isWithheld(span, withheld));
  const shown = ledger.claims.filter(isShown);
  const wanted = asked && isShowable(asked, document.text, withheld) ? asked : undefined;
  const marks = marksOf(shown);
  const receiptOf = ({ start, end }: Span): string =>
    encodeReceipt({ revision: document.sha256, start, length: end - start });
  const cutting = { document, marks, withheld, asked: wanted, receiptOf };
  const reasonOf = (verdict: Verdict | undefined): string | null =>
    verdict ? innerMarks(nameClaims(verdict.reason, ledger, document)) : null;
  const blockAt = (at: number): number => outline.blocks.findLast((block) => block.start <= at)?.number ?? 1;
  return {
    facts: document.facts,
    noun,
    revision: document.sha256,
    length: document.text.length,
    blocks: blocksOf(outline.blocks, cutting),
    claims: shown.map((claim) => ({
      number: claim.number,
      id: claimId(document, claim.number),
      standing: standingOf(ledger, claim.number),
      kind: claim.kind,
      checkable: claim.checkable,
      accused: claim.accused,
      statement: innerMarks(claim.statement.replace(/^The article claims/u, `The ${noun} claims`)),
      reason: reasonOf(ledger.verdicts.get(claim.number)),
      fact: ledger.facts.get(claim.number) ?? null,
      reviewed: ledger.verdicts.get(claim.number)?.reviewed ?? null,
      evidence: shownEvidence(ledger, claim.number),
      history: publicHistory({ claim, ledger, in: indexed }),
      replies: ledger.replies.get(claim.number) ?? [],
      places: claim.spans.map((span) => ({
        block: blockAt(span.start),
        receipt: receiptOf(span),
        quote: Quote.cut(document, span.start, span.end),
      })),
    })),
    accused: accusedIn(shown),
    ledgerOrigin: ledger.origin,
    asked: wanted ? { block: blockAt(wanted.start), receipt: receiptOf(wanted) } : null,
  };
}

/** The span that a receipt names, where it is one of this very text. @param code as somebody typed it */
export function spanOfReceipt(code: string, { in: { document } }: PageSource): Span | undefined {
  const place = parseReceipt(code);
  if (!place || !document.sha256.startsWith(place.revisionPrefix)) return undefined;
  return { start: place.start, end: place.start + place.length };
}

function isShowable(span: Span, text: string, withheld: Withheld): boolean {
  const inside = 0 <= span.start && span.start < span.end && span.end <= text.length;
  const halves = inside && [span.start, span.end].some((at) => halvesPair(text, at));
  return inside && !halves && !isWithheld(span, withheld);
}

/** One span of one claim. */
type Mark = Span & { readonly claim: number };

const marksOf = (claims: readonly Claim[]): Mark[] =>
  claims
    .flatMap(({ number, spans }) => spans.map(({ start, end }) => ({ start, end, claim: number })))
    .sort((a, b) => a.start - b.start || b.end - a.end);

type Cutting = {
  readonly document: IndexedDocument['document'];
  /** By their start. */
  readonly marks: readonly Mark[];
  readonly withheld: Withheld;
  readonly asked: Span | undefined;
  readonly receiptOf: (span: Span) => string;
};

/** Blocks and marks both stand in the order of the text, so that a book with many claims is gone through once. */
function blocksOf(blocks: IndexedDocument['outline']['blocks'], cutting: Cutting): PageBlock[] {
  const { marks, withheld, asked } = cutting;
  let next = 0;
  let open: Mark[] = [];
  return blocks.map((block) => {
    while (next < marks.length && marks[next]!.start < block.end) open.push(marks[next++]!);
    open = open.filter((mark) => mark.end > block.start);
    const inside = open.filter((mark) => overlapOf(mark, block) > 0);
    const hidden = withheld.filter((span) => overlapOf(span, block) > 0);
    const wanted = asked && overlapOf(asked, block) > 0 ? asked : undefined;
    return {
      number: block.number,
      kind: block.kind,
      runs: runsOf(block, inside, hidden, { ...cutting, asked: wanted }),
    };
  });
}

/** Cuts a block wherever a claim, a withheld span or what is asked for begins or ends. */
function runsOf(
  block: Span,
  marks: readonly Mark[],
  hidden: Withheld,
  { document, asked, receiptOf }: Cutting,
): PageRun[] {
  const spans = [...marks, ...hidden, ...(asked ? [asked] : [])];
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of spans)
    for (const at of [start, end]) if (block.start < at && at < block.end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  const runs: PageRun[] = [];
  for (let at = 0; at + 1 < places.length; at++) {
    const piece = { start: places[at]!, end: places[at + 1]! };
    if (isWithheld(piece, hidden)) {
      if (runs.at(-1)?.kind !== 'withheld') runs.push({ kind: 'withheld' });
      continue;
    }
    const over = marks.filter((mark) => overlapOf(mark, piece) > 0);
    const beginning = [
      ...(asked?.start === piece.start ? [asked] : []),
      ...over.filter((mark) => mark.start === piece.start),
    ];
    runs.push({
      kind: 'words',
      quote: Quote.cut(document, piece.start, piece.end),
      claims: [...new Set(over.map((mark) => mark.claim))],
      begins: [...new Set(beginning.map(receiptOf))],
      ends: [...new Set(over.filter((mark) => mark.end === piece.end).map((mark) => mark.claim))],
      asked: asked !== undefined && overlapOf(asked, piece) > 0,
    });
  }
  return runs;
}

function accusedIn(claims: readonly Claim[]): Accused[] {
  const byName = new Map<string, number[]>();
  for (const { number, accused } of claims)
    for (const noted of accused) {
      // A note in brackets is no part of a name, and may say what the document says.
      const who = noted.replace(/\s*\([^)]*\)\s*$/u, '');
      byName.set(who, [...(byName.get(who) ?? []), number]);
    }
  return [...byName].map(([who, numbers]) => ({ who, claims: numbers }));
}

/** About so many code units of text are sent at once: with its claims, a page of HTML then stays under 200 kB. */
const unitsPerPart = 30_000;

/** Cuts a long document between blocks, before a heading where one is near, so that each part stays small. */
export function partsOf({ blocks }: Pick<SourcePage, 'blocks'>): PageBlock[][] {
  const parts: PageBlock[][] = [];
  let units = 0;
  for (const block of blocks) {
    const last = parts.at(-1);
    const isFull = units > unitsPerPart || (units > unitsPerPart * 0.8 && block.kind === 'heading');
    if (last === undefined || isFull) {
      parts.push([block]);
      units = 0;
    } else last.push(block);
    units += unitsIn(block);
  }
  return parts;
}

const unitsIn = ({ runs }: PageBlock): number =>
  runs.reduce((sum, run) => sum + (run.kind === 'words' ? lengthOf(run.quote) : 0), 0);
