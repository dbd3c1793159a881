import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoldenLine, readGoldenLines } from './golden-line.ts';

export type GoldenQuestion = Pick<GoldenLine, 'id' | 'question' | 'outcome' | 'right' | 'facts' | 'reason'> & {
  /** Of `goldenKinds`; `labelled` where somebody said afterwards what is right. */
  readonly kind: GoldenLine['kind'] | 'labelled';
  /** BCP 47. */
  readonly language: string;
  /** What is right for each passage that it needs. */
  readonly parts: readonly (readonly string[])[];
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
  /** Seen while the answers were made, or written to fit to. */
  readonly seen: readonly string[];
  /** Written without looking at answers; every other question of them is only ever asked to measure. */
  readonly more: readonly string[];
  /** Plainly about something else; of each ten the first may be looked at. So many must be held out to show 2 % at all. */
  readonly offTopic: readonly string[];
  /** Written later to measure with; all are held out. */
  readonly heldOut: readonly string[];
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
      offTopic: [join(folder, `${builtIn}.off-topic.jsonl`)],
      heldOut: [join(folder, `${builtIn}.missing.jsonl`)],
    },
    ...ids.map((id) => ({
      id,
      folder: join(documents, id),
      builtIn: false,
      seen: [join(documents, id, 'seen.jsonl')].filter((path) => existsSync(path)),
      more: [join(documents, id, 'questions.jsonl')],
      offTopic: [join(documents, id, 'off-topic.jsonl')],
      heldOut: [join(documents, id, 'missing.jsonl')].filter((path) => existsSync(path)),
    })),
  ];
}

/** Every golden document of `test/golden`, the built-in op-ed first. */
export const readGoldenSet = (folder: string): GoldenDocument[] =>
  goldenFiles(folder).map((files) => ({
    ...documentOf(files),
    questions: splitFiles(files).flatMap(({ paths, splitAt }) =>
      paths.flatMap(readGoldenLines).map((line, at) => ({ ...filled(line), split: splitAt(at) })),
    ),
  }));

type Split = GoldenQuestion['split'];
const splitFiles = (files: GoldenFiles): { paths: readonly string[]; splitAt: (at: number) => Split }[] => [
  { paths: files.seen, splitAt: () => 'fitted' },
  { paths: files.more, splitAt: everyOther },
  { paths: files.offTopic, splitAt: (at) => (at % 10 === 0 ? 'fitted' : 'held-out') },
  { paths: files.heldOut, splitAt: () => 'held-out' },
];

/** Hash of all that decides what is asked and what is right: figures of different sets can't be compared. */
export function hashOfGolden(folder: string): string {
  const hash = createHash('sha256');
  for (const files of goldenFiles(folder))
    for (const path of [
      ...splitFiles(files).flatMap(({ paths }) => paths),
      ...['document.json', 'ledger.yaml'].map((name) => join(files.folder, name)).filter((own) => existsSync(own)),
    ])
      hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

export const documentOf = ({ id, folder, builtIn }: GoldenFiles): Omit<GoldenDocument, 'questions'> => ({
  id,
  folder: builtIn ? undefined : folder,
});

/** Every other question of a file is looked at, the rest is held out. */
export const everyOther = (at: number): Split => (at % 2 === 0 ? 'fitted' : 'held-out');

const filled = (line: GoldenLine): Omit<GoldenQuestion, 'split'> => ({
  ...line,
  language: line.language ?? 'en',
  parts: line.parts ?? line.right.map((words) => [words]),
  needsFact: line.needsFact ?? false,
  never: line.never ?? [],
});
