import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';

/** The tokens that stand before and behind a text. Source: tokenizer.json. */
export const [cls, sep] = [101, 102];

/**
 * No prose fills 512 tokens with fewer characters than this (it would take 7.8 a token; English has 4 to 6), and
 * tokenizing is what costs: 1.5 s for 100,000 characters of 99-letter words, under .1 s for this many.
 */
export const maxCharacters = 4_000;

/** Cuts a text into the ids of its word pieces, without [CLS] and [SEP]; of its first 4,000 characters only. */
export type WordPieces = (text: string) => readonly number[];

/** @param path a BERT `tokenizer.json` whose content was checked */
export async function openWordPieces(path: string): Promise<WordPieces> {
  // Without its list of added tokens, "[SEP]" in a text is five ordinary tokens and not a command to the model.
  const tokenizer = new Tokenizer({ ...JSON.parse(await readFile(path, 'utf8')), added_tokens: [] }, {});
  return (text) => tokenizer.encode(text.slice(0, maxCharacters), { add_special_tokens: false }).ids;
}
