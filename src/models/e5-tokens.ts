import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';

/** How a text is meant: e5 was trained with a word in front that says which. */
export type Role = 'question' | 'passage';

const prefixes: Readonly<Record<Role, string>> = { question: 'query: ', passage: 'passage: ' };

/** What e5-small-v2 can take in one run, [CLS] and [SEP] among them. */
export const maxTokens = 512;

/**
 * No prose fills 512 tokens with fewer characters than this (it would take 7.8 a token; English has 4 to 6), and
 * tokenizing is what costs: 1.5 s for 100,000 characters of 99-letter words, under .1 s for this many.
 */
export const maxCharacters = 4_000;

/** Turns a text into the model's token ids: [CLS] … [SEP], at most 512, the prefix's among them. */
export type Tokenize = (text: string, role: Role) => readonly number[];

/** @param path a BERT `tokenizer.json` whose content was checked */
export async function openTokenizer(path: string): Promise<Tokenize> {
  // Without its list of added tokens, "[SEP]" in a text is five ordinary tokens and not a command to the model.
  const tokenizer = new Tokenizer({ ...JSON.parse(await readFile(path, 'utf8')), added_tokens: [] }, {});
  return (text, role) => cut(tokenizer.encode(prefixes[role] + text.slice(0, maxCharacters)).ids);
}

/** Keeps the last token, which is [SEP], whatever has to go before it. */
const cut = (ids: readonly number[]): readonly number[] =>
  ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)];
