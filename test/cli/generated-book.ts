/** Numbers in [0, 1) that are the same for the same seed. Source: mulberry32, public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words = 'harbour keeper lantern winter letter garden bridge council merchant river bell archive'.split(' ');

/** A book of its own words: paragraphs of three sentences, no two alike. */
export function generatedBook(paragraphs: number, seed: number): string {
  const random = seededRandom(seed);
  const word = () => words[Math.floor(random() * words.length)];
  const sentence = (number: number) =>
    `In the year ${1_000 + number} the ${word()} of the ${word()} gave the ${word()} to a ${word()}.`;
  return Array.from({ length: paragraphs }, (_, at) => [0, 1, 2].map((own) => sentence(at * 3 + own)).join(' ')).join(
    '\n\n',
  );
}
