import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../dist/app.js';
import { everyone } from '../../dist/domain/everyone.js';
import type { Span } from '../../dist/domain/span.js';
import type { Searchable } from '../../dist/retrieval/searchable.js';
import { generatePassages, newDocument, openBenchApp } from './bench-app.ts';
import type { GeneratedDocument } from './generate-corpus.ts';
import { type MadeQuestion, makeQuestions } from './make-questions.ts';

/** Where words stand in a document. */
export type Place = Span & { readonly document: string };

export const kinds = ['blocks', 'sentences'] as const;
export type Kind = (typeof kinds)[number];

/** Passages of one kind with their vectors, one after the other in one array. */
export type Passages = {
  readonly texts: readonly string[];
  readonly places: readonly Place[];
  readonly vectors: Float32Array;
};

export type BenchQuestion = {
  readonly question: string;
  /** The sentence that the question was made from and its block; null where no sentence answers it. */
  readonly source: { readonly sentence: Place; readonly block: Place } | null;
};

export const dimension = 384;
export const madeUpId = 'made-up';
const questionSeed = 7;

/** The data folder of the app that has a made-up document of so many passages. */
export const dataDirOf = (folder: string, passages: number): string => join(folder, `questions-${passages}`);
const setDirOf = (folder: string, passages: number): string => join(folder, `set-${passages}`);

/**
 * Embeds the made-up document where that was not done before, and writes its passages, its questions and the vectors of
 * both where every system reads them.
 * @returns the folder to hand to `readPassages` and `readQuestions`
 */
export async function makeBenchSet(folder: string, passages: number, questions: number): Promise<string> {
  const made = generatePassages(1, passages);
  const asked = makeQuestions(made, questionSeed, questions);
  const target = setDirOf(folder, passages);
  const app = await openBenchApp(dataDirOf(folder, passages));
  try {
    // another embedder's vectors would be compared with those of the library
    const key = createHash('sha256')
      .update(JSON.stringify([app.embedder.id, made.markdown, asked]))
      .digest('hex');
    if ((await readFile(join(target, 'key'), 'utf8').catch(() => '')) === key) return target;
    await app.ingest(newDocument(madeUpId, made));
    await writeSet(target, key, app, made, asked);
  } finally {
    await app.close();
  }
  return target;
}

async function writeSet(
  target: string,
  key: string,
  app: App,
  made: GeneratedDocument,
  asked: readonly MadeQuestion[],
): Promise<void> {
  const aside = `${target}.new`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  const searchable = (await app.library.searchable(everyone))!;
  for (const kind of kinds) {
    const { vectors, ...words } = passagesOf(searchable, kind);
    await writeFile(join(aside, `${kind}.json`), JSON.stringify(words));
    await writeFile(join(aside, `${kind}.f32`), bytesOf(vectors));
  }
  const questions = withPlaces(asked, searchable, made);
  await writeFile(join(aside, 'questions.json'), JSON.stringify(questions));
  const vectors = new Float32Array(questions.length * dimension);
  for (const [at, { question }] of questions.entries())
    vectors.set(await app.embedder.embedQuestion(question), at * dimension);
  await writeFile(join(aside, 'questions.f32'), bytesOf(vectors));
  await writeFile(join(aside, 'key'), key);
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
}

function passagesOf({ documents, ...indexes }: Searchable, kind: Kind): Passages {
  const { vectors } = indexes[kind];
  const packed = new Float32Array(vectors.size * dimension);
  for (let at = 0; at < vectors.size; at++) packed.set(vectors.vector(at), at * dimension);
  const passages = documents.flatMap(({ document, outline }) =>
    outline[kind].map(({ start, end }) => ({
      text: document.text.slice(start, end),
      place: { document: document.id, start, end },
    })),
  );
  return { texts: passages.map(({ text }) => text), places: passages.map(({ place }) => place), vectors: packed };
}

/** @throws RangeError where the document was not cut into the sentences that were generated */
function withPlaces(
  asked: readonly MadeQuestion[],
  { documents }: Searchable,
  { told }: GeneratedDocument,
): BenchQuestion[] {
  const { document, outline } = documents.find((indexed) => indexed.document.id === madeUpId)!;
  const bySentence = new Map(
    outline.sentences.map((sentence) => [document.text.slice(sentence.start, sentence.end), sentence]),
  );
  const missing = told.filter(({ sentence }) => !bySentence.has(sentence)).length;
  if (missing > told.length / 100) throw new RangeError(`${missing} of ${told.length} sentences are cut otherwise`);
  const placeOf = ({ start, end }: Span): Place => ({ document: madeUpId, start, end });
  return asked.flatMap(({ question, source }): BenchQuestion[] => {
    if (source === null) return [{ question, source }];
    const sentence = bySentence.get(source);
    if (!sentence) return [];
    return [{ question, source: { sentence: placeOf(sentence), block: placeOf(outline.blocks[sentence.block - 1]!) } }];
  });
}

export async function readPassages(set: string, kind: Kind): Promise<Passages> {
  // as: written by writeSet
  const words = JSON.parse(await readFile(join(set, `${kind}.json`), 'utf8')) as Omit<Passages, 'vectors'>;
  return { ...words, vectors: await readVectors(join(set, `${kind}.f32`)) };
}

export async function readQuestions(
  set: string,
): Promise<{ readonly questions: readonly BenchQuestion[]; readonly vectors: Float32Array }> {
  // as: written by writeSet
  const questions = JSON.parse(await readFile(join(set, 'questions.json'), 'utf8')) as BenchQuestion[];
  return { questions, vectors: await readVectors(join(set, 'questions.f32')) };
}

/** The i-th of vectors that stand one after the other; a view. */
export const vectorAt = (vectors: Float32Array, at: number): Float32Array =>
  vectors.subarray(at * dimension, (at + 1) * dimension);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function readVectors(file: string): Promise<Float32Array> {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}
