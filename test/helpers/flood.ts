import type { Answer, Draft, Timings } from '../../src/answer/answer.ts';
import { guard } from '../../src/answer/guard.ts';
import type { Part, Quoted } from '../../src/answer/part.ts';
import { quotedAt, type Surroundings } from '../../src/answer/pick-quotes.ts';
import type { RelevantClaim } from '../../src/answer/relevant-claims.ts';
import type { Withheld } from '../../src/answer/withhold.ts';
import type { NameGroup } from '../../src/domain/name.ts';
import type { Span } from '../../src/domain/span.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { RankedSentence } from '../../src/retrieval/rank-passages.ts';
import { indexedOf, spanOf } from './documents.ts';
import { ledgerOf, sourceOf } from './ledgers.ts';

/** A small op-ed with what makes quoting hard: a repetition, a leaning sentence, two accusations in one sentence. */
export const floodText = [
  'The flood',
  'The river rose in May. However, the mill stood. Mayor Stone hid the report and then sold the old mill to her brother Ned.',
  'Again',
  'The river rose in May. It fell in June.',
].join('\n\n');

export const flood = indexedOf(floodText);
const at = (words: string): Span => spanOf(floodText, words);
const again = floodText.lastIndexOf('The river rose in May');
const stone: NameGroup = { canonical: 'Ann Stone', kind: 'person', forms: ['Mayor Stone', 'Ann Stone'], widening: [] };

/** 1 the river rose (supported, two places), 2 hid the report, 3 sold the mill (both accuse), 4 the mill stood (not checked). */
export const floodLedger: Ledger = ledgerOf(
  [
    {
      number: 1,
      spans: [at('The river rose in May'), { start: again, end: again + 'The river rose in May'.length }],
      label: 'supported',
      fact: 'A gauge “at the bridge” showed two metres more on 4 May 2020.',
      asOf: '2020-05',
      sources: [
        sourceOf(),
        sourceOf({ id: 'gauge', publisher: 'Water Board (archive)', origin: 'water.example', date: null }),
        sourceOf({ id: 'memory', read: false }),
      ],
    },
    { number: 2, spans: [at('Mayor Stone hid the report')], label: 'conflicting', accused: ['Ann Stone'] },
    {
      number: 3,
      spans: [at('sold the old mill to her brother Ned')],
      label: 'not-enough-evidence',
      accused: ['Ann Stone', 'Ned'],
    },
    { number: 4, spans: [at('the mill stood')], sources: [] },
  ],
  [stone],
);

/** Claims as near to a question as said here, nearest first. */
export const nearestClaims = (scores: Readonly<Record<number, number>>): RelevantClaim[] =>
  Object.entries(scores)
    .map(([number, score]) => ({
      number: Number(number),
      score,
      cosine: 0.9,
      coverage: 1,
      factCosine: 0,
      factCoverage: 0,
    }))
    .sort((a, b) => b.score - a.score);

export const surroundings = (around: Partial<Surroundings> = {}): Surroundings => ({
  in: flood,
  ledger: floodLedger,
  withheld: [],
  nearest: [],
  speaker: 'op-ed',
  asked: [],
  holds: () => false,
  ...around,
});

/** The flood's sentences with these ordinals, as ranked, best first. */
export const rankedSentences = (...ordinals: readonly number[]): RankedSentence[] =>
  ordinals.map((ordinal, rank) => ({
    in: flood,
    sentence: flood.outline.sentences[ordinal]!,
    score: 9 - rank / 10,
    cosine: 0.85,
  }));

/** Words of the flood as a quote with everything that stands beside them. */
export const quotedWords = (words: string, around: Partial<Surroundings> = {}): Quoted =>
  quotedAt(at(words), surroundings(around));

export const timings: Timings = { embed: 1, search: 1, read: 0, compose: 1, total: 3 };

export const draftOf = (parts: readonly Part[], draft: Partial<Draft> = {}): Draft => ({
  question: 'What happened?',
  outcome: 'answered',
  language: 'en',
  notices: [],
  document: flood.document,
  ledgerOrigin: floodLedger.origin,
  parts,
  more: [],
  kind: 'answer',
  ...draft,
});

/** A draft as the guard lets it pass. */
export const guarded = (draft: Draft, withheld: Withheld = []): Answer =>
  guard(draft, { in: flood, ledger: floodLedger, withheld }, timings);

export const floodSpan = at;
