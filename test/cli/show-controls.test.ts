import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showControls } from '../../src/cli/show-controls.ts';

describe('words for a terminal', () => {
  it.each([
    { why: 'ESC', words: '\x1b[31mred', shown: '␛[31mred' },
    { why: 'BEL and NUL', words: 'a\x07b\x00', shown: 'a␇b␀' },
    { why: 'DEL', words: 'a\x7f', shown: 'a␡' },
    { why: 'a C1 control, which some terminals take for ESC [', words: '\x9b31m', shown: '␦31m' },
    { why: 'a forced writing direction', words: '\u202ecba', shown: '␦cba' },
    { why: 'a carriage return that would write over the line', words: 'good\rbad', shown: 'good␍bad' },
  ])('show $why by its picture', ({ words, shown }) => {
    expect(showControls(words)).toBe(shown);
  });

  it.each([
    { why: 'line ends and tabs', words: 'a\r\nb\n\tc' },
    { why: 'right-to-left text with its marks', words: 'قال \u200f«نعم»\u200e' },
    { why: 'emoji and combining accents', words: '🕊\ufe0f e\u0301' },
  ])('keep $why', ({ words }) => {
    expect(showControls(words)).toBe(words);
  });

  it('never hold a control character but line feed, tab and the CR before a line feed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.constantFrom('\r', '\n', '\x1b', '\x9d', 'a'), fc.string()) }),
        (words) => {
          expect(showControls(words).replaceAll('\r\n', '\n')).not.toMatch(/[^\P{Cc}\n\t]/u);
        },
      ),
    );
  });
});
