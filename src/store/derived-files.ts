import { copyFile, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../domain/errors.ts';
import { bytesOf } from './byte-arrays.ts';
import {
  type DerivedContent,
  type DerivedFile,
  type DerivedHeader,
  describeFile,
  isMissing,
} from './derived-header.ts';
import { type Graph, type Hnsw, leastGraphBytes, newGraph, readGraph } from './hnsw.ts';
import { makeFolder } from './make-folder.ts';
import { VectorMemory } from './vector-memory.ts';
import { type PassageKind, passageKinds, WordsFile, WordsFileWriter } from './words-file.ts';

type PerKind<Value> = Readonly<Record<PassageKind, Value>>;

/** One generation of a library's derived files, read into memory but for its vocabulary and where words stand in a passage. */
export type Generation = {
  readonly vectors: PerKind<VectorMemory>;
  /** Undefined where there are no passages, or no hnswlib. */
  readonly graphs: PerKind<Graph | undefined>;
  readonly words: WordsFile;
};

const wordsName = 'words.sqlite';
const vectorsName = (kind: PassageKind): string => `${kind}.f32`;
const graphName = (kind: PassageKind): string => `${kind}.hnsw`;

export const countOf = (content: DerivedContent, kind: PassageKind): number =>
  content.documents.reduce((sum, document) => sum + document[kind], 0);

const perKind = <Value>(make: (kind: PassageKind) => Value): PerKind<Value> => ({
  blocks: make('blocks'),
  sentences: make('sentences'),
});

/** The files that a generation must have. */
const namesOf = (content: DerivedContent, hnsw: Hnsw | undefined): string[] => [
  wordsName,
  ...passageKinds.map(vectorsName),
  ...passageKinds.filter((kind) => hnsw && countOf(content, kind) > 0).map(graphName),
];

/** @returns why not, where a file is missing or not, byte for byte, as it was written */
export async function readGeneration(
  folder: string,
  header: DerivedHeader,
  hnsw: Hnsw | undefined,
): Promise<Generation | string> {
  try {
    for (const name of namesOf(header.content, hnsw)) {
      const wrong = await whatIsWrong(folder, name, header);
      if (wrong !== undefined) return wrong;
    }
    return await load(folder, header.content, hnsw);
  } catch (error) {
    return `its files cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The whole file is compared: a damaged graph that hnswlib opens ends the process. */
async function whatIsWrong(
  folder: string,
  name: string,
  { content, files }: DerivedHeader,
): Promise<string | undefined> {
  const expected = files.find((file) => file.name === name);
  if (expected === undefined) return `it was made without ${name}`;
  const kind = passageKinds.find((each) => vectorsName(each) === name);
  if (kind && expected.bytes !== countOf(content, kind) * content.dimension * Float32Array.BYTES_PER_ELEMENT)
    return 'header.json is damaged';
  try {
    const { bytes, sha256 } = await describeFile(folder, name);
    if (bytes !== expected.bytes) return `${name} has ${bytes} bytes, not ${expected.bytes}`;
    return sha256 === expected.sha256 ? undefined : `${name} is damaged`;
  } catch (error) {
    if (isMissing(error)) return `${name} is missing`;
    throw error;
  }
}

async function load(folder: string, content: DerivedContent, hnsw: Hnsw | undefined): Promise<Generation> {
  const vectors = async (kind: PassageKind): Promise<VectorMemory> => {
    const memory = new VectorMemory(countOf(content, kind), content.dimension);
    await readInto(bytesOf(memory.vectors), join(folder, vectorsName(kind)));
    return memory;
  };
  const graph = async (kind: PassageKind): Promise<Graph | undefined> =>
    hnsw && countOf(content, kind) > 0
      ? readGraph(hnsw, content.dimension, countOf(content, kind), join(folder, graphName(kind)))
      : undefined;
  return {
    vectors: { blocks: await vectors('blocks'), sentences: await vectors('sentences') },
    graphs: { blocks: await graph('blocks'), sentences: await graph('sentences') },
    words: new WordsFile(
      join(folder, wordsName),
      perKind((kind) => countOf(content, kind)),
    ),
  };
}

/** Fills the bytes from a file of that length, without a second copy of what may be hundreds of megabytes. */
async function readInto(bytes: Uint8Array, path: string): Promise<void> {
  const file = await open(path);
  try {
    for (let at = 0, read = 1; at < bytes.length && read > 0; at += read)
      read = (await file.read(bytes, at, bytes.length - at)).bytesRead;
  } finally {
    await file.close();
  }
}

/** A generation to go on from, and where its files are. It is used up. */
export type Base = { readonly folder: string; readonly generation: Generation };

/** Fills a folder with the files of a new generation, passage by passage. */
export class GenerationWriter {
  readonly #folder: string;
  readonly #content: DerivedContent;
  readonly #vectors: PerKind<Float32Array>;
  readonly #graphs: PerKind<Graph | undefined>;
  readonly #words: WordsFileWriter;
  readonly #next: Record<PassageKind, number>;

  private constructor(folder: string, content: DerivedContent, hnsw: Hnsw | undefined, base: Base | undefined) {
    this.#folder = folder;
    this.#content = content;
    this.#next = { ...perKind((kind) => base?.generation.vectors[kind].size ?? 0) };
    this.#vectors = perKind((kind) =>
      roomFor(countOf(content, kind) * content.dimension, base?.generation.vectors[kind].vectors),
    );
    this.#graphs = perKind((kind) => growing(hnsw, content, kind, base?.generation.graphs[kind]));
    this.#words = new WordsFileWriter(join(folder, wordsName));
  }

  static async open(
    folder: string,
    content: DerivedContent,
    hnsw: Hnsw | undefined,
    base: Base | undefined,
  ): Promise<GenerationWriter> {
    await makeFolder(folder);
    base?.generation.words.close();
    if (base) await copyFile(join(base.folder, wordsName), join(folder, wordsName));
    return new GenerationWriter(folder, content, hnsw, base);
  }

  add(kind: PassageKind, text: string, vector: Float32Array): void {
    const at = this.#next[kind]++;
    this.#vectors[kind].set(vector, at * this.#content.dimension);
    this.#graphs[kind]?.addPoint(Array.from(vector), at);
    this.#words.add(kind, at, text);
  }

  async finish(): Promise<DerivedFile[]> {
    await this.#words.finish();
    const files = [await describeFile(this.#folder, wordsName)];
    for (const kind of passageKinds) {
      await writeFile(join(this.#folder, vectorsName(kind)), bytesOf(this.#vectors[kind]));
      files.push(await describeFile(this.#folder, vectorsName(kind)));
      const graph = this.#graphs[kind];
      if (graph) files.push(await this.#writeGraph(kind, graph));
    }
    return files;
  }

  /** Gives up what is open; the folder is for the caller to remove. */
  abandon(): void {
    this.#words.close();
  }

  async #writeGraph(kind: PassageKind, graph: Graph): Promise<DerivedFile> {
    await graph.writeIndex(join(this.#folder, graphName(kind)));
    const file = await describeFile(this.#folder, graphName(kind));
    if (file.bytes < leastGraphBytes(graph.getCurrentCount(), this.#content.dimension))
      throw new OperatorError(
        `${join(this.#folder, file.name)} could not be written whole. Free some space on its disk, then try again. The documents themselves are safe.`,
      );
    return file;
  }
}

function roomFor(length: number, start: Float32Array | undefined): Float32Array {
  const vectors = new Float32Array(length);
  if (start) vectors.set(start);
  return vectors;
}

function growing(
  hnsw: Hnsw | undefined,
  content: DerivedContent,
  kind: PassageKind,
  graph: Graph | undefined,
): Graph | undefined {
  const count = countOf(content, kind);
  if (hnsw === undefined || count === 0) return undefined;
  if (graph === undefined) return newGraph(hnsw, content.dimension, count);
  graph.resizeIndex(count);
  return graph;
}
