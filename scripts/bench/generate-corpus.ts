import { adjectives, endings, links, nouns, places, syllables, verbs } from './corpus-words.ts';
import { type RandomChoices, randomChoices } from './random-choices.ts';

/** A made-up document in Markdown, and what it tells. */
export type GeneratedDocument = {
  readonly title: string;
  readonly markdown: string;
  /** One for each sentence, in the order of the text. */
  readonly told: readonly Told[];
  /** One for each section. */
  readonly topics: readonly Topic[];
};

/** What one sentence tells. `thing`, and `who` where it is no person, are "the", perhaps an adjective, and a noun. */
export type Told = {
  /** The sentence as it stands in the document. */
  readonly sentence: string;
  readonly clause: Clause;
  readonly town?: string;
  readonly year?: number;
  /** "312 villages": `counted` is the noun without its s. */
  readonly counted?: string;
  readonly speaker?: string;
};
export type Clause = { readonly who: string; readonly verb: string; readonly thing: string };

/** What the sentences of a section keep coming back to. */
export type Topic = Readonly<Record<'nouns' | 'people' | 'towns', readonly string[]>>;

const sentencesPerParagraph = 4;
const paragraphsPerSection = 12;
/** How unlike each other two sections are: so many nouns, people and places does a section keep coming back to. */
const perTopic = { nouns: 24, people: 5, towns: 4 } as const;
/** People, towns and rare words of the whole document. With them a text of 10,000 sentences has some 7,000 words. */
const cast = { people: 900, towns: 400, rareWords: 6_000 } as const;

/**
 * Text that is made up from a seed and looks like English to a word index: function words everywhere, a Zipf-like
 * tail of rare words, names, years and amounts, and sections that keep to their own subject. A longer one begins with
 * the same sentences.
 */
export function generateDocument(seed: number, sentences: number): GeneratedDocument {
  const choose = randomChoices(seed);
  const madeUp = (): string =>
    Array.from({ length: 1 + choose.upTo(3) }, () => choose.any(syllables)).join('') + choose.any(endings);
  const name = (): string => capitalised(madeUp());
  const people = Array.from({ length: cast.people }, () => `${name()} ${name()}`);
  const towns = Array.from({ length: cast.towns }, name);
  const say = sentencesFrom(choose, Array.from({ length: cast.rareWords }, madeUp));
  const topic = (): Topic => ({
    nouns: choose.some(perTopic.nouns, nouns),
    people: choose.some(perTopic.people, people),
    towns: choose.some(perTopic.towns, towns),
  });

  const title = `A history of ${choose.any(towns)}`;
  const blocks: string[] = [`# ${title}`];
  const topics: Topic[] = [];
  const told: Told[] = [];
  for (let at = 0; told.length < sentences; at++) {
    if (at % paragraphsPerSection === 0) {
      topics.push(topic());
      blocks.push(`## ${say.heading(topics.at(-1)!)}`);
    }
    const count = Math.min(sentences - told.length, sentencesPerParagraph);
    const paragraph = Array.from({ length: count }, () => say.sentence(topics.at(-1)!));
    told.push(...paragraph);
    blocks.push(paragraph.map(({ sentence }) => sentence).join(' '));
  }
  return { title, markdown: `${blocks.join('\n\n')}\n`, told, topics };
}

type Sentences = { heading(about: Topic): string; sentence(about: Topic): Told };

/** What is drawn first stands first: the order of the draws is the text. */
function sentencesFrom({ upTo, any, chance, zipf }: RandomChoices, rareWords: readonly string[]): Sentences {
  const noun = (about: Topic): string => (chance(0.3) ? zipf(rareWords) : chance(0.7) ? any(about.nouns) : zipf(nouns));
  const thing = (about: Topic): string => `the ${chance(0.5) ? `${any(adjectives)} ` : ''}${noun(about)}`;
  const year = (): number => 1890 + upTo(135);
  const who = (about: Topic): string => (chance(0.45) ? any(about.people) : thing(about));
  const clause = (about: Topic): Clause => ({ who: who(about), verb: any(verbs), thing: thing(about) });
  const place = (about: Topic): { at: string; town: string } => ({ at: any(places), town: any(about.towns) });
  const amount = (about: Topic): { count: number; counted: string } => ({ count: 2 + upTo(980), counted: noun(about) });

  const shapes: readonly ((about: Topic) => Told)[] = [
    (about) => {
      const [told, { at, town }, when] = [clause(about), place(about), year()];
      return { sentence: `${words(told)} ${at} ${town} in ${when}`, clause: told, town, year: when };
    },
    (about) => {
      const [told, link, other, { at, town }] = [clause(about), any(links), clause(about), place(about)];
      return { sentence: `${words(told)} ${link} ${words(other)} ${at} ${town}`, clause: told, town };
    },
    (about) => {
      const [when, told, { count, counted }] = [year(), clause(about), amount(about)];
      const [verb, other] = [any(verbs), thing(about)];
      const sentence = `in ${when} ${words(told)} for ${count} ${counted}s and ${verb} ${other}`;
      return { sentence, clause: told, year: when, counted };
    },
    (about) => {
      const [what, town, verb, by, link, other] = [
        thing(about),
        any(about.towns),
        any(verbs),
        who(about),
        any(links),
        clause(about),
      ];
      const sentence = `${what} of ${town} was ${verb} by ${by}, ${link} ${words(other)}`;
      return { sentence, clause: { who: by, verb, thing: what }, town };
    },
    (about) => {
      const [speaker, told, { count, counted }] = [any(about.people), clause(about), amount(about)];
      const [verb, { at, town }] = [any(verbs), place(about)];
      const sentence = `according to ${speaker}, ${words(told)} and ${count} ${counted}s were ${verb} ${at} ${town}`;
      return { sentence, clause: told, town, counted, speaker };
    },
    (about) => {
      const [told, verb, link, other] = [clause(about), any(verbs), any(links), clause(about)];
      const { count, counted } = amount(about);
      const sentence = `${words(told)}, but it was not ${verb} ${link} ${words(other)} with ${count} ${counted}s`;
      return { sentence, clause: told, counted };
    },
  ];
  return {
    heading: (about) => `${capitalised(thing(about))} of ${any(about.towns)}`,
    sentence: (about) => {
      const told = shapes[upTo(shapes.length)]!(about);
      return { ...told, sentence: `${capitalised(told.sentence)}.` };
    },
  };
}

const words = ({ who, verb, thing }: Clause): string => `${who} ${verb} ${thing}`;
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
