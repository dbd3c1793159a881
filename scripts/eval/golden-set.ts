import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const line = z.object({
  id: z.string(),
  kind: z.string(),
  language: z.string().default('en'),
  question: z.string(),
  outcome: z.enum(['answered', 'not-addressed', 'either']),
  /** Words of the document that answer; a right quote covers 60 % of one of them. */
  right: z.array(z.string()),
  /** Claims whose facts belong beside the answer. */
  facts: z.array(z.number()).default([]),
  needsFact: z.boolean().default(false),
  reason: z.string().optional(),
  /** What must not be said outside quotation marks. */
  never: z.array(z.string()).default([]),
});

export type GoldenQuestion = z.infer<typeof line> & {
  /** `fitted`: weights, margins and cuts may be chosen while looking at it; `held-out`: only ever reported. */
  readonly split: 'fitted' | 'held-out';
};

/** A document with its questions; `folder` is undefined for the built-in one. */
export type GoldenDocument = {
  readonly id: string;
  readonly folder: string | undefined;
  readonly questions: readonly GoldenQuestion[];
};

const builtIn = 'meo-mossalaha';

/** Every golden document of `test/golden`, the built-in op-ed first. */
export function readGoldenSet(folder: string): GoldenDocument[] {
  const documents = join(folder, 'documents');
  const names = existsSync(documents)
    ? readdirSync(documents, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return [
    {
      id: builtIn,
      folder: undefined,
      questions: [
        ...readQuestions(join(folder, `${builtIn}.jsonl`), () => 'fitted'),
        ...readQuestions(join(folder, `${builtIn}.more.jsonl`), everyOther),
      ],
    },
    ...names.map((id) => ({
      id,
      folder: join(documents, id),
      questions: readQuestions(join(documents, id, 'questions.jsonl'), everyOther),
    })),
  ];
}

/** Every other question of a file is looked at, the rest is held out. */
const everyOther = (at: number): GoldenQuestion['split'] => (at % 2 === 0 ? 'fitted' : 'held-out');

const readQuestions = (path: string, split: (at: number) => GoldenQuestion['split']): GoldenQuestion[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((text, at) => ({ ...line.parse(JSON.parse(text)), split: split(at) }))
    : [];
