import type { Inline, Line } from './message.ts';

type Words = readonly (Inline | string)[];

const lineOf =
  (kind: Exclude<Line['kind'], 'separator'>) =>
  (...runs: Words): Line => ({ kind, runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)) });

/** Lines of the bot's own words; what others wrote in them has passed `innerMarks`. */
export const heading = lineOf('heading');
export const text = lineOf('text');
export const small = lineOf('small');
