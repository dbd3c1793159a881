import { randomNumbers } from './random-numbers.ts';

/** What a generator draws from its random numbers. */
export type RandomChoices = {
  /** A whole number from 0 to `count` − 1. */
  upTo(count: number): number;
  any(from: readonly string[]): string;
  some(count: number, from: readonly string[]): string[];
  /** True so often: 0 never, 1 always. */
  chance(share: number): boolean;
  /** Of a list, rank r about 1/r as often as the first. */
  zipf(from: readonly string[]): string;
};

/** The same choices in the same order for the same seed. */
export function randomChoices(seed: number): RandomChoices {
  const random = randomNumbers(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const any = (from: readonly string[]): string => from[upTo(from.length)]!;
  return {
    upTo,
    any,
    some: (count, from) => Array.from({ length: count }, () => any(from)),
    chance: (share) => random() < share,
    zipf: (from) => from[Math.floor(from.length ** random()) - 1]!,
  };
}
