import { overlapOf, type Span } from '../domain/span.ts';
import { addCanonicalNames, unifyNames } from '../retrieval/match-names.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { type CutText, contentStems, cutText } from '../retrieval/words.ts';
import { type BestPassage, coverageOf, type Features, featuresOf, nearnessOf } from './answerability.ts';
import type { Findings } from './findings.ts';
import { fitted } from './fitted.ts';
import { saysSomething } from './pick-quotes.ts';
import { kindOf } from './question-kind.ts';
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
  /** It says nothing beyond the question. */
  readonly echo: boolean;
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
  if (found.nearest.length === 0) return quotable(found); // without claims the order is that of the ranking
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
      const own = (words: string): CutText => cutText(addCanonicalNames(words, found.matcher));
      const text = own(textOf(found.in, passage.sentence));
      const window = own(windowOf(found.in, passage.sentence));
      const features = asked.featuresOf({ text, cosine: passage.cosine, window });
      const logit = logits?.[at];
      const signals = signalsOf(found, asked, passage, text, features, logit);
      const names = Object.keys(weights) as (keyof Signals)[]; // the keys of a const object are its own
      return {
        ...passage,
        signals,
        features,
        logit,
        relevance: names.reduce((sum, name) => sum + weights[name] * signals[name], 0),
        echo: echoes(asked, text, signals),
      };
    })
    .sort(byRelevance);
}

/** How near a passage is to the question, by meaning and words; for one that was not looked at closely too. */
export function nearnessIn(found: Findings): (passage: RankedSentence) => number {
  const covered = coverageOf(unifyNames(found.widened.text, found.matcher), found);
  return ({ cosine, sentence }) => {
    const window = cutText(addCanonicalNames(windowOf(found.in, sentence), found.matcher));
    return nearnessOf({ cosine, coverage: covered(window) });
  };
}

/** Most relevant first, whatever only echoes the question last. */
export const byRelevance = (
  one: Pick<Candidate, 'relevance' | 'echo'>,
  other: Pick<Candidate, 'relevance' | 'echo'>,
): number => Number(one.echo) - Number(other.echo) || other.relevance - one.relevance;

/** What passages are compared with; made once a question. */
type Asked = {
  /** Of the question with names written one way. */
  readonly stems: ReadonlySet<string>;
  readonly featuresOf: (best: BestPassage) => Features;
  readonly coverageOf: (text: CutText) => number;
  readonly gainOf: (sentence: Span) => number;
};

function askedIn(found: Findings): Asked {
  const question = unifyNames(found.widened.text, found.matcher);
  return {
    stems: new Set(contentStems(question)),
    featuresOf: featuresOf(question, kindOf(found.question), found),
    coverageOf: coverageOf(question, found),
    gainOf: claimGains(found),
  };
}

/** A question or a heading without a word beyond those that were asked: the question of a list of answers, say. */
function echoes(asked: Asked, { stems }: CutText, { heading, question }: Signals): boolean {
  return (heading === 1 || question === 1) && [...stems].every((word) => asked.stems.has(word));
}

/** @param text the sentence's, names written one way */
function signalsOf(
  found: Findings,
  asked: Asked,
  { sentence, score }: RankedSentence,
  text: CutText,
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
    sentenceCoverage: asked.coverageOf(text),
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

export const textOf = ({ document }: IndexedDocument, { start, end }: Span): string => document.text.slice(start, end);

/** A sentence with the one before and after it in its block. */
export function windowOf(indexed: IndexedDocument, sentence: RankedSentence['sentence']): string {
  const beside = (ordinal: number) => {
    const other = indexed.outline.sentences[ordinal];
    return other && other.block === sentence.block ? other : sentence;
  };
  return textOf(indexed, { start: beside(sentence.ordinal - 1).start, end: beside(sentence.ordinal + 1).end });
}
