/** A word by its characters: the string itself, or, where one is outside the BMP, an array of them. */
type Characters = { readonly length: number; readonly [at: number]: string };

/**
 * Whether two words are equal, or one insertion, deletion, replacement or swap of neighbours apart.
 * Lengths are given, in characters (code points), because who asks knows them and asks about thousands of words.
 */
export function isWithin1Edit(a: string, aLength: number, b: string, bLength: number): boolean {
  const difference = aLength - bLength;
  if (difference > 1 || difference < -1) return false;
  const [short, long] =
    difference <= 0
      ? [charactersOf(a, aLength), charactersOf(b, bLength)]
      : [charactersOf(b, bLength), charactersOf(a, aLength)];
  const at = firstDifference(short, long);
  if (at === short.length) return true;
  if (difference !== 0) return sameFrom(short, at, long, at + 1);
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at] && at + 1 < short.length;
  return sameFrom(short, at + 1, long, at + 1) || (swapped && sameFrom(short, at + 2, long, at + 2));
}

const charactersOf = (word: string, length: number): Characters => (word.length === length ? word : [...word]);

function firstDifference(a: Characters, b: Characters): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function sameFrom(a: Characters, aFrom: number, b: Characters, bFrom: number): boolean {
  for (let offset = 0; aFrom + offset < a.length; offset++) if (a[aFrom + offset] !== b[bFrom + offset]) return false;
  return true;
}
