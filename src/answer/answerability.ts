import { type CutText, cutText, functionWords, stem, stemsOf, wordsOf } from '../retrieval/words.ts';
import { antonyms } from './antonyms.ts';
import { fitted } from './fitted.ts';
import type { InverseFrequency } from './inverse-frequency.ts';
import { capitalisedWords, hasDate, hasQuantity, type QuestionKind } from './question-kind.ts';

/** Version of how an answer is composed; weights and cuts have their own (`fitted.version`). */
export const answerabilityVersion = `answerability-a+reader/10, ${fitted.version}`;

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
export const nearnessOf = ({ cosine, coverage }: Pick<Features, 'cosine' | 'coverage'>): number =>
  cosine + 0.1 * coverage;

/** What counts of each passage that was looked at. */
export type PassageGrounds = {
  readonly checks: number;
  readonly nearness: number;
  /** The reader's; 0 where nothing read it. */
  readonly logit: number;
};

/** What tells whether the document answers. */
export const groundNames = ['checks', 'lead', 'nearness', 'far', 'logit'] as const;
export type Grounds = Readonly<Record<(typeof groundNames)[number], number>>;

/** Of looked-at questions about something else nine in ten are farther than this, of answerable ones one in fifteen. */
const farFrom = 0.72;
/** How far a passage stands out tells nothing more beyond this. */
const mostLead = 5;

/**
 * The first passage's checks and nearness, and how far it is below what is near enough at all; by how much it is the more
 * relevant one; and the mean of all logits: windows that lie beside one another show the reader one sentence more than
 * once, and averaging them cancels some of its mistakes. Source: docs/decisions/2026-11-23-five-windows.md.
 * @param passages most relevant first
 */
export function groundsOf(passages: readonly [Weighed, ...Weighed[]]): Grounds {
  const [{ checks, nearness, relevance }, second] = passages;
  return {
    checks,
    lead: second ? Math.min(mostLead, Math.max(0, relevance - second.relevance)) : 0,
    nearness,
    far: Math.max(0, farFrom - nearness),
    logit: passages.reduce((sum, { logit }) => sum + logit, 0) / passages.length,
  };
}

type Weighed = PassageGrounds & { readonly relevance: number };

/** How an answer is judged; `npm run fit` fits it for passages that were read, and for those that were not. */
export type Answerable = {
  readonly weights: Grounds;
  readonly refuse: number;
  readonly uncertain: number;
};

/** Higher means that the document is likelier to answer. */
export const scoreOf = (grounds: Grounds, weights: Grounds): number =>
  groundNames.reduce((sum, name) => sum + weights[name] * grounds[name], 0);

export type Judgement = 'answers' | 'uncertain' | 'refuses';

/**
 * Whether these passages answer.
 * Most relevant first; logits are undefined where nothing read them.
 */
export function judge([first, ...others]: readonly [JudgedPassage, ...JudgedPassage[]]): Judgement {
  const fit = fitted.answerable[first.logit === undefined ? 'unread' : 'read'];
  const score = scoreOf(groundsOf([weighed(first), ...others.map(weighed)]), fit.weights);
  if (score < fit.refuse) return 'refuses';
  return score < fit.uncertain ? 'uncertain' : 'answers';
}

/** A passage as it comes to be judged. */
export type JudgedPassage = {
  readonly features: Features;
  readonly logit: number | undefined;
  readonly relevance: number;
};

export const passageGrounds = ({ features, logit }: Omit<JudgedPassage, 'relevance'>): PassageGrounds => ({
  checks: checksOf(features),
  nearness: nearnessOf(features),
  logit: logit ?? 0,
});

const weighed = (passage: JudgedPassage): Weighed => ({ ...passageGrounds(passage), relevance: passage.relevance });

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
export function featuresOf(question: string, kind: QuestionKind, words: WordWeights): (best: BestPassage) => Features {
  const asked = wordsOf(question);
  const negated = negates(cutText(question));
  const opposed = asked.filter((word) => antonyms.has(word));
  const numbers = asked.filter((word) => /^\d/.test(word));
  const capitals = capitalisedWords(question)
    .map((word) => word.toLowerCase())
    .filter((word) => !functionWords.has(word));
  const coverage = coverageOf(question, words);
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

/** How much the words of a document's questions weigh. */
export type WordWeights = {
  readonly idf: InverseFrequency;
  /** Weigh nothing, where the question has others. */
  readonly stopWords: ReadonlySet<string>;
};

/** The share of a question's words, each weighed by how rare it is, that stands in a text. */
export function coverageOf(question: string, { idf, stopWords }: WordWeights): (text: CutText) => number {
  const words = wordsOf(question);
  const telling = stemsOf(words.filter((word) => !stopWords.has(word)));
  const asked = (telling.length > 0 ? telling : stemsOf(words)).map((word) => ({ word, weight: idf(word) }));
  const all = sumOf(asked);
  return ({ stems }) => (all === 0 ? 0 : sumOf(asked.filter(({ word }) => stems.has(word))) / all);
}

const sumOf = (words: readonly { readonly weight: number }[]): number =>
  words.reduce((sum, { weight }) => sum + weight, 0);
