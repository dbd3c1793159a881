import { kinds, type Passages, type Place, readPassages } from '../bench-set.ts';

/** Where a system's files are. */
export type Files = {
  /** What `makeBenchSet` wrote. */
  readonly set: string;
  /** The app's data folder, with the same document. */
  readonly dataDir: string;
  /** For what a system writes itself; empty at first. */
  readonly scratch: string;
};

/** Asks for a question whose vector is known. @returns what is put first; undefined where nothing is found */
export type Search = (question: string, vector: Float32Array) => Promise<Place | undefined>;
/** The ways in which a system can be asked, by their names in names.ts; each is a row of the table. */
export type Ways = Readonly<Record<string, Search>>;

/** A way to search passages by meaning and words, in a process of its own. */
export type System = {
  /** What has nothing to do with the passages: models that are loaded anyway. Neither timed nor weighed. */
  readonly prepare?: () => Promise<void>;
  /** From texts and vectors to what can be asked. */
  readonly build: () => Promise<Ways>;
  /** Before anything is timed, without asking anything in this process: all systems get the same warming up. */
  readonly learn?: () => Promise<void>;
  /** Asked only when everything else was asked and weighed. */
  readonly last?: Ways;
};

/** A peer that is none of the packages. */
export class NotInstalledError extends Error {}

/** Made anew in the process that runs it. */
export type OpenSystem = (files: Files) => Promise<System>;

/** How many passages a peer is asked for. */
export const passagesWanted = 10;

/** Both kinds of passages, blocks first. */
export async function readBothKinds(set: string): Promise<Passages> {
  const [blocks, sentences] = [await readPassages(set, kinds[0]), await readPassages(set, kinds[1])];
  const vectors = new Float32Array(blocks.vectors.length + sentences.vectors.length);
  vectors.set(blocks.vectors);
  vectors.set(sentences.vectors, blocks.vectors.length);
  return {
    texts: [...blocks.texts, ...sentences.texts],
    places: [...blocks.places, ...sentences.places],
    vectors,
  };
}
