import type { Standing } from '../domain/claim.ts';
import type { Block, Sentence } from '../domain/passage.ts';
import { contains, lengthOf, type Span } from '../domain/span.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { Draft } from './answer.ts';
import { genreNoun } from './genre.ts';
import { maxVisibleCharacters } from './guard.ts';
import { anyLineBreak, messageOf, visibleLength } from './message.ts';
import type { Part, Quoted, Touch } from './part.ts';
import { quotedAt, type Surroundings, saysSomething } from './pick-quotes.ts';
import { claimsAccusingPersons, touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** At most so many quotes beside the title. */
const quotesShown = 6;

/** Beside an equally central sentence without an accusation, one with it stands back. Cosines differ by about .1. */
const accusationPenalty = 0.04;

/** How central a sentence is to the whole document; higher is more. */
export type Centrality = (sentence: Sentence) => number;

/**
 * What a document is about, in its own words: its title, and one quote for each part of its argument, in its order.
 * Where they do not all fit, the least central are left out. A sentence that accuses a person by name is passed over
 * where another can stand for its section: nobody is dragged in unasked.
 */
export function draftSummary(
  question: string,
  indexed: IndexedDocument,
  ledger: Ledger,
  withheld: Withheld,
  centrality: Centrality,
): Draft {
  const { document, outline } = indexed;
  const speaker = genreNoun(document.facts.genre);
  const around: Surroundings = { in: indexed, ledger, withheld, nearest: [], speaker, asked: [], holds: () => false };
  const shown = (span: Span): boolean => !isWithheld(span, withheld) && saysSomething(span, indexed);
  const quote = (span: Span): Quoted => {
    const quoted = quotedAt(span, around);
    return { ...quoted, shown: oneStanding(quoted) };
  };
  const title = outline.blocks.find((block) => block.kind === 'title' && shown(block));
  const notice = noticeOf(indexed);
  const ofItself = notice && shown(notice) ? [quote(notice)] : [];
  const accused = claimsAccusingPersons(ledger);
  const penalty = (span: Span): number => {
    const touches = touchesOf(document, ledger, span);
    if (touches.some((touch) => accused.has(touch.claim))) return 1;
    return touches.some((touch) => touch.accuses) ? accusationPenalty : 0;
  };
  const central = sectionsOf(outline.blocks)
    .flatMap((section) => bestOf(section, indexed, (sentence) => centrality(sentence) - penalty(sentence)) ?? [])
    .filter((sentence) => sentence.block !== notice?.number)

    .sort((a, b) => centrality(b) - penalty(b) - (centrality(a) - penalty(a)))
    .map((sentence) => claimIn(sentence, ledger, accused) ?? sentence)
    .filter(shown);
  const counts = standingsOf(ledger);
  const draftOf = (count: number): Draft => {
    const body = distinct(central.slice(0, count).map(quote)).sort((a, b) => a.quote.start - b.quote.start);
    return {
      question,
      outcome: 'answered',
      language: document.facts.language,
      notices: [],
      document,
      ledgerOrigin: ledger.origin,
      kind: 'summary',
      parts: [
        ...ofItself.map((quoted): Part => ({ kind: 'of-itself', ...quoted })),
        ...[...(title ? [quote(title)] : []), ...body].map((quoted): Part => ({ kind: 'claim', ...quoted })),
        ...(counts.length > 0 ? [{ kind: 'standings' as const, counts }] : []),
      ],
      more: [],
    };
  };
  const fits = (draft: Draft): boolean => visibleLength(messageOf(draft)) <= maxVisibleCharacters;
  let count = Math.min(quotesShown, central.length);
  while (count > 1 && !fits(draftOf(count))) count--;
  return draftOf(count);
}

/** One standing a quote is enough to see where it stands: an accusation's before any other. */
export const oneStanding = (quoted: Quoted): Touch[] =>
  [...quoted.shown]
    .sort((a, b) => Number(b.accuses) - Number(a.accuses) || lengthOf(b.span) - lengthOf(a.span))
    .slice(0, 1);

/** The widest claim of a sentence that accuses nobody by name, where the sentence holds more than one claim. */
function claimIn(sentence: Span, ledger: Ledger, accused: ReadonlySet<number>): Span | undefined {
  const own = ledger.claims.flatMap((claim) =>
    claim.spans.filter((span) => contains(sentence, span)).map((span) => ({ claim: claim.number, span })),
  );
  if (own.length < 2) return undefined;
  return own
    .filter(({ claim }) => !accused.has(claim))
    .map(({ span }) => span)
    .sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}

function distinct(quotes: readonly Quoted[]): Quoted[] {
  return quotes.filter((quoted, at) => quotes.findIndex((other) => other.quote.text === quoted.quote.text) === at);
}

/** Runs of blocks under one heading; the heading itself belongs to its section. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [];
  for (const block of blocks) {
    if (block.kind === 'title') continue;
    if (block.kind === 'heading' || sections.length === 0) sections.push([block]);
    else sections.at(-1)!.push(block);
  }
  return sections;
}

function bestOf(section: readonly Block[], indexed: IndexedDocument, score: Centrality): Sentence | undefined {
  const numbers = new Set(section.map((block) => block.number));
  return indexed.outline.sentences
    .filter((sentence) => numbers.has(sentence.block) && saysSomething(sentence, indexed))
    .map((sentence) => ({ sentence, score: score(sentence) }))
    .sort((a, b) => b.score - a.score)[0]?.sentence;
}

/**
 * The closing words in which a document speaks of itself, such as a publisher's notice. They stand within a line of
 * ours, so words with a line break, which would begin a line of their own there, are left out.
 */
function noticeOf({ document, outline }: IndexedDocument): Block | undefined {
  const last = outline.blocks.at(-1);
  const text = last ? document.text.slice(last.start, last.end) : '';
  return last &&
    /\b(views?|opinions?)\b.*\b(author|writer|contributor)/iu.test(text) &&
    text.length <= 400 &&
    !anyLineBreak.test(text)
    ? last
    : undefined;
}

/** How many claims stand how, in the order of the words' list. */
function standingsOf(ledger: Ledger): { standing: Standing; count: number }[] {
  const order: readonly Standing[] = [
    'supported',
    'refuted',
    'conflicting',
    'not-enough-evidence',
    'opinion',
    'not-checked',
  ];
  return order
    .map((standing) => ({
      standing,
      count: ledger.claims.filter((claim) => standingOf(ledger, claim.number) === standing).length,
    }))
    .filter(({ count }) => count > 0);
}
