import type { Card } from './cards.ts';
import { type Chapter, chapters, type Frame } from './frame.ts';
import { type GuardedSummary, maxVisibleCharacters } from './guard.ts';
import { heading, small, text } from './lines.ts';
import {
  footerOf,
  type Inline,
  innerMarks,
  type Line,
  openingLine,
  quoteLines,
  readFor,
  standingsLine,
  visibleLength,
} from './message.ts';
import type { Quoted } from './part.ts';
import type { Summary } from './summarise.ts';

/** One chapter of a summary, whole. */
export function chapterLines(chapter: Chapter, summary: GuardedSummary, frame: Frame): Line[] {
  switch (chapter) {
    case 'points':
      return pointLines(summary, frame);
    case 'accused':
      return accusedLines(summary, frame);
    case 'verified':
      return verifiedLines(summary, frame);
    case 'gaps':
      return gapLines(summary, frame);
  }
}

const titleOf = (chapter: Chapter, frame: Frame): Line => heading(frame.chapters[chapter]);

function pointLines({ sections, document, page }: Summary, frame: Frame): Line[] {
  const { genre } = document.facts;
  const lines = sections.flatMap((section) => {
    const quotes = (section.heading ? [section.heading] : []).concat(section.points);
    return quotes.flatMap((quoted) => quoteLines(quoted, page, frame));
  });
  const attributed = heading(`${frame.chapters.points} · ${frame.claims(genre)}`);
  return lines.length > 0 ? [attributed, ...lines] : [titleOf('points', frame), text(frame.noPoints)];
}

function accusedLines({ accused, page }: Summary, frame: Frame): Line[] {
  const lines = accused.flatMap(({ who, accusations }): Line[] => [
    heading(innerMarks(who)),
    ...accusations.flatMap(({ id, standing, quotes }): Line[] => [
      text({ text: id, strong: true }, ` · ${frame.standings[standing]}`),
      ...quotes.slice(0, 1).flatMap((quoted) => quoteLines(quoted, page, frame)),
    ]),
  ]);
  return [titleOf('accused', frame), ...(lines.length > 0 ? lines : [text(frame.noAccusation)])];
}

function verifiedLines({ verified }: Summary, frame: Frame): Line[] {
  const lines = verified.flatMap(({ id, fact }): Line[] => [
    text(innerMarks(fact.text)),
    small(`${id} · ${readFor(fact, frame)}`),
  ]);
  return [titleOf('verified', frame), ...(lines.length > 0 ? lines : [text(frame.noFact)])];
}

function gapLines({ unsupported, leftOut, page }: Summary, frame: Frame): Line[] {
  const announced = unsupported.flatMap((quoted) => quoteLines(quoted, page, frame));
  const absent = leftOut.map(({ id, words }): Line => {
    const named = words.flatMap((word, at): Inline[] => [...(at > 0 ? [{ text: ', ' }] : []), { code: word }]);
    return { kind: 'small', runs: [{ text: `${id}${frame.colon}` }, ...named] };
  });
  return [
    titleOf('gaps', frame),
    ...(announced.length > 0 ? [text(frame.announces), ...announced] : []),
    ...(absent.length > 0 ? [text(frame.leavesOut), ...absent] : []),
    ...(announced.length + absent.length === 0 ? [text(frame.noGaps)] : []),
  ];
}

/** All of a summary, to be read at once or kept: what the document is first, then every chapter. */
export function summaryLines(summary: GuardedSummary, frame: Frame): Line[] {
  const { document, ofItself, title, page, counts } = summary;
  const quote = (quoted: Quoted | undefined): Line[] => (quoted ? quoteLines(quoted, page, frame) : []);
  return [
    openingLine(document.facts, ofItself, page, frame),
    ...quote(title),
    counts.length > 0 ? standingsLine(counts, frame) : text(frame.noneChecked),
    ...chapters.flatMap((chapter): Line[] => [{ kind: 'separator' }, ...chapterLines(chapter, summary, frame)]),
    small(footerOf(document.facts, summary.ledgerOrigin, frame)),
  ];
}

/** One page of a chapter, counted from 0, within the limit of a message. */
export function chapterCard(chapter: Chapter, summary: GuardedSummary, page: number, frame: Frame): Card {
  const [title, ...lines] = chapterLines(chapter, summary, frame);
  const footer = small(footerOf(summary.document.facts, summary.ledgerOrigin, frame));
  const around = [title!, footer, small(frame.pageOf(99, 99))];
  const pages = pagesOf(lines, maxVisibleCharacters - visibleLength(around));
  const at = Math.min(Math.max(0, page), pages.length - 1);
  const count = pages.length > 1 ? [small(frame.pageOf(at + 1, pages.length))] : [];
  return { lines: [title!, ...(pages[at] ?? []), ...count, footer], page: at, pages: pages.length };
}

/**
 * Cuts lines into pages of at most so many visible characters. A line keeps the small ones beneath it, and a heading the
 * line that it stands over; what is longer than a page has one of its own.
 */
function pagesOf(lines: readonly Line[], characters: number): Line[][] {
  const pages: Line[][] = [];
  for (const unit of unitsOf(lines)) {
    const last = pages.at(-1);
    if (last && visibleLength([...last, ...unit]) <= characters) last.push(...unit);
    else pages.push([...unit]);
  }
  return pages.length > 0 ? pages : [[]];
}

/** More small lines in a row are a list of their own, which may be cut. */
const smallTogether = 2;

function unitsOf(lines: readonly Line[]): Line[][] {
  const units: Line[][] = [];
  for (const line of lines) {
    const last = units.at(-1);
    const isBeneath = line.kind === 'small' && last !== undefined && smallAtEnd(last) < smallTogether;
    const opens = last?.at(-1)?.kind;
    const isFirst = opens === 'heading' || (opens === 'text' && line.kind === 'quote');
    if (last && (isBeneath || isFirst)) last.push(line);
    else units.push([line]);
  }
  return units;
}

const smallAtEnd = (unit: readonly Line[]): number =>
  unit.length - 1 - unit.findLastIndex((line) => line.kind !== 'small');
