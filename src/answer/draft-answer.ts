import { overlapOf, type Span } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import { addCanonicalNames, type NameMatcher, unifyNames } from '../retrieval/match-names.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { WidenedQuestion } from '../retrieval/widen-question.ts';
import { contentStems, foldWord, functionWords, rawWordsOf, stem, wordsOf } from '../retrieval/words.ts';
import type { Draft } from './answer.ts';
import { type Features, featuresOf, type InverseFrequency, judge } from './answerability.ts';
import { languageName } from './detect-language.ts';
import { genreNoun } from './genre.ts';
import { describe } from './message.ts';
import { type NamesOfDocument, namesIn, type QuestionName } from './named-in-question.ts';
import type { Part, Quoted, Reason } from './part.ts';
import { pickFacts } from './pick-facts.ts';
import { pickQuotes, type Surroundings, saysSomething, scoreMargin } from './pick-quotes.ts';
import { hasQuantity, hasStrongDate, kindOf, namesPlace, namesSomeone, type QuestionKind } from './question-kind.ts';
import type { RelevantClaim } from './relevant-claims.ts';
import { type Withheld, withhold } from './withhold.ts';

/** Everything that is known when an answer is drafted. Nothing in here was written by a model. */
export type Findings = {
  readonly question: string;
  readonly widened: WidenedQuestion;
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly matcher: NameMatcher;
  readonly names: NamesOfDocument;
  readonly idf: InverseFrequency;
  /** Of this document, best first. */
  readonly ranked: readonly RankedSentence[];
  readonly nearest: readonly RelevantClaim[];
  readonly withheld: Withheld;
  /** Of the question; null where it can't be told. */
  readonly language: string | null;
  /** Whether question and document can be compared: one language, or a model of many. */
  readonly understood: boolean;
  /** The reader's logit that a window answers the question; undefined where it can't read the language. */
  readonly read: ((window: string) => Promise<number>) | undefined;
};

const quotesShown = 3;
const nearestShown = 2;
const quotesKept = 12;

/** Composes an answer out of what was found; with no language model. */
export async function draftAnswer(found: Findings): Promise<Draft> {
  const kind = kindOf(found.question);
  const names = namesIn(found.question, found.matcher.find(found.question), found.names.isName);
  const ranked = preferClaimsAskedAbout(quotable(found), found);
  const together =
    names.length > 1 ? ranked.filter(({ sentence }) => found.names.standTogether(names, sentence)) : ranked;
  const refusal = found.understood
    ? await whyNotAddressed(found, kind, names, ranked, together)
    : whyNotInOtherLanguage(found, names, ranked);
  const around: Surroundings = {
    in: found.in,
    ledger: found.ledger,
    withheld: found.withheld,
    nearest: found.nearest,
    speaker: genreNoun(found.in.document.facts.genre),
    asked: names,
    holds: found.names.standsIn,
  };
  const laneFor = (quotes: readonly Quoted[]): Part[] => {
    const facts = factsFor(found, names, refusal, quotes);
    return facts.length > 0 ? facts.map((fact) => ({ kind: 'fact', fact })) : [{ kind: 'not-checked' }];
  };
  const common = {
    question: found.question,
    language: found.language ?? found.in.document.facts.language,
    document: found.in.document,
    ledgerOrigin: found.ledger.origin,
    kind: 'answer' as const,
  };
  if (refusal && refusal.reason !== 'uncertain') {
    const nearest = pickQuotes(ranked, around, nearestShown, true);
    return {
      ...common,
      notices: noticesFor(found, kind, nearest, false),
      outcome: 'not-addressed',
      reason: refusal.reason,
      parts: [
        { kind: 'not-addressed', explanation: refusal.explanation },
        ...nearest.map((quoted): Part => ({ kind: 'nearest', ...quoted })),
        ...laneFor(nearest),
      ],
      more: [],
    };
  }
  const pool = found.understood ? together : namedSentences(found, names, ranked);
  const quotes = pickQuotes(nearBest(pool), around, quotesShown, true);
  const more = pickQuotes(pool, around, quotesKept, false).filter(
    (quoted) => !quotes.some((shown) => sameSpan(shown, quoted)),
  );
  return {
    ...common,
    notices: noticesFor(found, kind, quotes, true),
    outcome: 'answered',
    reason: refusal?.reason,
    parts: [...quotes.map((quoted): Part => ({ kind: 'claim', ...quoted })), ...laneFor(quotes)],
    more,
  };
}

const sameSpan = (a: Quoted, b: Quoted): boolean => a.quote.start === b.quote.start && a.quote.end === b.quote.end;

/** Sentences that hold words and are not withheld. */
function quotable(found: Findings): RankedSentence[] {
  const ranked = found.ranked.filter(({ sentence }) => saysSomething(sentence, found.in));
  if (found.withheld.length === 0) return ranked;
  const allowed = new Set(
    withhold(
      ranked.map(({ sentence }) => sentence),
      found.withheld,
    ),
  );
  return ranked.filter(({ sentence }) => allowed.has(sentence));
}

/** How much the claims in a sentence count beside the sentence itself. Fitted on the test questions. */
const claimWeight = 1.5;

/** A reviewed claim is a finer passage than its sentence: a sentence gains by the nearest claim that lies in it. */
function preferClaimsAskedAbout(ranked: readonly RankedSentence[], found: Findings): RankedSentence[] {
  const scores = new Map(found.nearest.map((claim) => [claim.number, claim.score]));
  const gain = (sentence: Span): number =>
    Math.max(
      0,
      ...found.ledger.claims
        .filter((claim) => claim.spans.some((span) => overlapOf(span, sentence) > 0))
        .map((claim) => scores.get(claim.number) ?? 0),
    );
  return ranked
    .map((item) => ({ ...item, score: item.score + claimWeight * gain(item.sentence) }))
    .sort((a, b) => b.score - a.score);
}

type Refusal = { readonly reason: Reason; readonly explanation: string };

/** Undefined where the best passage answers; `uncertain` where it may not. */
async function whyNotAddressed(
  found: Findings,
  kind: QuestionKind,
  names: readonly QuestionName[],
  ranked: readonly RankedSentence[],
  together: readonly RankedSentence[],
): Promise<Refusal | undefined> {
  const missing = names.filter((name) => !found.names.has(name, found.widened.readAs));
  if (missing.length > 0) return { reason: 'unknown-name', explanation: `${listed(missing)} not occur in it.` };
  const best = together[0];
  if (!best) {
    if (ranked.length > 0 && names.length > 1)
      return { reason: 'names-apart', explanation: `No passage speaks of ${both(names)} together.` };
    return { reason: 'no-passage', explanation: '' };
  }
  if (topicOf(found.widened.text).length === 0) return { reason: 'no-passage', explanation: '' };
  const window = windowOf(found.in, best);
  const type = missingType(found, kind, together, window);
  if (type) return { reason: 'answer-type', explanation: type };
  const others = nearBest(together).slice(1, quotesShown);
  const features = (passage: RankedSentence): Features => featuresAt(found, kind, passage);
  const verdict = await judge(
    [features(best), ...others.map(features)],
    kind,
    found.read && (() => found.read!(window)),
  );
  if (verdict === 'answers') return undefined;
  return { reason: verdict === 'refuses' ? 'no-passage' : 'uncertain', explanation: '' };
}

/** Ranked sentences that hardly score less than the first. */
const nearBest = (ranked: readonly RankedSentence[]): RankedSentence[] =>
  ranked.filter((sentence) => sentence.score >= ranked[0]!.score - scoreMargin);

function featuresAt(found: Findings, kind: QuestionKind, passage: RankedSentence): Features {
  const withNames = (text: string): string => addCanonicalNames(text, found.matcher);
  const text = withNames(textOf(found, passage.sentence));
  const window = withNames(windowOf(found.in, passage));
  const question = unifyNames(found.widened.text, found.matcher);
  return featuresOf(question, kind, { text, cosine: passage.cosine, window }, found.idf);
}

/** A question that wants a number, a date, a person or a place is not answered by a passage without one. */
function missingType(
  found: Findings,
  kind: QuestionKind,
  ranked: readonly RankedSentence[],
  window: string,
): string | undefined {
  const { question } = found;
  const asked = found.widened.text;
  switch (kind.wants) {
    case 'quantity':
      return hasQuantity(window, asked) ? undefined : 'No passage gives the number asked for.';
    case 'date': {
      const inTop = ranked.slice(0, 3).some((sentence) => hasStrongDate(windowOf(found.in, sentence), asked));
      return inTop ? undefined : 'No passage gives the date asked for.';
    }
    case 'person':
      return namesSomeone(window, question) ? undefined : 'No passage names the person asked for.';
    case 'place':
      return namesPlace(window, question) ? undefined : 'No passage names the place asked for.';
    case 'other':
      return undefined;
  }
}

/** With a model of another language only names and numbers can be looked for. */
function whyNotInOtherLanguage(
  found: Findings,
  names: readonly QuestionName[],
  ranked: readonly RankedSentence[],
): Refusal {
  const hits = namedSentences(found, names, ranked);
  return hits.length > 0
    ? { reason: 'uncertain', explanation: '' }
    : { reason: 'other-language', explanation: 'I found none of the names or numbers of the question in it.' };
}

/** Sentences that hold a name or a number of the question. */
function namedSentences(
  found: Findings,
  names: readonly QuestionName[],
  ranked: readonly RankedSentence[],
): RankedSentence[] {
  const numbers = new Set(wordsOf(found.question).filter((word) => /^\p{N}/u.test(word)));
  const present = names.filter((name) => found.names.has(name, found.widened.readAs));
  return ranked.filter(({ sentence }) => {
    const text = textOf(found, sentence);
    const words = new Set(rawWordsOf(text).map(foldWord));
    return (
      wordsOf(text).some((word) => numbers.has(word)) ||
      present.some((name) =>
        name.group
          ? found.matcher.holds(text, name.group)
          : rawWordsOf(name.surface).every((word) => words.has(foldWord(word))),
      )
    );
  });
}

/**
 * Facts of the nearest claims. Where the document lacks a name of the question, a fact has to hold it; where no passage
 * surely answers, a fact has to hold half of the question's other words: a name alone does not make it belong.
 */
function factsFor(
  found: Findings,
  names: readonly QuestionName[],
  refusal: Refusal | undefined,
  quotes: readonly Quoted[],
): ReviewedFact[] {
  const missing = names
    .filter((name) => !found.names.has(name, found.widened.readAs))
    .flatMap((name) => rawWordsOf(name.surface).map(foldWord));
  const shown = new Set(quotes.flatMap((quoted) => quoted.shown.map((touch) => touch.claim)));
  const groups = new Set(names.map((name) => name.group));
  const named = new Set(
    names.flatMap((name) => contentStems(name.group ? unifyNames(name.surface, found.matcher) : name.surface)),
  );
  const asked = topicOf(unifyNames(found.widened.text, found.matcher)).filter((word) => !named.has(word));
  return pickFacts(found.nearest, found.ledger, quotes, (fact) => {
    const words = new Set(rawWordsOf(fact.text).map(foldWord));
    if (!missing.every((word) => words.has(word))) return false;
    // Nobody is brought up whom neither the question names nor a quote beside it speaks of.
    const persons = found.matcher.find(fact.text).filter(({ group }) => group.kind === 'person');
    if (!shown.has(fact.claim) && persons.some(({ group }) => !groups.has(group))) return false;
    if (!refusal || (refusal.reason === 'uncertain' && shown.has(fact.claim))) return true;
    if (asked.length === 0) return missing.length > 0;
    const stems = new Set(contentStems(addCanonicalNames(fact.text, found.matcher)));
    return asked.filter((word) => stems.has(word)).length >= asked.length / 2;
  });
}

/** What a question is about: its words less those that every question has. */
const topicOf = (question: string): string[] =>
  contentStems(question).filter((word) => word.length > 1 && !functionWords.has(word) && !questionWords.has(word));
const questionWords = new Set(
  'agree think believe say tell know confirm admit true false yes right correct opinion article document text op ed author claim mention please'
    .split(' ')
    .map(stem),
);

function noticesFor(found: Findings, kind: QuestionKind, quotes: readonly Quoted[], answered: boolean): string[] {
  const notices: string[] = [];
  const accuses = quotes.some((quoted) => quoted.touches.some((touch) => touch.accuses && touch.whole));
  if (kind.asksOrigin) notices.push(describe(found.in.document.facts));
  const stated = !kind.wh && wordsOf(found.question).length > 2;
  if (kind.judgement || ((kind.yesNo || stated) && accuses && answered))
    notices.push('Hearsay quotes and cites; it does not judge people.');
  if (!found.understood && found.language) {
    const own = languageName(found.in.document.facts.language);
    const noun = genreNoun(found.in.document.facts.genre);
    notices.push(
      `This question seems to be in ${languageName(found.language)}, the ${noun} is in ${own}, and my model does not translate: I looked for names and numbers. Asking in ${own} finds more.`,
    );
  }
  // A word of another language is no misspelt one.
  const readAs = found.understood ? found.widened.readAs : [];
  for (const [word, other] of readAs) notices.push(`I read \`${word}\` as \`${other}\`.`);
  return notices;
}

const coded = (name: QuestionName): string => `\`${name.surface.replaceAll('`', "'")}\``;
const listed = (names: readonly QuestionName[]): string =>
  `${new Intl.ListFormat('en').format(names.map(coded))} ${names.length === 1 ? 'does' : 'do'}`;
const both = (names: readonly QuestionName[]): string => new Intl.ListFormat('en').format(names.map(coded));

const textOf = (found: Findings, { start, end }: Span): string => found.in.document.text.slice(start, end);

/** A sentence with the one before and after it in its block. */
function windowOf(document: IndexedDocument, { sentence }: RankedSentence): string {
  const beside = (ordinal: number) => {
    const other = document.outline.sentences[ordinal];
    return other && other.block === sentence.block ? other : sentence;
  };
  return document.document.text.slice(beside(sentence.ordinal - 1).start, beside(sentence.ordinal + 1).end);
}
