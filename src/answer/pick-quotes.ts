import { hasWord } from '../corpus/white-space.ts';
import type { Block, Sentence } from '../domain/passage.ts';
import { Quote } from '../domain/quote.ts';
import { contains, lengthOf, overlapOf, type Span, spanAt } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { contentStems } from '../retrieval/words.ts';
import type { QuestionName } from './named-in-question.ts';
import type { Quoted } from './part.ts';
import type { RelevantClaim } from './relevant-claims.ts';
import { claimsAccusingPersons, shownTouches, touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** Claims within this of the nearest one's score are what the question is about. */
const claimMargin = 1;
/** Scores of claims this close together say nothing about which is meant. */
const aboutAsNear = 0.3;
/** Where the claims asked about fill less than this of a sentence with other accusations, they are quoted alone. */
const wholeFrom = 0.6;
/** Sentences sharing this much of their words say the same thing. */
const sameWords = 0.8;
/** A sentence that opens so can't be understood without the one before it. */
export const leansOnPrevious =
  /^(however|thus|therefore|hence|so|but|yet|and|or|nor|instead|otherwise|consequently|accordingly|nevertheless|nonetheless|similarly|likewise|then|this|that|these|those|he|she|they|such|both|neither|the latter|as a result|for (?:this|that) reason|in contrast|on the (?:other hand|contrary))\b/iu;

export type Surroundings = {
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
  /** Of the claims, nearest to the question first. */
  readonly nearest: readonly RelevantClaim[];
  /** "op-ed", "report": the document by its genre. */
  readonly speaker: string;
  /** The names in the question, and whether a text holds one. */
  readonly asked: readonly QuestionName[];
  readonly holds: (text: string, name: QuestionName) => boolean;
};

/** The claims that a question is about: the nearest, and those hardly farther. */
const claimsAskedAbout = (nearest: readonly RelevantClaim[]): ReadonlySet<number> =>
  new Set(
    nearest.filter((claim) => claim.score >= (nearest[0]?.score ?? 0) - claimMargin).map((claim) => claim.number),
  );

/**
 * Quotes of ranked sentences, best first, no two saying the same thing; each with its place and standings.
 * @param spare whose accusations are left out: `none`; from the second quote on, those of a person that the question is
 * not about (`later`); in every quote, those of a person whom the question does not name (`all`)
 */
export function pickQuotes(
  ranked: Iterable<RankedSentence>,
  around: Surroundings,
  limit: number,
  spare: 'none' | 'later' | 'all',
): Quoted[] {
  const spared = { none: () => new Set<number>(), later: accusationsUnasked, all: accusationsUnnamed }[spare](around);
  const picked: { span: Span; stems: ReadonlySet<string>; quoted: Quoted }[] = [];
  for (const { sentence } of ranked) {
    if (picked.length === limit) break;
    const span = spanToQuote(
      sentence,
      around,
      picked.map((other) => other.span),
    );
    const stems = new Set(contentStems(textOf(around.in, span)));
    if (picked.some((other) => overlapOf(other.span, span) > 0 || saysTheSame(other.stems, stems))) continue;
    // Where the same words stand several times, the first place is quoted and the others named.
    const starts = repetitionsOf(span, around);
    const start = starts[0] ?? span.start;
    const quoted = quotedAt({ start, end: start + lengthOf(span) }, around, starts);
    const sparing = spare === 'all' || picked.length > 0;
    if (sparing && quoted.touches.some((touch) => touch.whole && spared.has(touch.claim))) continue;
    picked.push({ span, stems, quoted });
  }
  return picked.map(({ quoted }) => quoted);
}

/** Claims that accuse a person of something the question is not about: nobody is dragged in unasked. */
function accusationsUnasked({ ledger, nearest }: Surroundings): ReadonlySet<number> {
  const asked = claimsAskedAbout(nearest);
  return new Set([...claimsAccusingPersons(ledger)].filter((claim) => !asked.has(claim)));
}

/** Claims that accuse a person whom the question does not name. */
function accusationsUnnamed({ ledger, asked }: Surroundings): ReadonlySet<number> {
  const named = asked.flatMap(({ group }) => group?.canonical ?? []);
  const accusing = claimsAccusingPersons(ledger);
  const isNamed = (who: string): boolean => named.some((name) => who.startsWith(name));
  return new Set(
    ledger.claims
      .filter(({ number, accused }) => accusing.has(number) && !accused.some(isNamed))
      .map(({ number }) => number),
  );
}

/**
 * Makes a quote of a span with its place, its repetitions and the claims it touches.
 * @param starts where the span's words stand; to find them, the whole text is read
 */
export function quotedAt(
  span: Span,
  around: Surroundings,
  starts: readonly number[] = repetitionsOf(span, around),
): Quoted {
  const { document, outline } = around.in;
  const block = blockAt(around.in, span.start) ?? blockAt(around.in, span.end - 1) ?? outline.blocks[0]!;
  const touches = touchesOf(document, around.ledger, span);
  const again = starts
    .map((at) => blockAt(around.in, at)?.number)
    .filter((number) => number !== undefined && number !== block.number);
  return {
    quote: Quote.cut(document, span.start, span.end),
    speaker: around.speaker,
    block: block.number,
    blockKind: block.kind,
    also: [...new Set(again as number[])], // undefined was filtered out above
    part: !isWhole(span, around.in),
    touches,
    shown: shownTouches(
      touches,
      span,
      around.nearest.map((claim) => claim.number),
    ),
  };
}

/** Whether a span begins and ends with sentences. */
const coversSentences = (span: Span, { outline }: IndexedDocument): boolean =>
  spanAt(outline.sentences, span.start)?.start === span.start &&
  spanAt(outline.sentences, span.end - 1)?.end === span.end;

/** Whether a span is no part of a sentence, nor one of the parts into which a long sentence was cut. */
export function isWhole(span: Span, indexed: IndexedDocument): boolean {
  const { sentences } = indexed.outline;
  const [first, last] = [spanAt(sentences, span.start), spanAt(sentences, span.end - 1)];
  if (!first || !last || !coversSentences(span, indexed)) return false;
  return !last.goesOn && !sentences[first.ordinal - 1]?.goesOn;
}

/** Whether there is a letter or a digit in it: a row of asterisks says nothing. */
export const saysSomething = (span: Span, indexed: IndexedDocument): boolean => hasWord(textOf(indexed, span));

/**
 * The sentence; or the claims asked about alone, where the rest of the sentence accuses of something else; or the
 * sentence with the one before it, where it would not be understood without.
 */
function spanToQuote(sentence: Sentence, around: Surroundings, taken: readonly Span[]): Span {
  const part = partAskedAbout(sentence, around);
  if (part) return part;
  const text = textOf(around.in, sentence);
  if (!leansOnPrevious.test(text)) return sentence;
  const previous = around.in.outline.sentences[sentence.ordinal - 1];
  if (!previous || previous.block !== sentence.block) return sentence;
  if (taken.some((span) => overlapOf(span, previous) > 0)) return sentence;
  const asked = claimsAskedAbout(around.nearest);
  const accuses = touchesOf(around.in.document, around.ledger, previous).some(
    (touch) => touch.accuses && !asked.has(touch.claim),
  );
  if (accuses) return sentence; // better half understood than another accusation brought along unasked
  const both = { start: previous.start, end: sentence.end };
  return isWithheld(both, around.withheld) ? sentence : both;
}

/**
 * The span of the nearest claim asked about, where its sentence accuses of something the question is not about. It
 * stays with its sentence where it would lose the name asked for and nobody is accused by name.
 */
function partAskedAbout(sentence: Span, around: Surroundings): Span | undefined {
  const asked = claimsAskedAbout(around.nearest);
  const touching = around.ledger.claims.flatMap((claim) =>
    claim.spans.filter((span) => contains(sentence, span)).map((span) => ({ claim, span })),
  );
  const others = touching.filter(({ claim }) => claim.accused.length > 0 && !asked.has(claim.number));
  const own = mostSpecific(
    touching.filter(({ claim }) => asked.has(claim.number)),
    around.nearest,
  );
  const nearest = around.nearest.find((claim) => own.some((touch) => touch.claim.number === claim.number));
  const part = own.find((touch) => touch.claim.number === nearest?.number)?.span;
  if (others.length === 0 || !part) return undefined;
  if (coveredLength(own.map(({ span }) => span)) >= wholeFrom * lengthOf(sentence)) return undefined;
  const byName = others.some(({ claim }) => claim.accused.some((who) => /^\p{Lu}/u.test(who)));
  const words = (span: Span): string => textOf(around.in, span);
  const keepsNames = around.asked.every(
    (name) => !around.holds(words(sentence), name) || around.holds(words(part), name),
  );
  return byName || keepsNames ? part : undefined;
}

/** Where claims lie in one another and are about as near, the question is about the inner one. */
function mostSpecific<T extends { readonly claim: { readonly number: number }; readonly span: Span }>(
  touching: readonly T[],
  nearest: readonly RelevantClaim[],
): T[] {
  const score = ({ claim }: T): number => nearest.find(({ number }) => number === claim.number)?.score ?? 0;
  const within = (inner: T, outer: T): boolean =>
    contains(outer.span, inner.span) && lengthOf(inner.span) < lengthOf(outer.span);
  return touching.filter(
    (outer) => !touching.some((inner) => within(inner, outer) && score(inner) >= score(outer) - aboutAsNear),
  );
}

function coveredLength(spans: readonly Span[]): number {
  let covered = 0;
  let reached = -1;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

const textOf = ({ document }: IndexedDocument, { start, end }: Span): string => document.text.slice(start, end);

const blockAt = ({ outline }: IndexedDocument, at: number): Block | undefined => spanAt(outline.blocks, at);

/**
 * Starts of all exact repetitions of a span's words, itself among them, in the order of the text. A sentence is repeated
 * only by a sentence: "The bridge" over a chapter is not said again by "The bridge fell".
 */
function repetitionsOf(span: Span, around: Surroundings): number[] {
  const words = textOf(around.in, span);
  const whole = coversSentences(span, around.in);
  const starts = whole ? startsLike(span, around.in) : startsOf(words, around.in.document.text);
  return starts.filter((start) => {
    const place = { start, end: start + words.length };
    if (isWithheld(place, around.withheld)) return false;
    return !whole || (textOf(around.in, place) === words && coversSentences(place, around.in));
  });
}

function startsOf(words: string, text: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) starts.push(at);
  return starts;
}

/** Starts of each document's sentences by their words: a long document is not read again for every quote. */
const sentenceStarts = new WeakMap<IndexedDocument, ReadonlyMap<string, readonly number[]>>();

/** Where the sentence that begins the span stands. */
function startsLike(span: Span, indexed: IndexedDocument): readonly number[] {
  const known = sentenceStarts.get(indexed) ?? startsBySentence(indexed);
  sentenceStarts.set(indexed, known);
  const first = spanAt(indexed.outline.sentences, span.start);
  return (first && known.get(textOf(indexed, first))) ?? [];
}

function startsBySentence(indexed: IndexedDocument): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (const sentence of indexed.outline.sentences) {
    const words = textOf(indexed, sentence);
    const known = starts.get(words);
    if (known) known.push(sentence.start);
    else starts.set(words, [sentence.start]);
  }
  return starts;
}

function saysTheSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared++;
  const union = a.size + b.size - shared;
  return union > 0 && shared / union >= sameWords;
}
