import type { Block, BlockKind, Sentence } from '../domain/passage.ts';
import { contains, lengthOf, overlapOf, type Span } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dot } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { contentStems } from '../retrieval/words.ts';
import type { SummaryLength } from './answer.ts';
import type { Quoted } from './part.ts';
import { leansOnPrevious, saysSomething } from './pick-quotes.ts';
import { noticeOf, sectionsOf } from './sections.ts';
import { claimsAccusingPersons, touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** What the sentences of a document are about, as unit vectors. */
export type Meaning = {
  readonly vectorOf: (sentence: Sentence) => Float32Array;
  /** What the whole speaks of; not of unit length. */
  readonly centre: Float32Array;
};

/** A section of a document, and what of it is said in a summary, in its order. */
export type SectionPoints = { readonly heading: Block | undefined; readonly points: readonly Span[] };

type Source = { readonly in: IndexedDocument; readonly ledger: Ledger; readonly withheld: Withheld };

/** Beside an equally central sentence without an accusation, one with it stands back. Cosines differ by about .15. */
const accusationPenalty = 0.04;
/** Two sentences this near say the same. Cosines of neighbouring sentences lie between .65 and .85. */
const saysTheSame = 0.88;
/** A longer sentence stands back, and one of more than twice as many UTF-16 code units is no point at all. */
const pointUnits = 450;
const longPenalty = 0.03;
/** What a section begins with says more often what it is about: for each sentence before it, one stands so far back. */
const laterPenalty = 0.005;
/** Words that lean on what came before are widened by at most so many sentences. */
const widenedBy = 2;
/** A standard summary has about so many points, and one by section so many at most. */
const pointsAtMost = { standard: 24, sections: 240 } as const;

/** The most central sentences of each section, none saying what another says, each understood by itself. */
export function choosePoints(
  source: Source,
  meaning: Meaning,
  length: Exclude<SummaryLength, 'short'>,
): SectionPoints[] {
  const { outline } = source.in;
  const accused = claimsAccusingPersons(source.ledger);
  const notice = noticeOf(source.in);
  const sections = sectionsOf(outline.blocks).map((blocks) => ({
    heading: blocks[0]?.kind === 'heading' ? blocks[0] : undefined,
    ranked: rankedIn(blocks, source, meaning, accused, notice),
  }));
  const kept = mostCentral(sections, pointsAtMost[length]);
  const taken: { span: Span; vector: Float32Array }[] = [];
  return kept.map(({ heading, ranked }) => {
    const points: Span[] = [];
    for (const { sentence, sentences } of ranked) {
      if (points.length >= roomFor(sentences, length)) break;
      const vector = meaning.vectorOf(sentence);
      if (taken.some((other) => dot(other.vector, vector) >= saysTheSame)) continue;
      const span = pointIn(sentence, source, accused);
      if (span === undefined || taken.some((other) => overlapOf(other.span, span) > 0)) continue;
      points.push(span);
      taken.push({ span, vector });
    }
    return { heading, points: points.sort((a, b) => a.start - b.start) };
  });
}

/** A passage about as near to some words as the nearest is about them too. Cosines differ by about .15. */
const asNear = 0.015;

/**
 * Of ranked quotes, those that are about some words: what answers, and of the others those that share a word with them or
 * are hardly farther by meaning. Persons whom what answers does not accuse stay out; so does what a document says of itself.
 */
export function onFocus(
  answering: readonly Quoted[],
  others: readonly Quoted[],
  { in: indexed, ledger }: Pick<Source, 'in' | 'ledger'>,
  { vectorOf }: Meaning,
  focus: { readonly words: string; readonly vector: Float32Array },
): Span[] {
  const notice = noticeOf(indexed)?.number;
  const stems = new Set(contentStems(focus.words));
  const nearness = ({ quote }: Quoted): number =>
    Math.max(
      ...indexed.outline.sentences
        .filter((sentence) => overlapOf(sentence, quote) > 0)
        .map((sentence) => dot(vectorOf(sentence), focus.vector)),
    );
  const top = Math.max(...[...answering, ...others].map(nearness));
  const persons = claimsAccusingPersons(ledger);
  const accusedIn = (quoted: Quoted): number[] =>
    quoted.touches.filter(({ claim, whole }) => whole && persons.has(claim)).map(({ claim }) => claim);
  const named = new Set(answering.flatMap(accusedIn));
  const fits = (quoted: Quoted): boolean =>
    accusedIn(quoted).every((claim) => named.has(claim)) &&
    (contentStems(quoted.quote.text).some((stem) => stems.has(stem)) || nearness(quoted) >= top - asNear);
  const about = [...answering, ...others.filter(fits)].filter(({ block }) => block !== notice);
  return (about.length > 0 ? about : answering).map(({ quote: { start, end } }) => ({ start, end }));
}

/** How many points a section of so many sentences gets. */
const roomFor = (sentences: number, length: 'standard' | 'sections'): number =>
  length === 'standard'
    ? 1 + Number(sentences > 4) + Number(sentences > 6)
    : Math.min(6, Math.max(2, Math.ceil(sentences / 3)));

type Ranked = { readonly sentence: Sentence; readonly score: number; readonly sentences: number };

function rankedIn(
  blocks: readonly Block[],
  { in: indexed, ledger, withheld }: Source,
  { vectorOf, centre }: Meaning,
  accused: ReadonlySet<number>,
  notice: Block | undefined,
): Ranked[] {
  const body = new Set(blocks.filter(({ kind }) => kind !== 'heading').map(({ number }) => number));
  const inside = indexed.outline.sentences.filter(
    (sentence) =>
      body.has(sentence.block) &&
      sentence.block !== notice?.number &&
      saysSomething(sentence, indexed) &&
      !isWithheld(sentence, withheld) &&
      lengthOf(sentence) <= 2 * pointUnits,
  );
  const own = sumOf(inside.map(vectorOf), centre.length);
  const length = Math.sqrt(dot(own, own)) || 1;
  const textOf = ({ start, end }: Span): string => indexed.document.text.slice(start, end);
  const kinds = new Map(blocks.map((block) => [block.number, block.kind]));
  const penalty = (sentence: Sentence): number =>
    penaltyOf(sentence, indexed, ledger, accused) + shapePenalty(textOf(sentence), kinds.get(sentence.block));
  const worthy = inside.filter((sentence) => !isScrap(textOf(sentence)));
  return (worthy.length > 0 ? worthy : inside)
    .map((sentence, at) => {
      const vector = vectorOf(sentence);
      const score = dot(vector, centre) + dot(vector, own) / length - laterPenalty * at - penalty(sentence);
      return { sentence, score, sentences: inside.length };
    })
    .sort((a, b) => b.score - a.score);
}

/** Code, cells, a word or two, and what the editors say of the text. */
const isScrap = (words: string): boolean =>
  words.split(/\s+/u).length < 5 || !/\p{Ll}{2}/u.test(words) || /[|={}]|\);/u.test(words) || ofTheEditors.test(words);

/** A label, perhaps with a date, and a colon: corrections officers may speak. */
const ofTheEditors =
  /^(?:corrections?|clarification|editor[’']s note|rectificatif|erratum|note de la rédaction|korrektur|anmerkung der redaktion)\b[^.:!?]{0,40}:/iu;

/** Rows, items, questions, lead-ins and scraps say less by themselves than a sentence of a paragraph does. */
export function shapePenalty(words: string, kind: BlockKind | undefined): number {
  const ofKind = { 'table-row': 0.12, 'list-item': 0.04, paragraph: 0, heading: 0, title: 0 }[kind ?? 'paragraph'];
  const isOpen = /[:?](?:\*\*)?\s*$/u.test(words) ? 0.1 : 0;
  return ofKind + isOpen + (isScrap(words) ? 0.12 : 0) + (words.length > pointUnits ? longPenalty : 0);
}

/** Nobody is dragged in unasked: a sentence that accuses a person stands back far, another accusation a little. */
export function penaltyOf(
  span: Span,
  { document }: IndexedDocument,
  ledger: Ledger,
  accused: ReadonlySet<number>,
): number {
  const touches = touchesOf(document, ledger, span);
  if (touches.some((touch) => accused.has(touch.claim))) return 1;
  return touches.some((touch) => touch.accuses) ? accusationPenalty : 0;
}

/** Of more sections than there is room for, those that are nearest to what the whole speaks of, in their order. */
function mostCentral<T extends { readonly ranked: readonly Ranked[] }>(
  sections: readonly T[],
  most: number,
): readonly T[] {
  if (sections.length <= most) return sections;
  const best = sections.toSorted((a, b) => (b.ranked[0]?.score ?? -1) - (a.ranked[0]?.score ?? -1)).slice(0, most);
  return sections.filter((section) => best.includes(section));
}

/** The words of a sentence that make a point; undefined where they would accuse a person, or not be understood. */
function pointIn(sentence: Sentence, source: Source, accused: ReadonlySet<number>): Span | undefined {
  const accuses = (span: Span): boolean =>
    touchesOf(source.in.document, source.ledger, span).some(({ claim }) => accused.has(claim));
  if (accuses(sentence)) {
    const part = claimWithin(sentence, source.ledger, accused);
    return part && !accuses(part) && !isWithheld(part, source.withheld) ? part : undefined;
  }
  const widened = understood(sentence, source);
  return widened && !accuses(widened) ? widened : undefined;
}

/** The widest claim of a sentence that accuses nobody by name, where the sentence holds more than one claim. */
export function claimWithin(sentence: Span, ledger: Ledger, accused: ReadonlySet<number>): Span | undefined {
  const own = ledger.claims.flatMap((claim) =>
    claim.spans.filter((span) => contains(sentence, span)).map((span) => ({ claim: claim.number, span })),
  );
  if (own.length < 2) return undefined;
  return own
    .filter(({ claim }) => !accused.has(claim))
    .map(({ span }) => span)
    .sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}

/**
 * A sentence with those before it that it leans on, as one quote: nothing is written anew. Undefined where those are
 * withheld or stand in another paragraph, so that nobody would know what it speaks of.
 */
export function understood(
  sentence: Sentence,
  { in: indexed, withheld }: Pick<Source, 'in' | 'withheld'>,
): Span | undefined {
  const { document, outline } = indexed;
  const leadIn = leadInOf(sentence, indexed);
  if (leadIn) {
    const both = { start: leadIn.start, end: sentence.end };
    return lengthOf(both) <= 2 * pointUnits && !isWithheld(both, withheld) ? both : undefined;
  }
  let first = sentence;
  for (let steps = 0; steps < widenedBy && leans(first, document.text, document.facts.language); steps++) {
    const previous = outline.sentences[first.ordinal - 1];
    if (!previous || previous.block !== sentence.block)
      return steps > 0 ? { start: first.start, end: sentence.end } : undefined;
    if (isWithheld({ start: previous.start, end: sentence.end }, withheld)) return undefined;
    if (sentence.end - previous.start > 2 * pointUnits) break;
    first = previous;
  }
  return { start: first.start, end: sentence.end };
}

/** What an item of a list follows: "An attacker cannot:". Without it the item may say the contrary. */
function leadInOf({ block }: Sentence, { document, outline: { blocks } }: IndexedDocument): Block | undefined {
  let at = blocks.findIndex(({ number }) => number === block);
  if (blocks[at]?.kind !== 'list-item') return undefined;
  const leads = ({ start, end }: Span): boolean => /:(?:\*\*)?\s*$/u.test(document.text.slice(start, end));
  for (at--; blocks[at]?.kind === 'list-item'; at--) if (leads(blocks[at]!)) return blocks[at];
  const before = blocks[at];
  return before?.kind === 'paragraph' && leads(before) ? before : undefined;
}

/** Openings that speak of somebody or something named before; the English ones beside those that every quote heeds. */
const openings: Readonly<Record<string, RegExp>> = {
  en: /^(?:(?:in|on|with|by|from|of|for|to|at) (?:it|this|these|those|that|them|him|her)|(?:it|its|his|her|their|him|them)(?! (?:is|was|appears|seems|follows|has been) ))\b/iu,
  fr: /^(?:mais|or|donc|ainsi|cela|ceci|ce|cet|cette|ces|c’est|ils?|elles?|celui|celle|ceux|pourtant|cependant|toutefois|leurs?|aussi|en revanche|et)(?!\p{L})/iu,
  de: /^(?:aber|doch|jedoch|daher|deshalb|darum|dies\p{L}*|jene\p{L}*|er|sie|es|ihre?\p{L}{0,2}|seine?\p{L}{0,2}|damit|dennoch|trotzdem|und)(?!\p{L})/iu,
};

const ofAPerson = /\b(?:he|she|his|her|him)\b/iu;
const monthsOrOurs =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|I|In|On|At|The|A|An|By|When|After|Before|While|As|If|For|From|With|But|And|Then|Since)$/u;

/** Whether a sentence speaks of somebody before it names anybody. */
function namesNobodyFirst(words: string): boolean {
  const at = words.search(ofAPerson);
  const before = at < 0 ? [] : (words.slice(0, at).match(/\p{Lu}[\p{L}’-]*/gu) ?? []);
  return at >= 0 && before.every((word) => monthsOrOurs.test(word));
}

/** Whether a sentence holds words that can't be understood without the one before it. */
function leans({ start, end }: Span, text: string, language: string): boolean {
  const words = text.slice(start, end);
  const own = openings[language.split('-')[0] ?? ''];
  if (own?.test(words)) return true;
  return language.startsWith('en') && (leansOnPrevious.test(words) || namesNobodyFirst(words));
}

function sumOf(vectors: readonly Float32Array[], dimension: number): Float32Array {
  const sum = new Float32Array(dimension);
  for (const vector of vectors) for (let at = 0; at < dimension; at++) sum[at]! += vector[at]!;
  return sum;
}
