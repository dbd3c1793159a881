/** Nouns that may stand in "The … claims"; any other genre is an article. */
const nouns = new Set([
  'op-ed',
  'article',
  'report',
  'advisory',
  'column',
  'interview',
  'essay',
  'paper',
  'study',
  'letter',
  'speech',
  'statement',
  'book',
  'chapter',
  'transcript',
  'memo',
  'review',
  'document',
  'thesis',
  'manual',
]);
const nounOf: ReadonlyMap<string, string> = new Map([
  ['news', 'news report'],
  ['opinion', 'op-ed'],
  ['blog', 'blog post'],
]);

/** "op-ed" for op-ed, "news report" for news. */
export const genreNoun = (genre: string): string => nounOf.get(genre) ?? (nouns.has(genre) ? genre : 'article');
