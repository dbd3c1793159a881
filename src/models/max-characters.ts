/**
 * No prose fills 512 tokens with fewer characters than this (it would take 7.8 a token; English has 4 to 6), and
 * tokenizing is what costs: 1.5 s for 100,000 characters of 99-letter words, under .1 s for this many.
 */
export const maxCharacters = 4_000;
