import { overlapOf, type Span } from '../domain/span.ts';
import { addCanonicalNames, unifyNames } from '../retrieval/match-names.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { contentStems } from '../retrieval/words.ts';
import { coverageOf, type Features, featuresOf } from './answerability.ts';
import type { Findings } from './findings.ts';
import { fitted } from './fitted.ts';
import { saysSomething } from './pick-quotes.ts';
import { kindOf, type QuestionKind } from './question-kind.ts';
import { withhold } from './withhold.ts';

/** So many of the best-ranked passages are looked at closely; reading one takes some 12 ms. */
const lookedAt = 5;

/** What a passage's relevance is the weighted sum of. `logit` is 0 where nothing read it. */
export type Signals = Readonly<Record<keyof typeof fitted.relevance.read, number>>;

/** A passage that may be quoted, and what is known of it. */
export type Candidate = RankedSentence & {
  readonly signals: Signals;
  readonly features: Features;
  /** The reader's; undefined where nothing read it. */
  readonly logit: number | undefined;
  /** Only its order and distances within one question mean anything. */
  readonly relevance: number;
};

/** A third missing number or name says no more than two: a list of figures in a question is one question. */
const atMostTwo = (count: number): number => Math.min(2, count);
/** The claims of a ledger are few, so that the nearest may stand far out by chance. */
const mostGain = 10;

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

/** How much a near claim counts beside its sentence's own score, when it is chosen what to look at closely. */
const claimWeight = 0.7;

/** What may be quoted, the best by rank and by the claims asked about first: what candidates are taken from. */
export function preferred(found: Findings): RankedSentence[] {
  const gainOf = claimGains(found);
  return quotable(found)
    .map((passage) => ({ passage, preference: passage.score + claimWeight * gainOf(passage.sentence) }))
    .sort((a, b) => b.preference - a.preference)
    .map(({ passage }) => passage);
}

/**
 * The best of the ranked passages by everything that is known of them, best first; what was read among it.
 * @param ranked best first, claims preferred
 */
export async function candidatesOf(found: Findings, ranked: readonly RankedSentence[]): Promise<Candidate[]> {
  const best = ranked.slice(0, lookedAt);
  const logits = await found.read?.(best.map(({ sentence }) => windowOf(found.in, sentence)));
  const weights = fitted.relevance[logits ? 'read' : 'unread'];
  const asked = askedIn(found);
  return best
    .map((passage, at) => {
      const text = addCanonicalNames(textOf(found.in, passage.sentence), found.matcher);
      const features = featuresAt(found, asked, passage, text);
      const logit = logits?.[at];
      const signals = signalsOf(found, asked, passage, text, features, logit);
      const names = Object.keys(weights) as (keyof Signals)[]; // the keys of a const object are its own
      return {
        ...passage,
        signals,
        features,
        logit,
        relevance:
          names.reduce((sum, name) => sum + weights[name] * signals[name], 0) -
          (echoes(asked, text, signals) ? echoPenalty : 0),
      };
    })
    .sort((a, b) => b.relevance - a.relevance);
}

/** More than all weights together can make good. */
const echoPenalty = 100;

/** What passages are compared with; made once a question. */
type Asked = {
  /** With names written one way. */
  readonly question: string;
  readonly kind: QuestionKind;
  readonly gainOf: (sentence: Span) => number;
};

const askedIn = (found: Findings): Asked => ({
  question: unifyNames(found.widened.text, found.matcher),
  kind: kindOf(found.question),
  gainOf: claimGains(found),
});

/** A question or a heading without a word beyond those that were asked: the question of a list of answers, say. */
function echoes({ question: asked }: Asked, text: string, { heading, question }: Signals): boolean {
  if (heading === 0 && question === 0) return false;
  const own = new Set(contentStems(asked));
  return contentStems(text).every((word) => own.has(word));
}

/** @param text the sentence's, names written one way */
function signalsOf(
  found: Findings,
  asked: Asked,
  { sentence, score }: RankedSentence,
  text: string,
  features: Features,
  logit: number | undefined,
): Signals {
  const blocks = found.in.outline.blocks;
  const { kind } = blocks[sentence.block - 1]!;
  return {
    score,
    gain: Math.min(mostGain, asked.gainOf(sentence)),
    heading: Number(kind === 'title' || kind === 'heading'),
    // the first row of a table names its columns
    headRow: Number(kind === 'table-row' && blocks[sentence.block - 2]?.kind !== 'table-row'),
    question: Number(/[?？؟]\P{L}*$/u.test(textOf(found.in, sentence))),
    coverage: features.coverage,
    sentenceCoverage: coverageOf(asked.question, text, found.idf),
    numbers: atMostTwo(features.numbers),
    names: atMostTwo(features.names),
    noQuantity: features.noQuantity,
    noDate: features.noDate,
    logit: logit ?? 0,
  };
}

/** How near the question is to the nearest reviewed claim in a sentence: a claim is a finer passage than its sentence. */
function claimGains({ nearest, ledger }: Pick<Findings, 'nearest' | 'ledger'>): (sentence: Span) => number {
  const scores = new Map(nearest.map((claim) => [claim.number, claim.score]));
  return (sentence) =>
    Math.max(
      0,
      ...ledger.claims
        .filter((claim) => claim.spans.some((span) => overlapOf(span, sentence) > 0))
        .map((claim) => scores.get(claim.number) ?? 0),
    );
}

function featuresAt(found: Findings, asked: Asked, { sentence, cosine }: RankedSentence, text: string): Features {
  const window = addCanonicalNames(windowOf(found.in, sentence), found.matcher);
  return featuresOf(asked.question, asked.kind, { text, cosine, window }, found.idf);
}

export const textOf = ({ document }: IndexedDocument, { start, end }: Span): string => document.text.slice(start, end);

/** A sentence with the one before and after it in its block. */
export function windowOf(indexed: IndexedDocument, sentence: RankedSentence['sentence']): string {
  const beside = (ordinal: number) => {
    const other = indexed.outline.sentences[ordinal];
    return other && other.block === sentence.block ? other : sentence;
  };
  return textOf(indexed, { start: beside(sentence.ordinal - 1).start, end: beside(sentence.ordinal + 1).end });
}
