import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/corpus/outline.ts';
import { splitBlocks } from '../../src/corpus/split-blocks.ts';

/** `kind: words` of every block. */
const blocksOf = (text: string): string[] =>
  splitBlocks(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

const long = (begin: string): string => `${begin} ${'and on it goes '.repeat(10).trim()}.`;

describe('the blocks of a plain text', () => {
  it.each([
    { why: 'an empty text', text: '', blocks: [] },
    { why: 'white space and zero-width characters', text: ' \r\n\u200b\n\t\u00ad ', blocks: [] },
    { why: 'one line', text: 'Only this', blocks: ['paragraph: Only this'] },
    {
      why: 'a title and a paragraph',
      text: 'A title\n\nA paragraph.',
      blocks: ['title: A title', 'paragraph: A paragraph.'],
    },
    { why: 'a byte order mark', text: '\uFEFFA title\n\nText.', blocks: ['title: A title', 'paragraph: Text.'] },
    { why: 'a first line that closes', text: 'Is it so?\n\nYes.', blocks: ['paragraph: Is it so?', 'paragraph: Yes.'] },
    {
      why: 'a first line that is too long for a title',
      text: `${'x'.repeat(201)}\n\nText.`,
      blocks: [`paragraph: ${'x'.repeat(201)}`, 'paragraph: Text.'],
    },
    {
      why: 'a heading between paragraphs',
      text: 'One.\n\nA heading\n\nTwo.',
      blocks: ['paragraph: One.', 'heading: A heading', 'paragraph: Two.'],
    },
    {
      why: 'a line like a heading at the end',
      text: 'One.\n\nNo heading',
      blocks: ['paragraph: One.', 'paragraph: No heading'],
    },
    {
      why: 'several lines like headings: only the last stands above something',
      text: 'Title\n\nPart one\n\nChapter one\n\nOne.',
      blocks: ['title: Title', 'paragraph: Part one', 'heading: Chapter one', 'paragraph: One.'],
    },
    {
      why: 'a line that closes within quotes',
      text: 'One.\n\n“No heading.”\n\nTwo.',
      blocks: ['paragraph: One.', 'paragraph: “No heading.”', 'paragraph: Two.'],
    },
    {
      why: 'an Arabic question',
      text: 'واحد.\n\nمن هو؟\n\nاثنان.',
      blocks: ['paragraph: واحد.', 'paragraph: من هو؟', 'paragraph: اثنان.'],
    },
    {
      why: 'a rule',
      text: 'One.\n\n* * *\n\nTwo.',
      blocks: ['paragraph: One.', 'paragraph: * * *', 'paragraph: Two.'],
    },
    { why: 'hard-wrapped lines', text: 'It was\r\nwrapped.\r\n', blocks: ['paragraph: It was\r\nwrapped.'] },
    { why: 'lone CRs', text: 'It was\rwrapped.\r\rTwo.', blocks: ['paragraph: It was\rwrapped.', 'paragraph: Two.'] },
    {
      why: 'U+2028 within and U+2029 between paragraphs',
      text: 'One\u2028one.\u2029Two.',
      blocks: ['paragraph: One\u2028one.', 'paragraph: Two.'],
    },
    {
      why: 'one paragraph a line',
      text: `${long('One')}\nShort.\n${long('Two')}`,
      blocks: [`paragraph: ${long('One')}`, 'paragraph: Short.', `paragraph: ${long('Two')}`],
    },
    {
      why: 'a title above one paragraph a line',
      text: `Title\n${long('One')}\n${long('Two')}`,
      blocks: ['title: Title', `paragraph: ${long('One')}`, `paragraph: ${long('Two')}`],
    },
    {
      why: 'a long line that goes on in small letters',
      text: `${long('One').slice(0, -1)}\nand ends.`,
      blocks: [`paragraph: ${long('One').slice(0, -1)}\nand ends.`],
    },
    {
      why: 'a long line before U+2028',
      text: `${long('One')}\u2028Two.`,
      blocks: [`paragraph: ${long('One')}\u2028Two.`],
    },
    {
      why: 'a long address in wrapped lines',
      text: `See\nhttps://example.org/${'a'.repeat(150)}\nFor more.`,
      blocks: [`paragraph: See\nhttps://example.org/${'a'.repeat(150)}\nFor more.`],
    },
    {
      why: 'indented first lines',
      text: '  It began\nso.\n  It ended\nso.',
      blocks: ['paragraph: It began\nso.', 'paragraph: It ended\nso.'],
    },
    {
      why: 'a list under a paragraph, an item with two lines',
      text: 'We need:\n- rice\n  and salt\n- water\n• fire',
      blocks: ['paragraph: We need:', 'list-item: - rice\n  and salt', 'list-item: - water', 'list-item: • fire'],
    },
    {
      why: 'a numbered list and a lettered one',
      text: '1. One\n2. Two\n\na) Three\nb) Four\n(ii) Five',
      blocks: [
        'list-item: 1. One',
        'list-item: 2. Two',
        'list-item: a) Three',
        'list-item: b) Four',
        'list-item: (ii) Five',
      ],
    },
    {
      why: 'a wrapped line that begins with a number',
      text: 'He was born in the year\n45. Then he died.',
      blocks: ['paragraph: He was born in the year\n45. Then he died.'],
    },
    {
      why: 'initials at the start',
      text: 'J. R. R. Tolkien wrote.\n\nText.',
      blocks: ['paragraph: J. R. R. Tolkien wrote.', 'paragraph: Text.'],
    },
    {
      why: 'a joiner that shapes its letter, and one that stands alone',
      text: '\u200d ه\u200d \u200d\n\nText.',
      blocks: ['title: ه\u200d', 'paragraph: Text.'],
    },
    {
      why: 'a flag made of tag characters',
      text: 'One.\n\n🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      blocks: ['paragraph: One.', 'paragraph: 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    },
  ])('are right for $why', ({ text, blocks }) => {
    expect(blocksOf(text)).toEqual(blocks);
  });
});

describe('the outline of the built-in article', () => {
  const text = readFileSync(new URL('../../corpus/meo-mossalaha/text.txt', import.meta.url), 'utf8');
  const { blocks, sentences } = outlineOf(text, 'text', 'en');

  it('has the 14 blocks that its ledger counts', () => {
    expect(blocks.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 14 }, (_, at) =>
        at === 0 ? 'title' : [4, 6, 8, 10, 12].includes(at + 1) ? 'heading' : 'paragraph',
      ),
    );
    expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.trim()),
    );
  });

  it('says under which heading each block stands', () => {
    expect(blocks.map(({ under }) => under)).toEqual([0, 1, 1, 1, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12]);
  });

  it('has 25 sentences', () => {
    expect(sentences.map(({ block }) => block)).toEqual([
      1, 2, 3, 3, 4, 5, 5, 5, 5, 5, 6, 7, 7, 7, 8, 9, 9, 9, 10, 11, 11, 12, 13, 13, 14,
    ]);
  });
});
