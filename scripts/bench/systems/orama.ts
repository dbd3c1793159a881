import { create, insertMultiple, search } from '@orama/orama';
import { vectorAt } from '../bench-set.ts';
import { type Files, passagesWanted, readBothKinds, type Search, type System } from './system.ts';

/** Orama's hybrid search, by its defaults. */
export const openOrama = async ({ set }: Files): Promise<System> => ({
  async build(): Promise<Search> {
    const database = create({ schema: { text: 'string', embedding: 'vector[384]' } as const });
    const { texts, places, vectors } = await readBothKinds(set);
    await insertMultiple(
      database,
      texts.map((text, at) => ({ id: String(at), text, embedding: Array.from(vectorAt(vectors, at)) })),
    );
    return async (term, vector) => {
      const { hits } = await search(database, {
        mode: 'hybrid',
        term,
        vector: { value: Array.from(vector), property: 'embedding' },
        limit: passagesWanted,
      });
      const first = hits[0];
      return { first: first && places[Number(first.id)] };
    };
  },
});
