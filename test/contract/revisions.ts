import { createHash } from 'node:crypto';
import type { DocumentFacts } from '../../src/domain/document.ts';
import type { Block, Outline, Sentence } from '../../src/domain/passage.ts';
import type { RevisionRow, RevisionVectors } from '../../src/library/document-store.ts';

/** Paragraphs on lines of their own, one sentence each: enough of an outline for a store. */
export function outlineOfLines(text: string): Outline {
  const blocks: Block[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    const number = blocks.length + 1;
    blocks.push({
      kind: number === 1 ? 'title' : 'paragraph',
      start: index,
      end: index + line.length,
      number,
      under: 0,
    });
  }
  const sentences = blocks.map(
    ({ start, end, number }): Sentence => ({ start, end, ordinal: number - 1, block: number }),
  );
  return { blocks, sentences };
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

export function revisionRow(
  facts: Partial<DocumentFacts> = {},
  text = 'Title\nThe river rose.\nThe mill stood.',
): RevisionRow {
  return {
    facts: {
      id: 'op-ed',
      title: 'An op-ed',
      publisher: null,
      author: 'A. Writer',
      genre: 'op-ed',
      published: '2020-05',
      url: null,
      language: 'en',
      owner: 'everyone',
      ...facts,
    },
    format: 'text',
    text,
    sha256: sha256Of(text),
    bytesSha256: sha256Of(`bytes of ${text}`),
    outline: outlineOfLines(text),
    splitter: 'split/1',
    addedAt: '2026-11-22T10:00:00.000Z',
  };
}

/** Numbers that tell where they belong: `first`, `first` + 1, and so on. */
export function vectorsFor({ blocks, sentences }: Outline, dimension = 4, first = 0): RevisionVectors {
  const count = (from: number, length: number): Float32Array => Float32Array.from({ length }, (_, at) => from + at);
  return {
    blocks: count(first, blocks.length * dimension),
    sentences: count(first + 10_000, sentences.length * dimension),
  };
}
