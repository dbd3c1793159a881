import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSentenceUnits } from '../../src/corpus/cut-long.ts';
import { outlineOf } from '../../src/corpus/outline.ts';
import { splitMarkdown } from '../../src/corpus/split-markdown.ts';
import type { DocumentFormat } from '../../src/domain/document.ts';
import type { Outline } from '../../src/domain/passage.ts';
import { contains, halvesPair, type Span } from '../../src/domain/span.ts';
import { generatedText, longLine } from './generated-text.ts';

const formats: readonly DocumentFormat[] = ['text', 'markdown'];
const languages = ['en', 'de', 'fr', 'es', 'ar', 'zh', 'und'];
const runs = { numRuns: 400 };
const longRuns = { numRuns: 30 };

const invisible = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** The visible characters of `text` within `outer` that lie in none of the spans, which are in order. */
function uncovered(text: string, outer: Span, spans: readonly Span[]): string {
  const edges = [outer.start, ...spans.flatMap(({ start, end }) => [start, end]), outer.end];
  const gaps = edges.flatMap((start, at) => (at % 2 === 0 ? [text.slice(start, edges[at + 1])] : []));
  return [...gaps.join('')].filter((character) => !invisible.test(character)).join('');
}

function expectSpans(text: string, spans: readonly Span[]): void {
  for (const [at, { start, end }] of spans.entries()) {
    expect(start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(halvesPair(text, start) || halvesPair(text, end)).toBe(false);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
  }
}

function expectOutline(text: string, { blocks, sentences }: Outline, readable: string): void {
  expectSpans(text, blocks);
  expectSpans(text, sentences);
  expect(blocks.map(({ number }) => number)).toEqual(blocks.map((_, at) => at + 1));
  expect(sentences.map(({ ordinal }) => ordinal)).toEqual(sentences.map((_, at) => at));
  expect(sentences.every((sentence) => contains(blocks[sentence.block - 1]!, sentence))).toBe(true);
  expect(sentences.every(({ start, end }) => end - start <= maxSentenceUnits)).toBe(true);
  for (const block of blocks) {
    const own = sentences.filter((sentence) => sentence.block === block.number);
    expect(uncovered(readable, block, own)).toBe('');
  }
}

describe.each(formats)('the outline of any %s', (format) => {
  const readableOf = (text: string): string => (format === 'markdown' ? splitMarkdown(text).readable : text);

  it('has spans in order, within the text, around whole characters, and sentences that cover their blocks', () => {
    fc.assert(
      fc.property(generatedText, fc.constantFrom(...languages), (text, language) => {
        expectOutline(text, outlineOf(text, format, language), readableOf(text));
      }),
      runs,
    );
  });

  it('has them for a line of 100,000 characters too', () => {
    fc.assert(
      fc.property(longLine, fc.constantFrom(...languages), (text, language) => {
        expectOutline(text, outlineOf(text, format, language), readableOf(text));
      }),
      longRuns,
    );
  });

  it('names as `under` the nearest heading above', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        const { blocks } = outlineOf(text, format, 'en');
        for (const { number, under } of blocks) {
          const above = blocks.slice(0, number - 1).filter(({ kind }) => kind === 'title' || kind === 'heading');
          expect(under).toBe(above.at(-1)?.number ?? 0);
        }
      }),
      runs,
    );
  });

  it('has one title at most', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        expect(outlineOf(text, format, 'en').blocks.filter(({ kind }) => kind === 'title').length).toBeLessThan(2);
      }),
      runs,
    );
  });

  it('is empty for an empty text', () => {
    expect(outlineOf('', format, 'en')).toEqual({ blocks: [], sentences: [] });
  });
});

describe('the blocks of any plain text', () => {
  it('cover everything visible', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        const { blocks } = outlineOf(text, 'text', 'en');
        expect(uncovered(text, { start: 0, end: text.length }, blocks)).toBe('');
      }),
      runs,
    );
  });
});

/** Lines whose markup has only the letter z, digits and marks, and whose words have no z. */
const markdownLine = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      '',
      '> ',
      '- ',
      '  ',
      '    ',
      '1. ',
      '23) ',
      '- [x] ',
      '# ',
      '### ',
      '| ',
      '<!-- z --> ',
      '[^z1]: ',
    ),
    fc.constantFrom(
      'word',
      'a **b** c',
      'Dr. [a](b) <i>d</i>',
      'c | d',
      '```a',
      '`e`',
      'محمد',
      '<p>f</p>',
      '2 f',
      '- g',
      '> h',
      '',
    ),
    fc.constantFrom('', '', '', ' ##', ' |', '  ', '\\'),
  )
  .map((parts) => parts.join(''));
const markupLine = fc.constantFrom(
  '[z]: zz "z"',
  '|---|:-:|',
  '---',
  '===',
  '* * *',
  '<!-- z -->',
  '<!-- zz\nzz -->',
  '<div z="zz">',
  '~~~z',
  '~~~',
  '',
);
const generatedMarkdown = fc
  .array(fc.oneof({ weight: 3, arbitrary: markdownLine }, { weight: 2, arbitrary: markupLine }), { maxLength: 30 })
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((lineEnd) => lines.join(lineEnd)));

describe('the blocks of any Markdown text', () => {
  it('cover every letter outside markup: comments, definitions, info strings, labels of notes, tasks, tags, digits of lists', () => {
    fc.assert(
      fc.property(generatedMarkdown, (text) => {
        const { blocks } = outlineOf(text, 'markdown', 'en');
        const left = uncovered(
          text.replaceAll('[x]', '[ ]').replace(/div|\[\^z1\]:/g, (found) => ' '.repeat(found.length)),
          { start: 0, end: text.length },
          blocks,
        );
        expect(left.replace(/```a|z/g, '')).not.toMatch(/\p{L}/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('leave the text as long as it was where they blank out quote marks', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        const { readable } = splitMarkdown(text);
        expect(readable).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++)
          if (readable[at] !== text[at])
            expect([readable[at], text[at]]).toEqual([' ', expect.stringMatching(/[>\t]/)]);
      }),
      runs,
    );
  });
});
