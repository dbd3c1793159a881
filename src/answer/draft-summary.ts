import type { Standing } from '../domain/claim.ts';
import type { Block, Sentence } from '../domain/passage.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { Draft } from './answer.ts';
import { genreNoun } from './genre.ts';
import type { Part, Quoted } from './part.ts';
import { pickQuotes, quotedAt, type Surroundings } from './pick-quotes.ts';
import { touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** At most so many quotes, one for each part of the argument. */
const quotesShown = 5;

/** How central each sentence of the document is to its section and to the whole; higher is more. */
export type Centrality = (sentence: Sentence) => number;

/**
 * What a document is about, in its own words: one quote for each part of its argument, in its order. A sentence that
 * accuses a named person is passed over where another can stand for its section: nobody is dragged in unasked.
 */
export function draftSummary(
  question: string,
  indexed: IndexedDocument,
  ledger: Ledger,
  withheld: Withheld,
  centrality: Centrality,
): Draft {
  const { document, outline } = indexed;
  const around: Surroundings = {
    in: indexed,
    ledger,
    withheld,
    nearest: [],
    speaker: genreNoun(document.facts.genre),
    asked: [],
    holds: () => false,
  };
  const people = peopleAccused(ledger);
  const candidates = sectionsOf(outline.blocks)
    .map((section) => bestOf(section, indexed, (sentence) => centrality(sentence) - (accuses(sentence) ? 1 : 0)))
    .filter((sentence) => sentence !== undefined)
    .filter((sentence) => !isWithheld(sentence, withheld));
  function accuses(sentence: Sentence): boolean {
    return touchesOf(document, ledger, sentence).some((touch) => people.has(touch.claim));
  }
  const ranked = candidates.map((sentence) => ({ in: indexed, sentence, score: centrality(sentence), cosine: 0 }));
  const quotes: Quoted[] = pickQuotes(
    [...ranked].sort((a, b) => b.score - a.score),
    around,
    quotesShown,
  ).sort((a, b) => a.quote.start - b.quote.start);
  const notice = noticeOf(indexed);
  const ofItself: Part[] =
    notice && !isWithheld(notice, withheld) ? [{ kind: 'of-itself', ...quotedAt(notice, around) }] : [];
  const title = outline.blocks.find((block) => block.kind === 'title');
  const titled = title && !isWithheld(title, withheld) ? [quotedAt(title, around)] : [];
  const body = quotes.filter((quoted) => !titled.some((own) => own.quote.start === quoted.quote.start));
  const counts = standingsOf(ledger);
  return {
    question,
    outcome: 'answered',
    language: document.facts.language,
    notices: [],
    document,
    ledgerOrigin: ledger.origin,
    kind: 'summary',
    parts: [
      ...ofItself,
      ...[...titled, ...body].map((quoted): Part => ({ kind: 'claim', ...quoted })),
      ...(counts.length > 0 ? [{ kind: 'standings' as const, counts }] : []),
    ],
    more: [],
  };
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

function bestOf(section: readonly Block[], { outline }: IndexedDocument, score: Centrality): Sentence | undefined {
  const numbers = new Set(section.map((block) => block.number));
  const last = outline.blocks.at(-1)?.number;
  return outline.sentences
    .filter((sentence) => numbers.has(sentence.block) && !(sentence.block === last && section.length > 1))
    .map((sentence) => ({ sentence, score: score(sentence) }))
    .sort((a, b) => b.score - a.score)[0]?.sentence;
}

/** Claims that accuse somebody by name: the accused stands among the names the ledger gives as persons. */
function peopleAccused(ledger: Ledger): ReadonlySet<number> {
  const persons = new Set(ledger.names.filter((name) => name.kind === 'person').map((name) => name.canonical));
  return new Set(
    ledger.claims
      .filter((claim) => claim.accused.some((who) => [...persons].some((person) => who.startsWith(person))))
      .map((claim) => claim.number),
  );
}

/** The closing words in which a document speaks of itself, such as a publisher's notice. */
function noticeOf({ document, outline }: IndexedDocument): Block | undefined {
  const last = outline.blocks.at(-1);
  const text = last ? document.text.slice(last.start, last.end) : '';
  return last && /\b(views?|opinions?)\b.*\b(author|writer|contributor)/iu.test(text) && text.length <= 400
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
