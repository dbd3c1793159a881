import { cls, sep, type WordPieces } from './word-pieces.ts';

/** How long the pairs were on which the reader was trained, [CLS] and both [SEP] among them. */
export const maxPairTokens = 192;
/** A question that is longer than this many tokens would leave too little of the window to read. */
export const maxQuestionTokens = 96;

/** `types` says of each token whether it belongs to the question (0) or the window (1). */
export type PairTokens = { readonly ids: readonly number[]; readonly types: readonly (0 | 1)[] };

/** `[CLS] question [SEP] window [SEP]`: 192 tokens at most, of which the question's first 96 and as much window as fits. */
export function pairTokensOf(pieces: WordPieces, question: string, window: string): PairTokens {
  const asked = [cls, ...pieces(question).slice(0, maxQuestionTokens), sep];
  const read = [...pieces(window).slice(0, maxPairTokens - asked.length - 1), sep];
  return { ids: [...asked, ...read], types: [...asked.map(() => 0 as const), ...read.map(() => 1 as const)] };
}
