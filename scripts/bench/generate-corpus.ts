import { randomNumbers } from './random-numbers.ts';

/** A made-up document in Markdown, and questions about it. */
export type GeneratedDocument = {
  readonly title: string;
  readonly markdown: string;
  /** Half ask for a sentence of the document, half for people, numbers and places that stand elsewhere in it or not at all. */
  readonly questions: readonly string[];
};

export type Size = {
  /** Sentences of the whole document, headings not counted. */
  readonly sentences: number;
  readonly questions: number;
};

const sentencesPerParagraph = 4;
const paragraphsPerSection = 12;

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

const nouns = words(`
  agency agreement airport archive army article bank barracks border bridge budget camp campaign canal capital case
  census charity church city clinic coalition coast college committee company conference contract convoy council court
  crisis crop currency dam data debt decision defence delegation deposit district document drought economy editor
  election embassy engineer estate exhibition factory family famine farmer festival fleet flood forest fund garrison
  government grain group guard harbour harvest hospital hotel house industry inquiry inspector institute island journal
  judge labour lake language law lawyer library loan market mayor measure member merchant message method mine minister
  ministry mission mosque museum negotiation newspaper night office officer oil operation orchard order palace paper
  parish parliament party patient payment peace pension people pipeline police policy population port poverty price
  prison prisoner programme project province quarter railway rebel record reform refugee region report reporter
  reservoir resident rifle river road rumour salary school seminar senator settlement ship shortage smuggler society
  soldier speech spring station statute storm strike student subsidy summit supply survey tax teacher temple theatre
  timber trade treaty trial tribunal truck university valley verdict vessel village visitor volunteer vote wage
  warehouse water weapon wheat winter witness worker workshop year youth`);
const verbs = words(`
  abandoned accepted accused acquired admitted announced approved arrested attacked avoided backed blamed blocked
  bought built cancelled changed claimed closed completed condemned confirmed copied crossed declared defended delayed
  denied described destroyed discovered doubled ended examined expanded exported feared finished followed founded
  funded guarded halted helped hired imported improved inherited inspected joined launched left limited lost
  maintained measured missed moved noticed offered opened opposed ordered organised owned paid planned praised
  predicted prevented produced promised protected published questioned raised reached received recorded recovered
  reduced refused rejected repaired replaced reported rescued restored returned reviewed sank secured seized sent
  settled shipped signed sold stopped studied supported surrendered taught tested threatened trained translated
  visited warned welcomed withdrew witnessed`);
const adjectives = words(`
  abandoned ancient annual armed bitter brief broad busy central civil coastal cold common costly crowded damaged
  distant early eastern empty expensive false famous final foreign former fragile free heavy hidden high hostile
  illegal independent industrial inland joint large late legal local long lost loyal main medical military modern
  narrow national new northern official old open ordinary poor popular possible previous private public quiet rare
  recent remote rich rural sacred secret senior severe short silent small southern stable steep strict strong sudden
  temporary urban vast violent western wide young`);
const links = words('because although while after before when since unless until where');
const places = words(`in near outside behind across beyond along`);
const syllables = words(`
  an ar bel ber cal cor dan del dor el en fal far gal gor hal har il is jar kal kes lan lor mar mel mor nar nel or
  pal per quin ral res sal sor tal tor ul ur val ver wil yor zan zel`);
const endings = words('a ia o en us is or an eth ine old ast ern and ise');

/** How unlike each other two sections are: so many nouns, people and places does a section keep coming back to. */
const perTopic = { nouns: 24, people: 5, towns: 4 } as const;
/** People, towns and rare words of the whole document. With them a text of 10,000 sentences has some 7,000 words. */
const cast = { people: 900, towns: 400, rareWords: 6_000 } as const;

type Topic = Readonly<Record<'nouns' | 'people' | 'towns', readonly string[]>>;

/**
 * Text that is made up from a seed and looks like English to a word index: function words everywhere, a Zipf-like
 * tail of rare words, names, years and amounts, and sections that keep to their own subject.
 */
export function generateDocument(seed: number, size: Size): GeneratedDocument {
  const random = randomNumbers(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const any = (from: readonly string[]): string => from[upTo(from.length)]!;
  const chance = (share: number): boolean => random() < share;
  /** Rank r comes up about 1/r as often as the first. */
  const zipf = (from: readonly string[]): string => from[Math.floor(from.length ** random()) - 1]!;
  const some = (count: number, from: readonly string[]): string[] => Array.from({ length: count }, () => any(from));

  const madeUp = (): string => Array.from({ length: 1 + upTo(3) }, () => any(syllables)).join('') + any(endings);
  const name = (): string => capitalised(madeUp());
  const people = Array.from({ length: cast.people }, () => `${name()} ${name()}`);
  const towns = Array.from({ length: cast.towns }, name);
  const rareWords = Array.from({ length: cast.rareWords }, madeUp);

  const topic = (): Topic => ({
    nouns: some(perTopic.nouns, nouns),
    people: some(perTopic.people, people),
    towns: some(perTopic.towns, towns),
  });
  const noun = (about: Topic): string => (chance(0.3) ? zipf(rareWords) : chance(0.7) ? any(about.nouns) : zipf(nouns));
  const thing = (about: Topic): string => `the ${chance(0.5) ? `${any(adjectives)} ` : ''}${noun(about)}`;
  const year = (): number => 1890 + upTo(135);
  const who = (about: Topic): string => (chance(0.45) ? any(about.people) : thing(about));
  const clause = (about: Topic): string => `${who(about)} ${any(verbs)} ${thing(about)}`;
  const place = (about: Topic): string => `${any(places)} ${any(about.towns)}`;
  const amount = (about: Topic): string => `${2 + upTo(980)} ${noun(about)}s`;

  const shapes: readonly ((about: Topic) => string)[] = [
    (about) => `${clause(about)} ${place(about)} in ${year()}`,
    (about) => `${clause(about)} ${any(links)} ${clause(about)} ${place(about)}`,
    (about) => `in ${year()} ${clause(about)} for ${amount(about)} and ${any(verbs)} ${thing(about)}`,
    (about) =>
      `${thing(about)} of ${any(about.towns)} was ${any(verbs)} by ${who(about)}, ${any(links)} ${clause(about)}`,
    (about) =>
      `according to ${any(about.people)}, ${clause(about)} and ${amount(about)} were ${any(verbs)} ${place(about)}`,
    (about) => `${clause(about)}, but it was not ${any(verbs)} ${any(links)} ${clause(about)} with ${amount(about)}`,
  ];
  const sentence = (about: Topic): string => `${capitalised(shapes[upTo(shapes.length)]!(about))}.`;

  const title = `A history of ${any(towns)}`;
  const paragraphs = Math.ceil(size.sentences / sentencesPerParagraph);
  const blocks: string[] = [`# ${title}`];
  const topics: Topic[] = [];
  let left = size.sentences;
  for (let at = 0; at < paragraphs; at++) {
    if (at % paragraphsPerSection === 0) {
      topics.push(topic());
      blocks.push(`## ${capitalised(thing(topics.at(-1)!))} of ${any(topics.at(-1)!.towns)}`);
    }
    const count = Math.min(left, sentencesPerParagraph);
    blocks.push(Array.from({ length: count }, () => sentence(topics.at(-1)!)).join(' '));
    left -= count;
  }

  const questionsAbout: readonly ((about: Topic) => string)[] = [
    (about) => `What did ${any(about.people)} say about ${thing(about)}?`,
    (about) => `How many ${noun(about)}s were ${any(verbs)} in ${any(about.towns)}?`,
    (about) => `Who ${any(verbs)} ${thing(about)} ${place(about)}?`,
    (about) => `When was ${thing(about)} of ${any(about.towns)} ${any(verbs)}?`,
    (about) => `Why was ${thing(about)} ${any(verbs)} ${any(links)} ${thing(about)} was ${any(verbs)}?`,
    (about) => `Where did ${any(about.people)} find ${thing(about)} in ${year()}?`,
  ];
  const other = topic();
  const questions = Array.from({ length: size.questions }, (_, at) => {
    const about = at % 2 === 0 ? topics[upTo(topics.length)]! : other;
    return questionsAbout[at % questionsAbout.length]!(about);
  });
  return { title, markdown: `${blocks.join('\n\n')}\n`, questions };
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
