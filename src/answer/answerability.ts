import { type CutText, contentStems, cutText, functionWords, stem, wordsOf } from '../retrieval/words.ts';
import { antonyms } from './antonyms.ts';
import { fitted } from './fitted.ts';
import type { InverseFrequency } from './inverse-frequency.ts';
import { capitalisedWords, hasDate, hasQuantity, type QuestionKind } from './question-kind.ts';

/** Version of the score's features; weights and cuts have their own (`fitted.version`). */
export const answerabilityVersion = `answerability-a+reader/7, ${fitted.version}`;

/**
 * What is against a passage: weights of a logistic score that was fitted on SQuAD 2.0 dev (16 articles, two-fold),
 * adversarial and deleted questions weighed half each. Source: docs/decisions.
 */
const weights = {
  negated: -2.362,
  antonyms: -1.557,
  numbers: -1.091,
  names: -0.316,
  noQuantity: -2.501,
  noDate: -0.637,
} as const;

export type Features = Readonly<Record<keyof typeof weights | 'cosine' | 'coverage', number>>;

const names = Object.keys(weights) as (keyof typeof weights)[]; // the keys of a const object are its own

/** 0, or what is against it. */
export const checksOf = (features: Features): number =>
  names.reduce((sum, name) => sum + weights[name] * features[name], 0);

/** Tells questions about something else apart. */
export const nearnessOf = ({ cosine, coverage }: Features): number => cosine + 0.1 * coverage;

/** How a passage is judged; `npm run fit` fits it for passages that were read, and for those that were not. */
export type Answerable = {
  readonly a: number;
  readonly logit: number;
  /** Nearer than `from` counts nothing; so much counts against a passage for each 1 that it is farther. */
  readonly far: { readonly from: number; readonly slope: number };
  readonly refuse: number;
  readonly uncertain: number;
};

/**
 * a × (checks − how far the question is) + logit × the reader's logit; higher means that the passage is likelier to answer.
 * Beside a reader being very near counts nothing: questions written with the text in view are near whether it answers or
 * not, and those asked freely are far. But the farther, the surer the reader has to be.
 * Source: docs/decisions/2026-11-23-reader-again.md.
 */
export const scoreOf = (
  passage: { readonly checks: number; readonly nearness: number; readonly logit: number },
  { a, logit, far }: Pick<Answerable, 'a' | 'logit' | 'far'>,
): number => a * (passage.checks - far.slope * Math.max(0, far.from - passage.nearness)) + logit * passage.logit;

export type Judgement = 'answers' | 'uncertain' | 'refuses';

/**
 * Whether the best passage answers.
 * @param logit the reader's for its window; undefined where nothing read it
 */
export function judge(features: Features, logit: number | undefined): Judgement {
  const fit = fitted.answerable[logit === undefined ? 'unread' : 'read'];
  const passage = { checks: checksOf(features), nearness: nearnessOf(features), logit: logit ?? 0 };
  const score = scoreOf(passage, fit);
  if (score < fit.refuse) return 'refuses';
  return score < fit.uncertain ? 'uncertain' : 'answers';
}

const negationWords = new Set(
  'no not none never neither nor without cannot cant doesnt didnt isnt wasnt arent werent wont dont hasnt havent nobody nothing except lack lacks lacked lacking unable fail fails failed refuse refuses refused deny denied prevent prevented'.split(
    ' ',
  ),
);
const negates = ({ text, words }: CutText): boolean =>
  /n['’]t\b/i.test(text) || [...words].some((word) => negationWords.has(word));

/** A candidate sentence, and `window`: it with the sentence before and after it in its block. */
export type BestPassage = { readonly text: CutText; readonly cosine: number; readonly window: CutText };

/**
 * What of a question passages are compared with is found once for all of them.
 * @param question and the texts of a passage with names written one way, and the question's misspelt words corrected
 */
export function featuresOf(
  question: string,
  kind: QuestionKind,
  idf: InverseFrequency,
): (best: BestPassage) => Features {
  const words = wordsOf(question);
  const negated = negates(cutText(question));
  const opposed = words.filter((word) => antonyms.has(word));
  const numbers = words.filter((word) => /^\d/.test(word));
  const capitals = capitalisedWords(question)
    .map((word) => word.toLowerCase())
    .filter((word) => !functionWords.has(word));
  const coverage = coverageOf(question, idf);
  return ({ text, cosine, window }) => ({
    cosine,
    coverage: coverage(window),
    negated: Number(negated && !negates(text)),
    antonyms: opposed.filter((word) => !text.words.has(word) && antonyms.get(word)?.some((a) => text.words.has(a)))
      .length,
    numbers: numbers.filter((word) => !text.words.has(word)).length,
    names: capitals.filter((word) => !window.words.has(word) && !window.stems.has(stem(word))).length,
    noQuantity: Number(kind.wants === 'quantity' && !hasQuantity(window.text, question)),
    noDate: Number(kind.wants === 'date' && !hasDate(window.text, question)),
  });
}

/** The share of a question's words, each weighed by how rare it is, that stands in a text. */
export function coverageOf(question: string, idf: InverseFrequency): (text: CutText) => number {
  const asked = contentStems(question).map((word) => ({ word, weight: idf(word) }));
  const all = sumOf(asked);
  return ({ stems }) => (all === 0 ? 0 : sumOf(asked.filter(({ word }) => stems.has(word))) / all);
}

const sumOf = (words: readonly { readonly weight: number }[]): number =>
  words.reduce((sum, { weight }) => sum + weight, 0);
