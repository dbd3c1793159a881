import { halvesPair } from './span.ts';

const unitsPerMark = 4096;

/**
 * Counts a text's code points once, so that many offsets can be turned without reading it from its start each time.
 * @returns a function from an offset in UTF-16 code units to one in code points. It throws a RangeError where the offset
 * is not a whole number within the text, or halves a surrogate pair.
 */
export function codePointCounter(text: string): (offset: number) => number {
  const marks = [0];
  for (let from = 0; from + unitsPerMark <= text.length; from += unitsPerMark)
    marks.push(marks.at(-1)! + startsWithin(text, from, from + unitsPerMark));
  return (offset) => {
    if (!Number.isInteger(offset) || offset < 0 || offset > text.length || halvesPair(text, offset))
      throw new RangeError(`code unit ${offset} is not between two characters of the text`);
    const mark = Math.floor(offset / unitsPerMark);
    return marks[mark]! + startsWithin(text, mark * unitsPerMark, offset);
  };
}

/** How many characters begin in `[from, to)`: all code units but the second halves of pairs. */
function startsWithin(text: string, from: number, to: number): number {
  let starts = 0;
  for (let at = from; at < to; at++)
    if (!(isSecondHalf(text.charCodeAt(at)) && isFirstHalf(text.charCodeAt(at - 1)))) starts++;
  return starts;
}

const isFirstHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isSecondHalf = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
