import type { AnswerJson } from '../../dist/answer/answer-json.js';
import type { Span } from '../../dist/domain/span.js';
import type { GoldenQuestion } from './golden-set.ts';
import { type Material, outsideQuotesAndCode, ownVoice } from './own-voice.ts';

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
  /** Each passage that the question needs is among the quotes shown. */
  readonly allRight: boolean;
  readonly onPoint: number;
  readonly facts: number;
  readonly factsRight: number;
  readonly factFound: boolean;
  /** Strings said outside quotation marks that must never be, and lines that nothing but we ourselves vouch for. */
  readonly ownVoice: readonly string[];
};

/** A right span has to be covered by so much. */
const covered = 0.6;

/** Whether a span of the document's text covers enough of some right words of the question. */
export const isRight = (text: string, { right }: { readonly right: readonly string[] }, span: Span): boolean =>
  right.some((words) => placesOf(text, words).some((place) => shareCovered(place, span) >= covered));

/** @param material of the document: every quote and every line is held against it */
export function judge(question: GoldenQuestion, document: string, material: Material, answer: AnswerJson): Judged {
  const { text } = material;
  const all = [...answer.claims, ...answer.nearest];
  const right = answer.claims.map(({ quote }) => isRight(text, question, quote));
  const facts = answer.verified.map(({ claimId }) => Number(claimId.split('-')[1]));
  const said = outsideQuotesAndCode(answer.text, text).toLowerCase();
  return {
    question,
    document,
    answer,
    answered: answer.outcome === 'answered',
    quotes: right.length,
    inexact: all.filter(({ quote }) => quote.text !== text.slice(quote.start, quote.end)).length,
    firstRight: right[0] ?? false,
    anyRight: right.includes(true),
    allRight: question.parts.every((part) => answer.claims.some(({ quote }) => isRight(text, { right: part }, quote))),
    onPoint: right.filter(Boolean).length,
    facts: facts.length,
    factsRight: facts.filter((claim) => question.facts.includes(claim)).length,
    factFound: facts.some((claim) => question.facts.includes(claim)),
    ownVoice: [
      ...question.never.filter((words) => said.includes(words.toLowerCase())),
      ...ownVoice(answer.text, material),
    ],
  };
}

function placesOf(text: string, words: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    places.push({ start: at, end: at + words.length });
  return places;
}

const shareCovered = (place: Span, quote: Span): number =>
  Math.max(0, Math.min(place.end, quote.end) - Math.max(place.start, quote.start)) / (place.end - place.start);
