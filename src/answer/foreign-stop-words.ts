/**
 * Where a language's words stand in the package, and the question words that it leaves out. These lists hold function words
 * only; others hold nouns too (the German one "Jahr" and "Mensch", which are asked about), and are not used.
 */
const languages = {
  es: { list: 'spa', asking: 'cómo cuál cuáles cuándo cuánta cuántas cuánto cuántos dónde quién quiénes' },
  fr: { list: 'fra', asking: 'auquel combien comment laquelle lequel lesquelles lesquels pourquoi quand quoi' },
  it: { list: 'ita', asking: 'cosa qual quali quando' },
  nl: { list: 'nld', asking: 'hoeveel waar waarom wanneer welk welke wie' },
  pt: { list: 'por', asking: 'onde porque quanta quantas quanto quantos quê' },
} as const;

const isListed = (language: string): language is keyof typeof languages => Object.hasOwn(languages, language);

/**
 * Words of a language that carry no topic, lower case; none for English, whose own are in retrieval/words.ts, and for
 * languages that have no such list here. Loaded when first asked for: most libraries are English.
 * @param language BCP 47
 */
export async function foreignStopWords(language: string): Promise<ReadonlySet<string>> {
  const code = language.split('-')[0]!.toLowerCase();
  if (!isListed(code)) return new Set();
  const { list, asking } = languages[code];
  const { default: lists } = await import('stopword');
  return new Set([...lists[list], ...asking.split(' ')]);
}
