import type { Span } from './span.ts';

export const blockKinds = ['title', 'heading', 'paragraph', 'list-item', 'table-row'] as const;
export type BlockKind = (typeof blockKinds)[number];

/**
 * A block of a document: its title, a heading, a paragraph, a list item or a table row. Blocks never overlap and
 * together cover every visible character (in Markdown, all but the markup between blocks).
 */
export type Block = Span & {
  readonly kind: BlockKind;
  /** Counted from 1 over all blocks of the document: the "¶ 7" that people see. */
  readonly number: number;
  /** The number of the heading (or title) under which it stands; 0 before the first. */
  readonly under: number;
};

/**
 * A sentence of one block. Sentences never overlap and cover all non-space text of their block (in Markdown, all but the
 * `>` between two of them in a quoted paragraph).
 */
export type Sentence = Span & {
  /** Counted from 0 over all sentences of the document. */
  readonly ordinal: number;
  /** The `number` of the block that holds it. */
  readonly block: number;
  /** It was longer than a sentence may be and cut here: the next one goes on with it. */
  readonly goesOn?: true;
};

/** How a document is cut into passages: blocks, and the sentences in them, both in the order of the text. */
export type Outline = { readonly blocks: readonly Block[]; readonly sentences: readonly Sentence[] };
