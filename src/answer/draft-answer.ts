import { overlapOf } from '../domain/span.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import { addCanonicalNames, unifyNames } from '../retrieval/match-names.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import { contentStems, foldWord, functionWords, rawWordsOf, stem, wordsOf } from '../retrieval/words.ts';
import type { Draft } from './answer.ts';
import { judge } from './answerability.ts';
import { type Candidate, candidatesOf, nearnessIn, preferred, textOf, windowOf } from './candidates.ts';
import { languageName } from './detect-language.ts';
import type { Findings } from './findings.ts';
import { fitted } from './fitted.ts';
import { genreNoun } from './genre.ts';
import { describe } from './message.ts';
import { namesIn, type QuestionName } from './named-in-question.ts';
import type { Part, Quoted, Reason } from './part.ts';
import { factsShown, pickFacts } from './pick-facts.ts';
import { pickQuotes, type Surroundings } from './pick-quotes.ts';
import { hasQuantity, hasStrongDate, kindOf, namesPlace, namesSomeone, type QuestionKind } from './question-kind.ts';

const quotesShown = 3;
const nearestShown = 2;
/** So many of the best are tried for it. */
const nearestTried = 20;
/**
 * A passage farther than this has nothing to do with a question, and whom it accuses is accused for nothing: three in four
 * of the looked-at English questions about something else have none that is nearer, and one in nine of the near misses.
 * Source: docs/decisions/2026-11-23-several-questions.md.
 */
const nearEnough = 0.7;
const quotesKept = 12;

/** Composes an answer out of what was found; with no language model. */
export async function draftAnswer(found: Findings): Promise<Draft> {
  const wanted = wantedIn(found);
  const { kind } = wanted;
  const { ranked, shown, refusal, asked, missing } = await choose(found, wanted);
  const around = surroundings(found, wanted);
  const laneFor = (quotes: readonly Quoted[]): Part[] => {
    const facts = factsForAll(asked, quotes);
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
    const nearest = pickQuotes(nearPassages(found, ranked), around, nearestShown, 'all');
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
  const firsts = asked.length > 1 ? together(asked.flatMap(firstQuote)) : [];
  const quotes = together([...firsts, ...pickQuotes(shown, around, quotesShown, 'later')]).slice(0, quotesShown);
  const more = pickQuotes(ranked, around, quotesKept, 'none').filter(
    (quoted) => !quotes.some((shown) => sameSpan(shown, quoted)),
  );
  return {
    ...common,
    notices: [...partsMissing(around.speaker, missing), ...noticesFor(found, kind, quotes, true)],
    outcome: 'answered',
    reason: refusal?.reason,
    parts: [...quotes.map((quoted): Part => ({ kind: 'claim', ...quoted })), ...laneFor(quotes)],
    questions: Math.max(1, firsts.length),
    more,
  };
}

/** Those of the best that are near at all; found one by one, because mostly the first two are shown. */
function* nearPassages(found: Findings, ranked: readonly RankedSentence[]): Iterable<RankedSentence> {
  const nearness = nearnessIn(found);
  for (const passage of ranked.slice(0, nearestTried)) if (nearness(passage) >= nearEnough) yield passage;
}

/** What may be quoted, best first; of it what is worth showing at once; and why nothing answers, where that is so. */
type Choice = {
  readonly ranked: readonly RankedSentence[];
  readonly shown: readonly RankedSentence[];
  readonly refusal: Refusal | undefined;
};

/** What is asked, and what may be quoted, the best by rank and by the claims asked about first. */
type Wanted = {
  readonly kind: QuestionKind;
  readonly names: readonly QuestionName[];
  readonly ranked: readonly RankedSentence[];
};

const wantedIn = (found: Findings): Wanted => ({
  kind: kindOf(found.question),
  names: namesIn(found.question, found.matcher.find(found.question), found.names.isName),
  ranked: preferred(found),
});

/** Of a question that asks several things, what answers each of them; where nothing does, what answers the whole. */
async function choose(found: Findings, wanted: Wanted): Promise<ChoiceOfAll> {
  const whole = { found, wanted, ...(await chooseFor(found, wanted)) };
  const own: Chosen[] = [];
  for (const question of found.questions) {
    const its = wantedIn(question);
    own.push({ found: question, wanted: its, ...(await chooseFor(question, its)) });
  }
  if (!own.some(mayAnswer)) return { ...whole, asked: [whole], missing: [] };
  return {
    ranked: own.flatMap(({ ranked }) => ranked.slice(0, quotesKept)),
    shown: whole.refusal === undefined ? whole.shown : [],
    refusal: own.every(({ refusal }) => refusal === undefined) ? undefined : uncertain,
    asked: own,
    missing: own.flatMap((one) => (one.refusal && !mayAnswer(one) ? [one.refusal] : [])),
  };
}

/** What was chosen for a question. */
type Chosen = Choice & { readonly found: Findings; readonly wanted: Wanted };
/** `asked`: each question by itself, one or several; `missing`: why some of several are not answered. */
type ChoiceOfAll = Choice & { readonly asked: readonly Chosen[]; readonly missing: readonly Refusal[] };

/** What answers one of several questions best, as if it were asked alone. */
const firstQuote = (one: Chosen): Quoted[] =>
  mayAnswer(one) ? pickQuotes(one.shown, surroundings(one.found, one.wanted), 1, 'later') : [];

/** Without those that overlap one before them. */
const together = (quotes: readonly Quoted[]): Quoted[] =>
  quotes.filter((one, at) => !quotes.slice(0, at).some(({ quote }) => overlapOf(quote, one.quote) > 0));

const surroundings = (found: Findings, { names }: Wanted): Surroundings => ({
  in: found.in,
  ledger: found.ledger,
  withheld: found.withheld,
  nearest: found.nearest,
  speaker: genreNoun(found.in.document.facts.genre),
  asked: names,
  holds: found.names.standsIn,
});

const uncertain: Refusal = { reason: 'uncertain', explanation: '' };
const mayAnswer = ({ refusal }: Choice): boolean => refusal === undefined || refusal.reason === 'uncertain';
async function chooseFor(found: Findings, wanted: Wanted): Promise<Choice> {
  const { names, ranked } = wanted;
  if (!found.understood) {
    const named = namedSentences(found, names, ranked);
    const refusal = whyNotInOtherLanguage(named);
    return { ranked: refusal.reason === 'uncertain' ? named : ranked, shown: named, refusal };
  }
  const { candidates, others, ruledOut } = await lookClosely(found, wanted);
  const [first, ...rest] = candidates;
  if (!first) return { ranked, shown: [], refusal: ruledOut };
  const all = [first, ...rest] as const;
  return { ranked: [...all, ...others], shown: nearBest(all), refusal: ruledOut ?? whyNotAddressed(all) };
}

/** What is known of a question before it is judged. */
export type LookedAt = {
  /** Most relevant first; none where names rule it out. */
  readonly candidates: readonly Candidate[];
  /** Those that were not looked at, as they were ranked. */
  readonly others: readonly RankedSentence[];
  /** Why nothing can answer, whatever the passages say. */
  readonly ruledOut: Refusal | undefined;
};

/** Looks closely at what may be quoted, where names do not rule it out. */
export async function lookClosely(
  found: Findings,
  { kind, names, ranked }: Wanted = wantedIn(found),
): Promise<LookedAt> {
  const together =
    names.length > 1 ? ranked.filter(({ sentence }) => found.names.standTogether(names, sentence)) : ranked;
  const unnamed = whyNamesRefuse(found, names, ranked, together);
  if (unnamed) return { candidates: [], others: together, ruledOut: unnamed };
  const candidates = await candidatesOf(found, together);
  const known = new Set(candidates.map(({ sentence }) => sentence));
  return {
    candidates,
    others: together.filter(({ sentence }) => !known.has(sentence)),
    ruledOut: whyNothingCan(found, kind, candidates),
  };
}

const sameSpan = (a: Quoted, b: Quoted): boolean => a.quote.start === b.quote.start && a.quote.end === b.quote.end;

type Refusal = { readonly reason: Reason; readonly explanation: string };

/** Why no passage can answer, as far as names tell. */
function whyNamesRefuse(
  found: Findings,
  names: readonly QuestionName[],
  ranked: readonly RankedSentence[],
  together: readonly RankedSentence[],
): Refusal | undefined {
  const missing = names.filter((name) => !found.names.has(name, found.widened.readAs));
  if (missing.length > 0) return { reason: 'unknown-name', explanation: `${listed(missing)} not occur in it.` };
  if (together.length > 0) return undefined;
  if (ranked.length > 0 && names.length > 1)
    return { reason: 'names-apart', explanation: `No passage speaks of ${both(names)} together.` };
  return { reason: 'no-passage', explanation: '' };
}

/** Nothing is asked, or nothing of the kind that is asked for is there. */
function whyNothingCan(found: Findings, kind: QuestionKind, candidates: readonly Candidate[]): Refusal | undefined {
  if (candidates.length === 0 || topicOf(found.widened.text).length === 0)
    return { reason: 'no-passage', explanation: '' };
  const type = missingType(found, kind, candidates);
  return type ? { reason: 'answer-type', explanation: type } : undefined;
}

/** Undefined where the candidates answer; `uncertain` where they may not. */
function whyNotAddressed(candidates: readonly [Candidate, ...Candidate[]]): Refusal | undefined {
  const judgement = judge(candidates);
  if (judgement === 'answers') return undefined;
  return { reason: judgement === 'refuses' ? 'no-passage' : 'uncertain', explanation: '' };
}

/** The first candidate, and those that are hardly less relevant and say more than the question does. */
const nearBest = ([best, ...others]: readonly [Candidate, ...Candidate[]]): Candidate[] => [
  best,
  ...others.filter(({ relevance, echo }) => !echo && relevance >= best.relevance - fitted.margin),
];

/** A question that wants a number, a date, a person or a place is not answered by a passage without one. */
function missingType(found: Findings, kind: QuestionKind, candidates: readonly Candidate[]): string | undefined {
  const { question } = found;
  const asked = found.widened.text;
  const someWindow = (holds: (window: string) => boolean): boolean =>
    candidates.slice(0, quotesShown).some(({ sentence }) => holds(windowOf(found.in, sentence)));
  switch (kind.wants) {
    case 'quantity':
      return someWindow((window) => hasQuantity(window, asked)) ? undefined : 'No passage gives the number asked for.';
    case 'date':
      return someWindow((window) => hasStrongDate(window, asked)) ? undefined : 'No passage gives the date asked for.';
    case 'person':
      return someWindow((window) => namesSomeone(window, question))
        ? undefined
        : 'No passage names the person asked for.';
    case 'place':
      return someWindow((window) => namesPlace(window, question)) ? undefined : 'No passage names the place asked for.';
    case 'other':
      return undefined;
  }
}

/** With a model of another language only names and numbers can be looked for. */
function whyNotInOtherLanguage(named: readonly RankedSentence[]): Refusal {
  return named.length > 0
    ? uncertain
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
    const text = textOf(found.in, sentence);
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

/** Where several things are asked, the fact that belongs most to each. */
function factsForAll(asked: readonly Chosen[], quotes: readonly Quoted[]): ReviewedFact[] {
  const each = asked.map(({ found, wanted, refusal }) => factsFor(found, wanted.names, refusal, quotes));
  return asked.length > 1 ? [...new Set(each.flatMap((facts) => facts.slice(0, 1)))].slice(0, factsShown) : each.flat();
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

function partsMissing(noun: string, missing: readonly Refusal[]): string[] {
  if (missing.length === 0) return [];
  const why = missing.map(({ explanation }) => explanation).filter((words) => words !== '');
  return [[`The ${noun} does not address a part of this.`, ...why].join(' ')];
}

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
