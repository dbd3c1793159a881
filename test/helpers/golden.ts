import { fileURLToPath } from 'node:url';
import { type GoldenLine, readGoldenLines } from '../../scripts/eval/golden-line.ts';

/** A question on the built-in op-ed and what is right to answer. */
export type GoldenQuestion = GoldenLine;

export const goldenQuestions: readonly GoldenQuestion[] = readGoldenLines(
  fileURLToPath(new URL('../golden/meo-mossalaha.jsonl', import.meta.url)),
);
