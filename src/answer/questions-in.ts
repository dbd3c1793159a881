import { splitSentences } from '../corpus/split-sentences.ts';
import { functionWords, rawWordsOf, stemsOf, wordsOf } from '../retrieval/words.ts';

/** What joins a second question to a first, the words that ask, what may stand before them, and what leans on words before. */
const wordsByLanguage = {
  en: {
    joins: 'and|&|but|and also|also|plus',
    asks: 'what|which|who|whom|whose|when|where|why|how',
    before: 'in|on|at|to|for|by|with|from|of|about|since|until',
    leans: 'it|its|he|him|his|she|her|hers|they|them|their|theirs|this|that|these|each|both',
  },
  fr: {
    joins: 'et|mais',
    asks: 'qui|que|quoi|quel|quels|quelle|quelles|où|quand|comment|pourquoi|combien',
    before: 'à|de|en|dans|pour|par|avec|depuis|sur',
    leans: 'il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cela|ça|celui|celle|ceux',
  },
  de: {
    joins: 'und|aber|sowie',
    asks: 'wer|wen|wem|wessen|was|wann|wo|woher|wohin|warum|wieso|weshalb|wie|welche|welcher|welches|welchen|welchem',
    before: 'in|an|auf|zu|für|von|mit|aus|seit|bis',
    leans: 'er|sie|es|ihn|ihm|ihr|ihnen|sein|seine|ihre|dies|diese|dieser|das',
  },
  es: {
    joins: 'y|e|pero',
    asks: 'qué|quién|quiénes|cuál|cuáles|cuándo|cuánto|cuántos|cuánta|cuántas|dónde|cómo',
    before: 'a|de|en|por|para|con|desde',
    leans: 'él|ella|ellos|ellas|su|sus|esto|eso|este|esta|ese|esa',
  },
} as const;

/** `\b` knows English letters only. */
const anyOf = (words: string): string => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;

type Patterns = Readonly<Record<'joint' | 'asks' | 'begins' | 'leans', RegExp>>;
type Language = keyof typeof wordsByLanguage;

const made = new Map<string, Patterns>();

/** Made when first needed: most people ask in one language. */
function patternsOf(language: Language): Patterns {
  const { joins, asks, before, leans } = wordsByLanguage[language];
  const patterns = made.get(language) ?? {
    joint: new RegExp(`[,;]? +${anyOf(joins)},? +(?=(?:(?:${before}) )?${anyOf(asks)})`, 'iu'),
    asks: new RegExp(anyOf(asks), 'iu'),
    begins: new RegExp(`^[^\\p{L}\\p{N}]*(?:(?:${joins}),? )?(?:(?:${before}) )?${anyOf(asks)}`, 'iu'),
    leans: new RegExp(anyOf(leans), 'iu'),
  };
  made.set(language, patterns);
  return patterns;
}

const isKnown = (language: string): language is Language => Object.hasOwn(wordsByLanguage, language);

const mostQuestions = 3;
/** "What colour" of "What colour and what size …" asks nothing yet. */
const fewestWords = 3;

/**
 * The questions that somebody asks beside each other ("Who found it, and who wrote the fix?"), or the one that stands
 * among sentences that ask nothing; each can be asked alone.
 * @param language the question's, BCP 47; English, French, German and Spanish are known
 * @returns none where it is one question already, or where one leans on the words of another
 */
export function questionsIn(question: string, language: string): string[] {
  if (!isKnown(language)) return [];
  const known = patternsOf(language);
  const asked = splitSentences(question, { start: 0, end: question.length }, language)
    .map(({ start, end }) => question.slice(start, end).trim())
    .filter((sentence) => known.begins.test(sentence) || /[?？]\P{L}*$/u.test(sentence))
    .flatMap((sentence) => cutAtJoints(sentence, known));
  const isWhole = asked.length === 1 && asked[0] === question.trim();
  const alone = asked.every((one) => !known.leans.test(one) && asksOfSomething(one));
  return isWhole || asked.length > mostQuestions || !alone ? [] : asked;
}

function cutAtJoints(sentence: string, { joint, asks }: Patterns): string[] {
  const parts = sentence.split(joint);
  return parts.every((part) => asks.test(part) && rawWordsOf(part).length >= fewestWords) ? parts : [sentence];
}

const asksOfSomething = (question: string): boolean =>
  stemsOf(wordsOf(question)).some((stem) => !functionWords.has(stem));
