import { join } from 'node:path';
import { vectorAt } from '../bench-set.ts';
import { type Files, NotInstalledError, passagesWanted, readBothKinds, type Search, type System } from './system.ts';

/** Just the part of vectra that is used. It is not among the packages: it brings a hundred others. */
type Vectra = {
  readonly LocalIndex: new (
    folder: string,
  ) => {
    createIndex(): Promise<void>;
    batchInsertItems(
      items: readonly { readonly vector: number[]; readonly metadata: { readonly at: number } }[],
    ): Promise<unknown>;
    queryItems(
      vector: number[],
      query: string,
      topK: number,
    ): Promise<{ readonly item: { readonly metadata: { readonly at: number } } }[]>;
  };
};

export const installVectra = 'npm install --no-save vectra@0.12.3';

/** @throws NotInstalledError with the command that installs vectra, where it is not installed */
export async function openVectra({ set, scratch }: Files): Promise<System> {
  const { LocalIndex } = await loadVectra();
  return {
    async build() {
      const index = new LocalIndex(join(scratch, 'vectra'));
      await index.createIndex();
      const { texts, places, vectors } = await readBothKinds(set);
      await index.batchInsertItems(
        texts.map((_, at) => ({ vector: Array.from(vectorAt(vectors, at)), metadata: { at } })),
      );
      const byVectors: Search = async (question, vector) => {
        const [first] = await index.queryItems(Array.from(vector), question, passagesWanted);
        return first && places[first.item.metadata.at];
      };
      return { vectors: byVectors };
    },
  };
}

async function loadVectra(): Promise<Vectra> {
  const name: string = 'vectra'; // widened, so that the compiler does not look for a package that is not there
  try {
    return await import(name);
  } catch {
    throw new NotInstalledError(`not installed; \`${installVectra}\``);
  }
}
