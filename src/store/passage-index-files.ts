import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InvariantError } from '../domain/errors.ts';
import type { PassageIndex, Vocabulary } from '../retrieval/passage-index.ts';
import { type Base, countOf, type Generation, GenerationWriter, readGeneration } from './derived-files.ts';
import {
  type DerivedContent,
  type DerivedDocument,
  type DerivedHeader,
  fitOf,
  generationName,
  noneYet,
  readHeader,
  writeHeader,
} from './derived-header.ts';
import { explainStorageError } from './explain-storage-error.ts';
import { type Hnsw, loadHnsw } from './hnsw.ts';
import { StoredVectorIndex } from './stored-vector-index.ts';
import { passageKinds } from './words-file.ts';

/** The words and unit vectors of one document's passages, both in the outline's order. */
export type DerivedPassages = {
  readonly blocks: { readonly texts: readonly string[]; readonly vectors: Float32Array };
  readonly sentences: { readonly texts: readonly string[]; readonly vectors: Float32Array };
};

/** Gives the documents of the wanted list from position `from` on, in its order. Only asked when files must be made. */
export type DerivedSource = (from: number) => AsyncIterable<DerivedPassages>;

export type DerivedOptions = {
  /**
   * Told in one line why files were made anew or added to, and once where hnswlib can't be loaded. `expected`: a first
   * time or a new document, nothing to worry about.
   */
  readonly log: (line: string, expected: boolean) => void;
  readonly signal?: AbortSignal;
  /** Passages put in so far, of those that have to be. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly loadHnsw?: () => Promise<Hnsw>;
};

/** The indexes of one library. */
export type Derived = {
  readonly blocks: PassageIndex;
  readonly sentences: PassageIndex;
  readonly vocabulary: Vocabulary;
  /** Nothing may be asked afterwards. */
  close(): void;
};

/** The longest that the event loop is held while passages are put in, but for one passage. */
const sliceMs = 8;
/** A generation that nobody put in force for so long was left behind by a process that ended. */
const abandonedAfterMs = 60 * 60_000;

/**
 * Opens the derived files of one library in a folder of its own, and makes them where they are missing, damaged or
 * made of something else; where documents only came after the stored ones, those are added. Every set of files has a
 * subfolder (a generation) that is never changed again, and `header.json` names the one in force: processes may open,
 * make and replace them at the same time, and who has one open keeps it.
 * @throws OperatorError where the folder can't be written; InvariantError where `source` gives other passages than
 * `wanted` says; the signal's reason when aborted, leaving what was there
 */
export async function openDerived(
  folder: string,
  wanted: DerivedContent,
  source: DerivedSource,
  options: DerivedOptions,
): Promise<Derived> {
  const hnsw = await hnswOrWarn(options);
  const stored = await readStored(folder, wanted, hnsw);
  if (stored.kind === 'same') {
    await sweep(folder, stored.name);
    return derivedOf(stored.generation);
  }
  options.log(lineAbout(stored, wanted), stored.kind === 'prefix' || stored.why === noneYet);
  try {
    return derivedOf(await replace(folder, wanted, source, stored, hnsw, options));
  } catch (error) {
    throw explainStorageError(error, folder);
  }
}

async function hnswOrWarn({ loadHnsw: load = loadHnsw, log }: DerivedOptions): Promise<Hnsw | undefined> {
  try {
    return await load();
  } catch {
    log(
      'hnswlib-node could not be loaded, so every search looks at all passages; `npm rebuild hnswlib-node` with a C++ compiler makes large libraries fast again',
      false,
    );
    return undefined;
  }
}

type Stored =
  | { readonly kind: 'same'; readonly generation: Generation; readonly name: string }
  | { readonly kind: 'prefix'; readonly base: Base; readonly documents: number }
  | { readonly kind: 'other'; readonly why: string };

async function readStored(folder: string, wanted: DerivedContent, hnsw: Hnsw | undefined): Promise<Stored> {
  const header = await readHeader(folder);
  if (typeof header === 'string') return { kind: 'other', why: header };
  const fit = fitOf(header.content, wanted);
  if (fit.kind === 'other') return fit;
  const files = join(folder, header.generation);
  const generation = await readGeneration(files, header, hnsw);
  if (typeof generation === 'string') {
    // somebody may have put another generation in force, and removed this one while it was read
    return (await isInForce(folder, header)) ? { kind: 'other', why: generation } : readStored(folder, wanted, hnsw);
  }
  if (fit.kind === 'same') return { kind: 'same', generation, name: header.generation };
  return { kind: 'prefix', base: { folder: files, generation }, documents: header.content.documents.length };
}

async function isInForce(folder: string, { generation }: DerivedHeader): Promise<boolean> {
  const now = await readHeader(folder);
  return typeof now === 'string' || now.generation === generation;
}

function lineAbout(stored: Exclude<Stored, { kind: 'same' }>, { library, documents }: DerivedContent): string {
  return stored.kind === 'prefix'
    ? `search index of ${library}: adding ${documents.length - stored.documents} to ${stored.documents} documents`
    : `search index of ${library}: made from the stored documents, because ${stored.why}`;
}

/** Makes a generation aside, opens it, puts it in force, and removes the one it replaces. */
async function replace(
  folder: string,
  wanted: DerivedContent,
  source: DerivedSource,
  stored: Exclude<Stored, { kind: 'same' }>,
  hnsw: Hnsw | undefined,
  options: DerivedOptions,
): Promise<Generation> {
  const name = randomBytes(8).toString('hex');
  const files = join(folder, name);
  try {
    const header = {
      content: wanted,
      generation: name,
      files: await fill(files, wanted, source, stored, hnsw, options),
    };
    const generation = await readGeneration(files, header, hnsw);
    if (typeof generation === 'string') throw new InvariantError(`the index just made can't be used: ${generation}`);
    const before = await readHeader(folder);
    await writeHeader(folder, header);
    await sweep(folder, name, typeof before === 'string' ? undefined : before.generation);
    return generation;
  } catch (error) {
    await rm(files, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  files: string,
  wanted: DerivedContent,
  source: DerivedSource,
  stored: Exclude<Stored, { kind: 'same' }>,
  hnsw: Hnsw | undefined,
  options: DerivedOptions,
): Promise<DerivedHeader['files']> {
  const from = stored.kind === 'prefix' ? stored.documents : 0;
  const documents = wanted.documents.slice(from);
  const writer = await GenerationWriter.open(files, wanted, hnsw, stored.kind === 'prefix' ? stored.base : undefined);
  try {
    const step = pacer(
      countOf({ ...wanted, documents }, 'blocks') + countOf({ ...wanted, documents }, 'sentences'),
      options,
    );
    let at = 0;
    for await (const passages of source(from)) {
      const document = checked(documents[at++], passages, wanted.dimension);
      for (const kind of passageKinds)
        for (let i = 0; i < document[kind]; i++) {
          const vector = passages[kind].vectors.subarray(i * wanted.dimension, (i + 1) * wanted.dimension);
          writer.add(kind, passages[kind].texts[i]!, vector);
          await step();
        }
    }
    if (at !== documents.length) throw new InvariantError(`the source gave ${at} of ${documents.length} documents`);
    options.signal?.throwIfAborted();
    return await writer.finish();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

function checked(document: DerivedDocument | undefined, passages: DerivedPassages, dimension: number): DerivedDocument {
  const fits = passageKinds.every(
    (kind) =>
      passages[kind].texts.length === document?.[kind] && passages[kind].vectors.length === document[kind] * dimension,
  );
  if (document === undefined || !fits)
    throw new InvariantError(`the source's passages are not those of ${document?.id ?? 'any wanted document'}`);
  return document;
}

/** Counts passages; gives way to the event loop, reports, and looks at the signal once a slice. */
function pacer(total: number, { signal, onProgress }: DerivedOptions): () => Promise<void> {
  let done = 0;
  let since = performance.now();
  return async () => {
    done += 1;
    const over = performance.now() - since >= sliceMs;
    if (over || done === total) onProgress?.({ done, total });
    if (!over) return;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  };
}

/** Removes what is no longer in force. Who has it open keeps it, where the system allows; where not, the next one does. */
async function sweep(folder: string, inForce: string, replaced?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const generation = name.replace(/^header\.json\./, ''); // also a header that was never renamed
    if (!generationName.test(generation) || generation === inForce) continue;
    if (generation === replaced || (await isAbandoned(join(folder, name))))
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > abandonedAfterMs;
}

function derivedOf({ vectors, graphs, words }: Generation): Derived {
  const index = (kind: 'blocks' | 'sentences'): PassageIndex => ({
    vectors: new StoredVectorIndex(vectors[kind], graphs[kind]),
    words: words[kind],
  });
  return { blocks: index('blocks'), sentences: index('sentences'), vocabulary: words, close: () => words.close() };
}
