import { adjectives, nouns, otherNouns, otherVerbs, places, verbs } from './corpus-words.ts';
import type { GeneratedDocument, Told, Topic } from './generate-corpus.ts';
import { type RandomChoices, randomChoices } from './random-choices.ts';

/** A question about a made-up document. `source`: the sentence that it was made from; none where nothing answers it. */
export type MadeQuestion = { readonly question: string; readonly source: string | null };

/**
 * Three of four are made from a sentence, and made hard: half of the words that have another are replaced, surnames
 * stand for names, adjectives and many of the nouns are left out, and the section says more of the same people and
 * things, so that some cannot be told apart. The fourth asks for what the section's subjects make likely and no sentence says.
 * @param seed of the questions alone; a longer list begins with the same ones
 */
export function makeQuestions(document: GeneratedDocument, seed: number, count: number): MadeQuestion[] {
  const choose = randomChoices(seed);
  const { told, topics } = document;
  const vague = vagueQuestions(choose);
  const from = sourceQuestions(choose);
  return Array.from({ length: count }, (_, at) => {
    if (at % 4 === 3) return { question: vague(topics[choose.upTo(topics.length)]!), source: null };
    const source = told[choose.upTo(told.length)]!;
    return { question: from(source), source: source.sentence };
  });
}

function sourceQuestions(choose: RandomChoices): (told: Told) => string {
  const { any, chance } = choose;
  const known = new Set(nouns);
  const noun = (word: string): string => (chance(0.5) ? (otherNouns.get(word) ?? word) : word);
  const verb = (word: string): string => (chance(0.5) ? (otherVerbs.get(word) ?? word) : word);
  /** A rare word names its sentence all by itself, so it is mostly kept back. */
  const isKeptBack = (word: string): boolean => chance(known.has(word) ? 0.2 : 0.7);
  const thing = (words: string): string => {
    const word = lastOf(words);
    return isKeptBack(word) ? something : `the ${noun(word)}`;
  };
  const who = (words: string, needed: boolean): string => {
    if (!words.startsWith('the ')) return chance(0.5) ? words : lastOf(words);
    return isKeptBack(lastOf(words)) && !needed ? 'somebody' : `the ${noun(lastOf(words))}`;
  };
  return ({ clause, town, year, counted, speaker }) => {
    const what = thing(clause.thing);
    const did = `${who(clause.who, what === something)} ${verb(clause.verb)} ${what}`;
    const kinds = [
      ...(year === undefined ? [] : [`When was it that ${did}?`]),
      ...(town === undefined ? [] : [`Where was it that ${did}?`, `Who ${verb(clause.verb)} ${what} at ${town}?`]),
      ...(counted === undefined || !known.has(counted) ? [] : [`How many ${noun(counted)}s were there when ${did}?`]),
      ...(speaker === undefined ? [] : [`Who said that ${did}?`]),
      `Why is it that ${did}?`,
    ];
    return any(kinds);
  };
}

const something = 'something';
const lastOf = (words: string): string => words.slice(words.lastIndexOf(' ') + 1);

function vagueQuestions({ any, chance, upTo, zipf }: RandomChoices): (about: Topic) => string {
  const noun = (about: Topic): string => (chance(0.7) ? any(about.nouns) : zipf(nouns));
  const thing = (about: Topic): string => `the ${chance(0.5) ? `${any(adjectives)} ` : ''}${noun(about)}`;
  const shapes: readonly ((about: Topic) => string)[] = [
    (about) => `What did ${any(about.people)} say about ${thing(about)}?`,
    (about) => `How many ${noun(about)}s were ${any(verbs)} in ${any(about.towns)}?`,
    (about) => `Who ${any(verbs)} ${thing(about)} ${any(places)} ${any(about.towns)}?`,
    (about) => `When was ${thing(about)} of ${any(about.towns)} ${any(verbs)}?`,
    (about) => `Why was ${thing(about)} ${any(verbs)} by ${any(about.people)}?`,
    (about) => `Where did ${any(about.people)} find ${thing(about)} in ${1890 + upTo(135)}?`,
  ];
  return (about) => shapes[upTo(shapes.length)]!(about);
}
