import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/answer/message.ts';
import { renderHtml } from '../../src/answer/render-html.ts';
import { escapeText, renderMarkdown, unescapeText } from '../../src/answer/render-markdown.ts';
import { Quote } from '../../src/domain/quote.ts';
import { documentOf } from '../helpers/documents.ts';

const hostile = '<script>alert(1)</script> [a](javascript:b) **c** `d` # e & "f" \'g\'';
const linesWith = (words: string): Line[] => {
  const document = documentOf(words);
  return [
    { kind: 'heading', runs: [{ text: words }] },
    { kind: 'quote', runs: [{ quote: Quote.cut(document, 0, words.length) }] },
    { kind: 'small', runs: [{ link: 'javascript:alert(1)', text: words }, { code: words }] },
  ];
};

describe('lines as Markdown', () => {
  it('are read as they stand', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => unescapeText(escapeText(text)) === text));
  });

  it('keep a quote exact but for backslashes', () => {
    const drawn = renderMarkdown('t', linesWith(hostile));
    expect(unescapeText(/“(.*)”/u.exec(drawn)?.[1] ?? '')).toBe(hostile);
  });

  it('let no words of others become a heading, a link or HTML', () => {
    const drawn = renderMarkdown('t', linesWith(hostile).slice(0, 2));
    expect(drawn).not.toMatch(/(?<!\\)<script|(?<!\\)\]\(javascript|^# e/mu);
  });

  it('go on with a quote’s further lines as the first begins', () => {
    expect(renderMarkdown('t', linesWith('one\n# two'))).toContain('> “one\n> \\# two”');
  });
});

describe('lines as HTML', () => {
  const html = renderHtml('M-1', linesWith(hostile), { language: 'en', quoteLanguage: 'fr' });

  it('hold no script, no request and no tag of others', () => {
    expect(html).not.toMatch(/<script|href="javascript:|src=|@import|url\(/iu);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('name the language of the frame and of the quotes', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<q lang="fr" dir="auto">“');
  });
});
