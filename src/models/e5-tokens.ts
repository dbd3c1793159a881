import type { Role } from '../retrieval/embedder.ts';
import { cls, sep, type WordPieces } from './word-pieces.ts';

/** e5 was trained with a word in front that says how a text is meant. */
const prefixes: Readonly<Record<Role, string>> = { question: 'query: ', passage: 'passage: ' };

/** What e5-small-v2 can take in one run, [CLS] and [SEP] among them. */
export const maxTokens = 512;

/** [CLS] … [SEP], at most 512 token ids, the prefix's among them. */
export const tokensOf = (pieces: WordPieces, text: string, role: Role): readonly number[] => [
  cls,
  ...[...pieces(prefixes[role]), ...pieces(text)].slice(0, maxTokens - 2),
  sep,
];
