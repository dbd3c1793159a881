import type { Role } from '../retrieval/embedder.ts';
import { rawWordsOf } from '../retrieval/words.ts';
import { maxCharacters } from './max-characters.ts';
import { cls, sep, type WordPieces } from './word-pieces.ts';

/** e5 was trained with a word in front that says how a text is meant. */
const prefixes: Readonly<Record<Role, string>> = { question: 'query: ', passage: 'passage: ' };

/** What e5-small-v2 can take in one run, [CLS] and [SEP] among them. */
export const maxTokens = 512;

/** [CLS] … [SEP], at most 512 token ids, the prefix's among them. */
export const tokensOf = (pieces: WordPieces, text: string, role: Role): readonly number[] =>
  closed([...pieces(prefixes[role]), ...pieces(text)]);

/** Token ids as `tokensOf` gives them, and where each word's begin and end; a word may have none. */
export type WordTokens = {
  readonly ids: readonly number[];
  readonly places: readonly { readonly start: number; readonly end: number }[];
};

/**
 * Words are those of `wordsOf`, of the text's first 4,000 characters. What stands between two words is cut into pieces by
 * itself, so no piece is half a word: only beside a sign that is no punctuation ("20°") can the ids differ from the whole text's.
 */
export function wordTokensOf(pieces: WordPieces, text: string, role: Role): WordTokens {
  const ids = [...pieces(prefixes[role])];
  const places: { start: number; end: number }[] = [];
  const shown = text.slice(0, maxCharacters);
  let at = 0;
  for (const word of rawWordsOf(shown)) {
    const from = shown.indexOf(word, at);
    ids.push(...pieces(shown.slice(at, from)));
    at = from + word.length;
    const start = ids.length + 1; // [CLS] will stand in front
    ids.push(...pieces(word));
    places.push({ start, end: ids.length + 1 });
  }
  const whole = closed([...ids, ...pieces(shown.slice(at))]);
  const last = whole.length - 1;
  return {
    ids: whole,
    places: places.map(({ start, end }) => ({ start: Math.min(start, last), end: Math.min(end, last) })),
  };
}

const closed = (ids: readonly number[]): readonly number[] => [cls, ...ids.slice(0, maxTokens - 2), sep];
