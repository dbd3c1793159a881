import type { Block } from '../domain/passage.ts';
import type { Span } from '../domain/span.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { anyLineBreak } from './message.ts';

/** Runs of blocks under one heading; the heading itself belongs to its section. The title belongs to none. */
export function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [];
  for (const block of blocks) {
    if (block.kind === 'title') continue;
    if (block.kind === 'heading' || sections.length === 0) sections.push([block]);
    else sections.at(-1)!.push(block);
  }
  return sections;
}

/** The blocks from the one that holds a span to the end of its section. */
export function restOfSection(span: Span, { outline: { blocks } }: IndexedDocument): readonly Block[] {
  const from = blocks.findIndex((block) => block.start <= span.start && span.start < block.end);
  if (from < 0) return [];
  const next = blocks.findIndex((block, at) => at > from && block.kind === 'heading');
  return blocks.slice(from, next < 0 ? undefined : next);
}

/** A notice is no longer than so many UTF-16 code units. */
const noticeUnits = 400;
const ofOpinions =
  /\b(?:views?|opinions?)\b.*\b(?:author|writer|contributor)|\b(?:tribunes?|opinions?|points? de vue)\b.*\bauteurs?\b|\b(?:Meinung|Ansicht)(?:en)?\b.*\bAutor/iu;

/**
 * The closing words in which a document speaks of itself, such as a publisher's notice. They stand within a line of
 * ours, so words with a line break, which would begin a line of their own there, are left out.
 */
export function noticeOf({ document, outline }: IndexedDocument): Block | undefined {
  const last = outline.blocks.at(-1);
  const text = last ? document.text.slice(last.start, last.end) : '';
  const isNotice = ofOpinions.test(text) && text.length <= noticeUnits && !anyLineBreak.test(text);
  return last && isNotice ? last : undefined;
}
