import { splitSentences } from '../corpus/split-sentences.ts';
import { functionWords, rawWordsOf, stemsOf, wordsOf } from '../retrieval/words.ts';

/**
 * By language: what joins a second question to a first; the words that ask, and what may stand before them; the verbs
 * that begin a question without one, and that follow "why" in a question but not in "he said why the mill closed"; and
 * what leans on words before it.
 */
const wordsByLanguage = {
  en: {
    joins: 'and also|and|&|but|also|plus',
    asks: 'what|which|who|whom|whose|when|where|why|how',
    before: 'in|on|at|to|for|by|with|from|of|about|since|until',
    verbs:
      "is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|isn[’']t|aren[’']t|wasn[’']t|weren[’']t|don[’']t|doesn[’']t|didn[’']t",
    needVerb: 'when|where|why',
    leans:
      'it|its|itself|he|him|his|himself|she|her|hers|herself|they|them|their|theirs|themselves|this|that|these|each|both|then|so|one|ones|other|others|same|such|former|latter|i|me|my|we|us|our',
  },
  fr: {
    joins: 'et|mais',
    asks: 'qui|quoi|quel|quels|quelle|quelles|où|quand|comment|pourquoi|combien|est-ce',
    before: 'à|de|en|dans|pour|par|avec|depuis|sur',
    verbs: 'est-ce|est-il|est-elle|y a-t-il',
    needVerb: '',
    leans: 'il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cela|ça|ce|cet|cette|ces|y|celui|celle|ceux|je|j|mon|ma|mes',
  },
  de: {
    joins: 'und|aber|sowie',
    asks: 'wer|wen|wem|wessen|was|wann|wo|woher|wohin|warum|wieso|weshalb|wie|welche|welcher|welches|welchen|welchem',
    before: 'in|an|auf|zu|für|von|mit|aus|seit|bis',
    verbs: 'ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|soll|sollen',
    needVerb: '',
    leans: 'er|sie|es|ihn|ihm|ihr|ihnen|seine|ihre|dies|diese|dieser|ich|mein|meine',
  },
  es: {
    joins: 'y|e|pero',
    asks: 'qué|quién|quiénes|cuál|cuáles|cuándo|cuánto|cuántos|cuánta|cuántas|dónde|cómo',
    before: 'a|de|en|por|para|con|desde',
    verbs: 'es|son|fue|fueron|ha|han|hay|hubo',
    needVerb: '',
    leans: 'él|ella|ellos|ellas|su|sus|lo|esto|eso|este|esta|ese|esa|yo|mi|mis',
  },
} as const;

type Language = keyof typeof wordsByLanguage;
const isKnown = (language: string): language is Language => Object.hasOwn(wordsByLanguage, language);

/** `\b` knows English letters only. */
const anyOf = (words: string): string => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;

type Patterns = ReturnType<typeof patternsFor>;
const made = new Map<string, Patterns>();

/** Made when first needed: most people ask in one language. */
function patternsOf(language: Language): Patterns {
  const patterns = made.get(language) ?? patternsFor(language);
  made.set(language, patterns);
  return patterns;
}

function patternsFor(language: Language) {
  const { joins, asks, before, verbs, needVerb, leans } = wordsByLanguage[language];
  const asking = `(?:(?:${before}) )?${anyOf(asks)}`;
  const start = '^[^\\p{L}\\p{N}]*';
  return {
    joint: new RegExp(`[,;]? +${anyOf(joins)},? +(?=${asking})`, 'iu'),
    comma: new RegExp(`, +(?=${asking})`, 'iu'),
    joined: new RegExp(`${start}(?:${joins}),? +`, 'iu'),
    asks: new RegExp(anyOf(asks), 'giu'),
    begins: new RegExp(`${start}${asking}`, 'iu'),
    beginsWithVerb: new RegExp(`${start}${anyOf(verbs)}`, 'iu'),
    half: new RegExp(
      [
        `${start}${asking} (?:${before})(?![\\p{L}\\p{N}])`, // "and when to Germany?"
        `${start}how (?:many|much) ${anyOf(verbs)}`, // "and how many were released?"
        ...(needVerb === '' ? [] : [`${start}(?:${needVerb}) (?!${anyOf(verbs)})`]), // "and why the mill closed"
      ].join('|'),
      'iu',
    ),
    leans: new RegExp(anyOf(leans), 'iu'),
  };
}

const mostQuestions = 3;
/** "What colour" of "What colour and what size …" asks nothing yet. */
const fewestWords = 3;

/** Asks for something without asking a question; its sentence can't be left out. */
const request =
  /^[^\p{L}\p{N}]*(?:please )?(?:tell|explain|list|describe|define|name|give|show|compare|contrast|summari[sz]e|say|write|repeat|confirm|quote|find)(?!\p{L})/iu;

/**
 * The questions that somebody asks beside each other ("Who found it, and who wrote the fix?"), or the one that stands
 * among sentences that say nothing of a document; each can be asked alone. In doubt it is one question.
 * @param language the question's, BCP 47; English, French, German and Spanish are known
 * @returns none where it is one question already, or where one leans on the words of another
 */
export function questionsIn(question: string, language: string): string[] {
  if (!isKnown(language)) return [];
  const known = patternsOf(language);
  const sentences = splitSentences(question, { start: 0, end: question.length }, language).map(({ start, end }) =>
    question.slice(start, end).trim(),
  );
  const asking = sentences.filter((sentence) => isQuestion(sentence, known));
  const chatter = sentences.filter((sentence) => !asking.includes(sentence));
  if (!chatter.every((sentence) => language === 'en' && isChatter(sentence))) return [];
  const asked = asking.flatMap((sentence) => cutAtJoints(sentence, known));
  const isWhole = asked.length === 1 && asked[0] === question.trim();
  return isWhole || asked.length > mostQuestions || !asked.every((one) => standsAlone(one, known)) ? [] : asked;
}

/** "What a mess!" is none. */
function isQuestion(sentence: string, { joined, begins, beginsWithVerb }: Patterns): boolean {
  const bare = sentence.replace(joined, '');
  if (/[?？]\P{L}*$/u.test(sentence)) return begins.test(bare) || beginsWithVerb.test(bare);
  return begins.test(bare) && !/[.!]\P{L}*$/u.test(sentence);
}

/** Greetings, links, orders about the answer: no question, nothing asked for, no number. Names are looked for elsewhere. */
const isChatter = (sentence: string): boolean => !/[?？]|\p{N}/u.test(sentence) && !request.test(sentence);

function cutAtJoints(sentence: string, known: Patterns): string[] {
  const whole = [sentence.replace(known.joined, '')];
  if (/["“”„«»]/u.test(sentence) || !known.begins.test(whole[0]!)) return whole;
  const joined = whole[0]!.split(known.joint);
  const parts = joined.length > 1 ? joined.flatMap((part) => part.split(known.comma)) : joined;
  return parts.every((part) => isOneQuestion(part, known)) ? parts : whole;
}

/** "the difference between what he said and what …" asks once, and has several words that ask. */
const isOneQuestion = (part: string, { asks, half }: Patterns): boolean =>
  part.match(asks)?.length === 1 && rawWordsOf(part).length >= fewestWords && !half.test(part);

const standsAlone = (question: string, { leans }: Patterns): boolean =>
  !leans.test(question) &&
  rawWordsOf(question).length >= fewestWords &&
  stemsOf(wordsOf(question)).some((stem) => !functionWords.has(stem));
