import type { AnswerJson } from '../../dist/answer/answer-json.js';
import type { GoldenQuestion } from './golden-set.ts';

/** How one answer fared. Numbers are counts, so that rates can be added up. */
export type Judged = {
  readonly question: GoldenQuestion;
  readonly document: string;
  readonly answer: AnswerJson;
  readonly answered: boolean;
  readonly quotes: number;
  /** Quotes that are not what stands in the document; must be 0. */
  readonly inexact: number;
  readonly firstRight: boolean;
  readonly anyRight: boolean;
  readonly onPoint: number;
  readonly facts: number;
  readonly factsRight: number;
  readonly factFound: boolean;
  /** Strings said outside quotation marks that must never be. */
  readonly ownVoice: readonly string[];
};

/** A right span has to be covered by so much. */
const covered = 0.6;

/** @param text the document's canonical text, to hold every quote against */
export function judge(question: GoldenQuestion, document: string, text: string, answer: AnswerJson): Judged {
  const all = [...answer.claims, ...answer.nearest];
  const right = (quote: Place): boolean => isRight(text, question, quote);
  const claims = answer.claims.map(({ quote }) => quote);
  const facts = answer.verified.map(({ claimId }) => Number(claimId.split('-')[1]));
  return {
    question,
    document,
    answer,
    answered: answer.outcome === 'answered',
    quotes: claims.length,
    inexact: all.filter(({ quote }) => quote.text !== text.slice(quote.start, quote.end)).length,
    firstRight: claims[0] !== undefined && right(claims[0]),
    anyRight: claims.some(right),
    onPoint: claims.filter(right).length,
    facts: facts.length,
    factsRight: facts.filter((claim) => question.facts.includes(claim)).length,
    factFound: facts.some((claim) => question.facts.includes(claim)),
    ownVoice: question.never.filter((words) => saidOutsideQuotes(answer.text, words)),
  };
}

/** Whether a span covers enough of what answers. */
export const isRight = (text: string, { right }: Pick<GoldenQuestion, 'right'>, span: Place): boolean =>
  right.some((words) => placesOf(text, words).some((place) => shareCovered(place, span) >= covered));

type Place = { readonly start: number; readonly end: number };

function placesOf(text: string, words: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    places.push({ start: at, end: at + words.length });
  return places;
}

const shareCovered = (place: Place, quote: Place): number =>
  Math.max(0, Math.min(place.end, quote.end) - Math.max(place.start, quote.start)) / (place.end - place.start);

/** Whether words are said in our own voice: outside “ ”, and outside the code that repeats a question's words. */
const saidOutsideQuotes = (rendered: string, words: string): boolean =>
  rendered
    .replace(/“[^“”]*”/gu, '')
    .replace(/`[^`]*`/gu, '')
    .toLowerCase()
    .includes(words.toLowerCase());
