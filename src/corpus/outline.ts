import type { DocumentFormat } from '../domain/document.ts';
import type { Block, BlockKind, Outline } from '../domain/passage.ts';
import { cutLong, type SentenceSpan } from './cut-long.ts';
import type { Piece } from './piece.ts';
import { splitBlocks } from './split-blocks.ts';
import { type MarkdownPieces, splitMarkdown } from './split-markdown.ts';
import { splitSentences } from './split-sentences.ts';

/** The rules that cut outlines. Stored with each, so that a change of the rules is noticed; raise it with every change. */
export const splitter = 'split/2';

/**
 * Cuts a text into its blocks and their sentences, without changing a character. Any text will do, the empty one too.
 * @param language BCP 47, of the text
 */
export function outlineOf(text: string, format: DocumentFormat, language: string): Outline {
  const { pieces, readable } = piecesOf(text, format);
  const blocks = numbered(pieces);
  const sentences = blocks.flatMap((block) =>
    sentencesOf(readable, block, language).map((span) => ({ ...span, block: block.number })),
  );
  return { blocks, sentences: sentences.map((sentence, ordinal) => ({ ...sentence, ordinal })) };
}

function piecesOf(text: string, format: DocumentFormat): MarkdownPieces {
  return format === 'markdown' ? splitMarkdown(text) : { pieces: splitBlocks(text), readable: text };
}

function numbered(pieces: readonly Piece[]): Block[] {
  let under = 0;
  return pieces.map((piece, at) => {
    const block = { ...piece, number: at + 1, under };
    if (isHeading(piece.kind)) under = block.number;
    return block;
  });
}

const isHeading = (kind: BlockKind): boolean => kind === 'title' || kind === 'heading';

/** A title, a heading and a table's row are one sentence each, whatever stops they hold. */
function sentencesOf(readable: string, block: Block, language: string): SentenceSpan[] {
  if (!isHeading(block.kind) && block.kind !== 'table-row') return splitSentences(readable, block, language);
  return cutLong(readable, block);
}
