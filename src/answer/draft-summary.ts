import type { Standing } from '../domain/claim.ts';
import type { Block, Sentence } from '../domain/passage.ts';
import { lengthOf, type Span } from '../domain/span.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { lackOf } from './announced.ts';
import type { Draft, SummaryWish } from './answer.ts';
import { claimWithin, penaltyOf, shapePenalty, understood } from './choose-points.ts';
import { genreNoun } from './genre.ts';
import { maxVisibleCharacters } from './guard.ts';
import { messageOf, visibleLength } from './message.ts';
import type { Part, Quoted, Touch } from './part.ts';
import { quotedAt, type Surroundings, saysSomething } from './pick-quotes.ts';
import { noticeOf, sectionsOf } from './sections.ts';
import { claimsAccusingPersons } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** At most so many quotes beside the title. */
const quotesShown = 6;

/** A heading that announces what its section does not give says most of that section; any other says less than a sentence. */
const lackBonus = 0.2;
const headingPenalty = 0.06;

/** How central a sentence is to the whole document; higher is more. */
export type Centrality = (sentence: Sentence) => number;

export type SummaryRequest = {
  readonly question: string;
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
  readonly wish: SummaryWish;
  /** BCP 47; English where it is left out. */
  readonly frame?: string | undefined;
  /** What fits the words that the asker is interested in, best first; without them the whole is summed up. */
  readonly focus?: readonly Span[];
};

/**
 * What a document is about, in its own words: its title, and one quote for each part of its argument, in its order.
 * Where they do not all fit, the least central are left out. A sentence that accuses a person by name is passed over
 * where another can stand for its section: nobody is dragged in unasked.
 */
export function draftSummary(request: SummaryRequest, centrality: Centrality): Draft {
  const { in: indexed, ledger, withheld, wish, focus } = request;
  const { document, outline } = indexed;
  const shown = (span: Span): boolean => !isWithheld(span, withheld) && saysSomething(span, indexed);
  const quoteWhole = quoteIn(request);
  const quote = (span: Span): Quoted => asInOverviews(quoteWhole(span), indexed);
  const title = focus ? undefined : outline.blocks.find((block) => block.kind === 'title' && shown(block));
  const notice = noticeOf(indexed);
  const ofItself = notice && shown(notice) ? [quote(notice)] : [];
  const central = distinct((focus ?? centralIn(request, centrality)).filter(shown).map(quote));
  const counts = standingsOf(ledger);
  const draftOf = (quotes: readonly Quoted[]): Draft => ({
    question: request.question,
    outcome: 'answered',
    language: document.facts.language,
    notices: [],
    document,
    ledgerOrigin: ledger.origin,
    kind: 'summary',
    wish,
    frame: request.frame,
    parts: [
      ...ofItself.map((quoted): Part => ({ kind: 'of-itself', ...quoted })),
      ...[...(title ? [quote(title)] : []), ...inOrder(quotes)].map((quoted): Part => ({ kind: 'claim', ...quoted })),
      ...(counts.length > 0 ? [{ kind: 'standings' as const, counts }] : []),
    ],
    more: focus ? central.filter((quoted) => !quotes.includes(quoted)) : [],
  });
  const fits = (quotes: readonly Quoted[]): boolean =>
    visibleLength(messageOf(draftOf(quotes))) <= maxVisibleCharacters;
  const chosen: Quoted[] = [];
  for (const quoted of central)
    if (chosen.length < quotesShown && (chosen.length === 0 || fits([...chosen, quoted]))) chosen.push(quoted);
  return draftOf(chosen);
}

/** Makes quotes as summaries show them: with what they announce and is not given. */
export function quoteIn({
  in: indexed,
  ledger,
  withheld,
}: Pick<SummaryRequest, 'in' | 'ledger' | 'withheld'>): (span: Span) => Quoted {
  const speaker = genreNoun(indexed.document.facts.genre);
  const around: Surroundings = { in: indexed, ledger, withheld, nearest: [], speaker, asked: [], holds: () => false };
  return (span) => {
    const quoted = quotedAt(span, around);
    return { ...quoted, lacks: lackOf(quoted.quote, indexed) };
  };
}

/** A quote of an overview, which has little room: with one standing, and with what it announces and is not given. */
export const asInOverviews = (quoted: Quoted, indexed: IndexedDocument): Quoted => ({
  ...quoted,
  shown: oneStanding(quoted),
  lacks: lackOf(quoted.quote, indexed),
});

const inOrder = (quotes: readonly Quoted[]): Quoted[] => quotes.toSorted((a, b) => a.quote.start - b.quote.start);

/** What stands for each section, most central first. */
function centralIn({ in: indexed, ledger, withheld }: SummaryRequest, centrality: Centrality): Span[] {
  const accused = claimsAccusingPersons(ledger);
  const notice = noticeOf(indexed);
  const blocks = new Map(indexed.outline.blocks.map((block) => [block.number, block]));
  const bonus = (sentence: Sentence): number => {
    const block = blocks.get(sentence.block);
    const words = indexed.document.text.slice(sentence.start, sentence.end);
    if (block?.kind !== 'heading') return -shapePenalty(words, block?.kind);
    return lackOf(block, indexed) ? lackBonus : -headingPenalty;
  };
  const score = (sentence: Sentence): number =>
    centrality(sentence) - penaltyOf(sentence, indexed, ledger, accused) + bonus(sentence);
  return sectionsOf(indexed.outline.blocks)
    .flatMap((section) => bestOf(section, indexed, score) ?? [])
    .filter(({ sentence }) => sentence.block !== notice?.number)
    .sort((a, b) => b.score - a.score)
    .map(
      ({ sentence }) =>
        claimWithin(sentence, ledger, accused) ?? understoodOf(sentence, indexed, withheld, accused, ledger),
    );
}

/** Better half understood than an accusation of somebody brought along unasked. */
function understoodOf(
  sentence: Sentence,
  indexed: IndexedDocument,
  withheld: Withheld,
  accused: ReadonlySet<number>,
  ledger: Ledger,
): Span {
  const widened = understood(sentence, { in: indexed, withheld });
  return widened && penaltyOf(widened, indexed, ledger, accused) < 1 ? widened : sentence;
}

/** One standing a quote is enough to see where it stands: an accusation's before any other. */
const oneStanding = (quoted: Quoted): Touch[] =>
  [...quoted.shown]
    .sort((a, b) => Number(b.accuses) - Number(a.accuses) || lengthOf(b.span) - lengthOf(a.span))
    .slice(0, 1);

function distinct(quotes: readonly Quoted[]): Quoted[] {
  return quotes.filter((quoted, at) => quotes.findIndex((other) => other.quote.text === quoted.quote.text) === at);
}

function bestOf(
  section: readonly Block[],
  indexed: IndexedDocument,
  score: Centrality,
): { readonly sentence: Sentence; readonly score: number } | undefined {
  const numbers = new Set(section.map((block) => block.number));
  return indexed.outline.sentences
    .filter((sentence) => numbers.has(sentence.block) && saysSomething(sentence, indexed))
    .map((sentence) => ({ sentence, score: score(sentence) }))
    .sort((a, b) => b.score - a.score)[0];
}

/** How many claims stand how, in the order of the words' list. */
export function standingsOf(ledger: Ledger): { standing: Standing; count: number }[] {
  const order: readonly Standing[] = [
    'supported',
    'refuted',
    'conflicting',
    'not-enough-evidence',
    'opinion',
    'not-checked',
  ];
  const listed = ledger.claims.filter(({ number }) => !ledger.hidden.has(number));
  return order
    .map((standing) => ({
      standing,
      count: listed.filter((claim) => standingOf(ledger, claim.number) === standing).length,
    }))
    .filter(({ count }) => count > 0);
}
