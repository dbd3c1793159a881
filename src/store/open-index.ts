import { join } from 'node:path';
import { InvariantError } from '../domain/errors.ts';
import type { Span } from '../domain/span.ts';
import type { RevisionSummary } from '../library/document-store.ts';
import type { IndexSource, OpenIndex } from '../library/library.ts';
import type { DerivedContent, DerivedDocument } from './derived-header.ts';
import { type DerivedOptions, type DerivedPassages, openDerived } from './passage-index-files.ts';

/** Opens libraries' indexes from files in `dataDir/derived`, a folder each. See `openDerived` for what it throws. */
export function openIndexIn(dataDir: string, options: DerivedOptions): OpenIndex {
  return async (library, { id: embedder, dimension }, documents, source) => {
    if (!/^[\w-]+$/.test(library)) throw new InvariantError(`${library} cannot be the name of a folder`);
    const wanted: DerivedContent = { library, embedder, dimension, documents: documents.map(derivedFrom) };
    async function* passages(from: number): AsyncGenerator<DerivedPassages> {
      for (const document of documents.slice(from)) yield passagesOf(await source(document));
    }
    return openDerived(join(dataDir, 'derived', library), wanted, passages, options);
  };
}

const derivedFrom = ({ facts, sha256, splitter, blocks, sentences }: RevisionSummary): DerivedDocument => ({
  owner: facts.owner,
  id: facts.id,
  sha256,
  splitter,
  blocks,
  sentences,
});

function passagesOf({ row, vectors }: IndexSource): DerivedPassages {
  const textsOf = (spans: readonly Span[]): string[] => spans.map(({ start, end }) => row.text.slice(start, end));
  return {
    blocks: { texts: textsOf(row.outline.blocks), vectors: vectors.blocks },
    sentences: { texts: textsOf(row.outline.sentences), vectors: vectors.sentences },
  };
}
