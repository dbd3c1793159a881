import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/corpus/outline.ts';
import { splitMarkdown } from '../../src/corpus/split-markdown.ts';

/** `kind: words` of every block. */
const blocksOf = (text: string): string[] =>
  splitMarkdown(text).pieces.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

const sentencesOf = (text: string): string[] =>
  outlineOf(text, 'markdown', 'en').sentences.map(({ start, end }) => text.slice(start, end));

describe('the blocks of a Markdown text', () => {
  it.each([
    { why: 'an empty text', text: '', blocks: [] },
    { why: 'white space', text: ' \n\t\r\n', blocks: [] },
    {
      why: 'ATX headings',
      text: '## Two\n# One ##\n#No\n\n# Again #1\n#\n####### Seven',
      blocks: ['heading: Two', 'title: One', 'paragraph: #No', 'heading: Again #1', 'paragraph: ####### Seven'],
    },
    {
      why: 'setext headings',
      text: '\uFEFFOne\r\n===\r\nTwo\r\nlines\r\n---\r\nText.',
      blocks: ['title: One', 'heading: Two\r\nlines', 'paragraph: Text.'],
    },
    { why: 'a heading under a paragraph', text: 'Text.\n# One', blocks: ['paragraph: Text.', 'title: One'] },
    {
      why: 'thematic breaks',
      text: 'a\n***\nb\n\n- - -\n___\nc',
      blocks: ['paragraph: a', 'paragraph: b', 'paragraph: c'],
    },
    { why: 'a hard wrap', text: 'a  \nb\\\nc\n\nd', blocks: ['paragraph: a  \nb\\\nc', 'paragraph: d'] },
    {
      why: 'nested lists',
      text: '- a\n  - b\n    1. c\n       d\n- e\n\n  f\n\ng',
      blocks: [
        'list-item: a',
        'list-item: b',
        'list-item: c\n       d',
        'list-item: e',
        'paragraph: f',
        'paragraph: g',
      ],
    },
    {
      why: 'lists indented by four and by tabs',
      text: '* a\n    * b\n\t* c\n1.\td\n\t- e',
      blocks: ['list-item: a', 'list-item: b', 'list-item: c', 'list-item: d', 'list-item: e'],
    },
    {
      why: 'ordered lists, from any number',
      text: '7. a\n8. b\n9) c',
      blocks: ['list-item: a', 'list-item: b', 'list-item: c'],
    },
    { why: 'a wrapped line that begins with a number', text: 'in\n1984. Then', blocks: ['paragraph: in\n1984. Then'] },
    {
      why: 'a list right under a paragraph',
      text: 'a:\n1. b\n- c',
      blocks: ['paragraph: a:', 'list-item: b', 'list-item: c'],
    },
    { why: 'an item whose words begin on the next line', text: '-\n  a', blocks: ['list-item: a'] },
    { why: 'a lazy line', text: '- a\nb\n\n> c\nd', blocks: ['list-item: a\nb', 'paragraph: c\nd'] },
    {
      why: 'what no lazy line can be',
      text: '> a\n# b\n> c\n***\nd',
      blocks: ['paragraph: a', 'title: b', 'paragraph: c', 'paragraph: d'],
    },
    { why: 'tasks', text: '- [ ] a\n- [x] b\n- [y] c', blocks: ['list-item: a', 'list-item: b', 'list-item: [y] c'] },
    {
      why: 'quotes',
      text: '> a\n> b\n>\n> # c\n>> d\n\n> e',
      blocks: ['paragraph: a\n> b', 'title: c', 'paragraph: d', 'paragraph: e'],
    },
    {
      why: 'a quote in a list and a list in a quote',
      text: '- > a\n  > b\n\n> - c\n>   d',
      blocks: ['paragraph: a\n  > b', 'list-item: c\n>   d'],
    },
    {
      why: 'fenced code',
      text: 'a\n```js\n# b\n\n- c\n```\n~~~~\nd\n~~~\n~~~~\ne',
      blocks: ['paragraph: a', 'paragraph: # b\n\n- c', 'paragraph: d\n~~~', 'paragraph: e'],
    },
    { why: 'a fence that is never closed', text: '```\na\n', blocks: ['paragraph: a'] },
    { why: 'a fence that ends with its item', text: '- ```\n  a\nb', blocks: ['paragraph: a', 'paragraph: b'] },
    {
      why: 'indented code',
      text: 'a\n\n    # b\n\n    c\nd',
      blocks: ['paragraph: a', 'paragraph: # b\n\n    c', 'paragraph: d'],
    },
    { why: 'an indented line of a paragraph', text: 'a\n     # b', blocks: ['paragraph: a\n     # b'] },
    {
      why: 'a table',
      text: 'T:\n| a | b |\n|---|:-:|\n| c \\| d | e |\n| | |\nf\n\ng',
      blocks: ['paragraph: T:', 'table-row: a | b', 'table-row: c \\| d | e', 'table-row: f', 'paragraph: g'],
    },
    {
      why: 'a table without outer pipes',
      text: 'a | b\n--- | ---\nc | d\n> e',
      blocks: ['table-row: a | b', 'table-row: c | d', 'paragraph: e'],
    },
    { why: 'rows that do not match', text: '| a |\n|---|---|', blocks: ['paragraph: | a |\n|---|---|'] },
    {
      why: 'comments',
      text: '<!-- a\n\nb -->\nc\n<!-- d --> e\n\nf <!-- g --> h',
      blocks: ['paragraph: c', 'paragraph: e', 'paragraph: f <!-- g --> h'],
    },
    { why: 'a comment that is never closed', text: 'a\n\n<!-- b', blocks: ['paragraph: a', 'paragraph: <!-- b'] },
    {
      why: 'tags around words',
      text: '<div align="center">\n\n<p>a</p>\n<br/>\n</div>\nb',
      blocks: ['paragraph: <p>a</p>\n<br/>', 'paragraph: b'],
    },
    {
      why: 'scripts and styles',
      text: '<script>\nx\n</script>\n<style type="a">b</style>\nc',
      blocks: ['paragraph: c'],
    },
    { why: 'front matter', text: '---\ntitle: a\n\n# b\n---\nc\n', blocks: ['paragraph: c'] },
    { why: 'front matter in TOML', text: '+++\r\ntitle = "a"\r\n+++\r\nc\r\n', blocks: ['paragraph: c'] },
    {
      why: 'a thematic break that begins no front matter',
      text: '---\nDear all\n---\na',
      blocks: ['heading: Dear all', 'paragraph: a'],
    },
    { why: 'a heading between thematic breaks', text: '---\n### a\n---\nb', blocks: ['heading: a', 'paragraph: b'] },
    {
      why: 'link reference definitions',
      text: '[a]: https://x.y "t"\n[b]: <z>\n"t"\n[c]:\n /d\n(t)\nText [a].\n\n[e]: f g',
      blocks: ['paragraph: Text [a].', 'paragraph: [e]: f g'],
    },
    {
      why: 'a definition that cannot interrupt a paragraph',
      text: 'Text\n[a]: b',
      blocks: ['paragraph: Text\n[a]: b'],
    },
    {
      why: 'footnotes',
      text: 'a[^1]\n\n[^1]: b\n    c\n\n    d\n\ne',
      blocks: ['paragraph: a[^1]', 'paragraph: b\n    c', 'paragraph: d', 'paragraph: e'],
    },
    { why: 'inline marks', text: '**a** _b_ [c](d) `e`', blocks: ['paragraph: **a** _b_ [c](d) `e`'] },
  ])('are right for $why', ({ text, blocks }) => {
    expect(blocksOf(text)).toEqual(blocks);
  });

  it.each([
    { why: 'quotes', text: '>'.repeat(50_000) },
    { why: 'lists', text: '- '.repeat(50_000) },
    { why: 'comments', text: '<!---->'.repeat(20_000) },
    { why: 'open comments', text: '<!--\n'.repeat(50_000) },
    { why: 'spaces in a heading', text: `# a${' '.repeat(100_000)}b` },
    { why: 'a fence of backticks', text: `${'`'.repeat(100_000)} \`` },
    { why: 'tags', text: '<b '.repeat(50_000) },
    { why: 'pipes', text: `${'|a'.repeat(20_000)}\n${'|-'.repeat(20_000)}` },
    { why: 'items and blank lines', text: `${'- '.repeat(5000)}a${'\n'.repeat(50_000)}` },
  ])('come out for 100,000 characters of $why', ({ text }) => {
    expect(splitMarkdown(text).readable).toHaveLength(text.length);
  });

  it('keep a title that is no level-1 heading a heading', () => {
    expect(blocksOf('## a\n\nb')).toEqual(['heading: a', 'paragraph: b']);
  });
});

describe('the sentences of a Markdown text', () => {
  it('do not begin with the mark of a quoted line', () => {
    expect(sentencesOf('> He left.\n> She stayed\n> at home.')).toEqual(['He left.', 'She stayed\n> at home.']);
  });

  it('keep emphasis and links', () => {
    expect(sentencesOf('**He left.** See [a link](https://x.y/?a=B.C). End.')).toEqual([
      '**He left.**',
      'See [a link](https://x.y/?a=B.C).',
      'End.',
    ]);
  });

  it('are whole headings and rows', () => {
    expect(sentencesOf('# Mr. A. Who? Me.\n\na. B. | C? D\n--- | ---')).toEqual(['Mr. A. Who? Me.', 'a. B. | C? D']);
  });
});
