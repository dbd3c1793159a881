import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GoldenLine, readGoldenLines } from './golden-line.ts';

export type GoldenQuestion = Pick<GoldenLine, 'id' | 'question' | 'outcome' | 'right' | 'facts' | 'reason'> & {
  /** Of `goldenKinds`; `labelled` where somebody said afterwards what is right. */
  readonly kind: GoldenLine['kind'] | 'labelled';
  /** BCP 47. */
  readonly language: string;
  readonly needsFact: boolean;
  readonly never: readonly string[];
  /** `fitted`: weights, margins and cuts may be chosen while looking at it; `held-out`: only ever reported. */
  readonly split: 'fitted' | 'held-out';
};

/** A document with its questions; `folder` is undefined for the built-in one. */
export type GoldenDocument = {
  readonly id: string;
  readonly folder: string | undefined;
  readonly questions: readonly GoldenQuestion[];
};

/** A document's folder, and its files of questions. */
export type GoldenFiles = {
  readonly id: string;
  readonly folder: string;
  readonly builtIn: boolean;
  /** Seen while the answers were made. */
  readonly seen: readonly string[];
  /** Written without looking at answers; every other question of them is only ever asked to measure. */
  readonly more: readonly string[];
};

const builtIn = 'meo-mossalaha';

/** @param folder `test/golden`. @returns the built-in op-ed first, then each folder of `documents/` by name */
export function goldenFiles(folder: string): GoldenFiles[] {
  const documents = join(folder, 'documents');
  const ids = readdirSync(documents, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return [
    {
      id: builtIn,
      folder: join(folder, '..', '..', 'corpus', builtIn),
      builtIn: true,
      seen: [join(folder, `${builtIn}.jsonl`)],
      more: [join(folder, `${builtIn}.more.jsonl`)],
    },
    ...ids.map((id) => ({
      id,
      folder: join(documents, id),
      builtIn: false,
      seen: [],
      more: [join(documents, id, 'questions.jsonl')],
    })),
  ];
}

/** Every golden document of `test/golden`, the built-in op-ed first. */
export const readGoldenSet = (folder: string): GoldenDocument[] =>
  goldenFiles(folder).map((files) => ({
    ...documentOf(files),
    questions: [
      ...files.seen.flatMap(readGoldenLines).map((line) => ({ ...filled(line), split: 'fitted' as const })),
      ...files.more.flatMap(readGoldenLines).map((line, at) => ({ ...filled(line), split: everyOther(at) })),
    ],
  }));

export const documentOf = ({ id, folder, builtIn }: GoldenFiles): Omit<GoldenDocument, 'questions'> => ({
  id,
  folder: builtIn ? undefined : folder,
});

/** Every other question of a file is looked at, the rest is held out. */
export const everyOther = (at: number): GoldenQuestion['split'] => (at % 2 === 0 ? 'fitted' : 'held-out');

const filled = (line: GoldenLine): Omit<GoldenQuestion, 'split'> => ({
  ...line,
  language: line.language ?? 'en',
  needsFact: line.needsFact ?? false,
  never: line.never ?? [],
});
