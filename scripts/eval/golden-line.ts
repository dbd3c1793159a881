import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a question tries. `language`: asked in another language than the document's. */
export const goldenKinds = [
  'direct',
  'paraphrase',
  'two-passages',
  'who',
  'when',
  'where',
  'how-many',
  'definition',
  'one-word',
  'typo',
  'summary',
  'opinion',
  'attribution',
  'trap',
  'false-premise',
  'injection',
  'near-miss',
  'off-topic',
  'language',
] as const;

export const goldenLanguages = ['en', 'fr', 'de', 'es', 'ar'] as const;

const line = z.strictObject({
  id: z.string().regex(/^[a-z-]+-\d+$/),
  kind: z.enum(goldenKinds),
  language: z.enum(goldenLanguages).optional(),
  question: z.string().min(1),
  /** `either`: a fair reader would accept both. */
  outcome: z.enum(['answered', 'not-addressed', 'either']),
  /** The shortest exact words of the document that answer, at every place that does; a right quote covers 60 % of one. */
  right: z.array(z.string().min(1)),
  /** Where a question needs several passages: what is right for each; left out where each right span is one of them. */
  parts: z.array(z.array(z.string().min(1)).min(1)).optional(),
  /** Claims, by their numbers in the ledger, whose facts belong beside the answer. */
  facts: z.array(z.number().int().min(1)),
  needsFact: z.literal(true).optional(),
  /** What is missing, where that is certain. */
  reason: z.enum(['unknown-name', 'answer-type', 'names-apart', 'no-passage']).optional(),
  /** What must not be said outside quotation marks. */
  never: z.array(z.string().min(1)).optional(),
});

/** A question on one document, and what is right to answer. */
export type GoldenLine = z.infer<typeof line>;

/** @throws ZodError or SyntaxError if a line is not a golden question */
export const readGoldenLines = (path: string): GoldenLine[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));
