import { readFileSync } from 'node:fs';
import { z } from 'zod';

const line = z.strictObject({
  id: z.string(),
  kind: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'not-addressed', 'either']),
  /** Words of which a right quote holds one. */
  right: z.array(z.string()),
  /** Claims whose facts belong beside the answer. */
  facts: z.array(z.number()),
  needsFact: z.boolean().optional(),
  reason: z.string().optional(),
});

/** A question on the built-in op-ed and what is right to answer. */
export type GoldenQuestion = z.infer<typeof line>;

export const goldenQuestions: readonly GoldenQuestion[] = readFileSync(
  new URL('../golden/meo-mossalaha.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((text) => line.parse(JSON.parse(text)));
