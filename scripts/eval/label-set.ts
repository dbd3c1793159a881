import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../dist/domain/errors.js';
import {
  documentOf,
  everyOther,
  type GoldenDocument,
  type GoldenFiles,
  type GoldenQuestion,
  goldenFiles,
} from './golden-set.ts';
import { readText } from './read-text.ts';

/** A line of `labels.jsonl`, as `hearsay eval label` writes it (docs/feedback.md). */
const label = z.strictObject({
  id: z.string(),
  kind: z.literal('labelled'),
  language: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'not-addressed']),
  right: z.array(z.string().min(1)),
  document: z.string(),
  revision: z.string(),
});
type Label = z.infer<typeof label>;

/** What people said of flagged answers, as golden questions, every other one held out. */
export type Labelled = {
  readonly documents: readonly GoldenDocument[];
  /** Labels on documents, or revisions of them, that are not among those asked about. */
  readonly leftOut: number;
};

const advice = 'Give the path of a labels.jsonl, which `hearsay eval label` writes into DATA_DIR.';

/**
 * @param golden `test/golden`, whose documents can be asked about
 * @throws InputError where the file can't be read, or a line of it is no label
 */
export function readLabels(path: string, golden: string): Labelled {
  const labels = readText(path, advice)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [labelIn(line, at + 1, path)]));
  const documents = goldenFiles(golden)
    .map((files) => ({ ...documentOf(files), questions: questionsOn(files, labels) }))
    .filter(({ questions }) => questions.length > 0);
  return { documents, leftOut: labels.length - documents.flatMap(({ questions }) => questions).length };
}

function questionsOn({ id, folder }: GoldenFiles, labels: readonly Label[]): GoldenQuestion[] {
  const { sha256 } = JSON.parse(readFileSync(join(folder, 'document.json'), 'utf8'));
  return labels
    .filter(({ document, revision }) => document === id && revision === sha256)
    .map(({ document: _, revision: __, ...label }, at) => ({
      ...label,
      parts: [],
      facts: [],
      needsFact: false,
      never: [],
      split: everyOther(at),
    }));
}

function labelIn(line: string, number: number, path: string): Label {
  try {
    return label.parse(JSON.parse(line));
  } catch (cause) {
    throw new InputError(`Line ${number} of ${path} is no label. Mend it or take it out, then start again.`, { cause });
  }
}
