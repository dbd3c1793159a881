import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, unescapeMarkdown } from '../../src/discord/escape-markdown.ts';

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...'\\*_~|`>#[]()<@:/-+.!"\'“”‘’ \t\n\r\u2028\u2029',
      '```',
      '> ',
      '>>> ',
      '-# ',
      '1. ',
      '- ',
      '# ',
    ),
    fc.constantFrom('<@1234567890>', '@everyone', '@here', '<#12>', '<t:0:R>', '<:a:1>', ':smile:', 'https://a.b/c_d'),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
  ),
);
const text = nasty.map((parts) => parts.join(''));

describe('escaping Markdown', () => {
  it('can be undone, whatever the text', () => {
    fc.assert(
      fc.property(text, (words) => unescapeMarkdown(escapeMarkdown(words)) === words),
      { numRuns: 2_000 },
    );
  });

  it('adds nothing but backslashes', () => {
    fc.assert(fc.property(text, (words) => escapeMarkdown(words).replaceAll('\\', '') === words.replaceAll('\\', '')));
  });

  it.each([
    { what: 'bold and italics', words: '**a** *b* __c__ _d_', drawn: '\\*\\*a\\*\\* \\*b\\* \\_\\_c\\_\\_ \\_d\\_' },
    { what: 'strikes and spoilers', words: '~~a~~ ||b||', drawn: '\\~\\~a\\~\\~ \\|\\|b\\|\\|' },
    { what: 'code', words: '`a` ```js\nb```', drawn: '\\`a\\` \\`\\`\\`js\nb\\`\\`\\`' },
    { what: 'a heading', words: '# a', drawn: '\\# a' },
    { what: 'small text', words: 'a\n-# b', drawn: 'a\n\\-\\# b' },
    { what: 'quotes', words: '> a\n>>> b', drawn: '\\> a\n\\>\\>\\> b' },
    { what: 'lists', words: '- a\n  * b\n+ c\n12. d', drawn: '\\- a\n  \\* b\n\\+ c\n12\\. d' },
    { what: 'a list after other line breaks', words: 'a\r- b\u20281. c', drawn: 'a\r\\- b\u20281\\. c' },
    { what: 'a masked link', words: '[a](https://b.c)', drawn: '\\[a\\](https\\:\\/\\/b.c)' },
    { what: 'a bare link', words: 'see https://b.c/d', drawn: 'see https\\:\\/\\/b.c\\/d' },
    { what: 'an invitation', words: 'discord.gg/abc', drawn: 'discord.gg\\/abc' },
    {
      what: 'mentions',
      words: '<@1> <@&2> <#3> @everyone @here',
      drawn: '\\<\\@1\\> \\<\\@&2\\> \\<\\#3\\> \\@everyone \\@here',
    },
    { what: 'a timestamp', words: '<t:1:R>', drawn: '\\<t\\:1\\:R\\>' },
    { what: 'emoji', words: '<:a:1> :smile:', drawn: '\\<\\:a\\:1\\> \\:smile:' },
    { what: 'backslashes', words: '\\* \\', drawn: '\\\\\\* \\\\' },
    {
      what: 'nothing in prose',
      words: 'A well-known "Mossalaha": 3.5 (of 7)!',
      drawn: 'A well-known "Mossalaha": 3.5 (of 7)!',
    },
  ])('takes the meaning from $what', ({ words, drawn }) => {
    expect(escapeMarkdown(words)).toBe(drawn);
  });
});
