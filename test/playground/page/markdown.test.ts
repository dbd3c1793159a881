import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/discord/escape-markdown.ts';
import {
  type Block,
  type Inline,
  type ListItem,
  parseInline,
  parseMarkdown,
  plainWords,
} from '../../../src/playground/page/markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const item = (words: string, ...lists: Block[]): ListItem => ({ children: [text(words)], lists });
const bullets = (...items: ListItem[]): Block => ({ kind: 'list', start: undefined, items });
const lines = (...children: Inline[]): Block => ({ kind: 'lines', children });
const nobody = (): undefined => undefined;

describe('what stands in a line', () => {
  it.each<{ why: string; typed: string; read: Inline[] }>([
    { why: 'bold', typed: 'a **b** c', read: [text('a '), { kind: 'strong', children: [text('b')] }, text(' c')] },
    {
      why: 'italic, both ways',
      typed: '*a*_b_',
      read: ['a', 'b'].map((one) => ({ kind: 'emphasis', children: [text(one)] })),
    },
    { why: 'underlined', typed: '__a__', read: [{ kind: 'underline', children: [text('a')] }] },
    { why: 'struck out', typed: '~~a~~', read: [{ kind: 'strike', children: [text('a')] }] },
    { why: 'a spoiler', typed: '||a||', read: [{ kind: 'spoiler', children: [text('a')] }] },
    {
      why: 'bold in italic',
      typed: '*a **b***',
      read: [{ kind: 'emphasis', children: [text('a '), { kind: 'strong', children: [text('b')] }] }],
    },
    { why: 'code, in which nothing else counts', typed: '`**a** \\*`', read: [{ kind: 'code', text: '**a** \\*' }] },
    { why: 'code with a backtick', typed: '`` a`b ``', read: [{ kind: 'code', text: 'a`b' }] },
    {
      why: 'escaped marks',
      typed: '\\*a\\* \\`b\\` \\<@1> https\\:\\/\\/a.b',
      read: [text('*a* `b` <@1> https://a.b')],
    },
    { why: 'a backslash before a letter', typed: 'C:\\dir', read: [text('C:\\dir')] },
    { why: 'words of snake_case', typed: 'one_two_three', read: [text('one_two_three')] },
    { why: 'a lone star', typed: '2 * 3 * 4', read: [text('2 * 3 * 4')] },
    {
      why: 'a link with words',
      typed: '[**a**](https://b.c/d)',
      read: [{ kind: 'link', url: 'https://b.c/d', children: [{ kind: 'strong', children: [text('a')] }] }],
    },
    {
      why: 'a bare link without the stop after it',
      typed: 'see https://b.c/d.',
      read: [text('see '), { kind: 'link', url: 'https://b.c/d', children: [text('https://b.c/d')] }, text('.')],
    },
    { why: 'no link of another kind', typed: '[a](javascript:alert)', read: [text('[a](javascript:alert)')] },
    {
      why: 'a link with words and a title',
      typed: '[a](https://b.c/d "title")',
      read: [{ kind: 'link', url: 'https://b.c/d', children: [text('a')] }],
    },
    { why: 'a mention of a command', typed: '</ledger import:12>', read: [{ kind: 'command', path: 'ledger import' }] },
    {
      why: 'moments',
      typed: '<t:1700000000> <t:1700000000:R>',
      read: [
        { kind: 'time', at: 1_700_000_000, style: 'f' },
        text(' '),
        { kind: 'time', at: 1_700_000_000, style: 'R' },
      ],
    },
    { why: 'no moment of a style that Discord does not know', typed: '<t:1:x>', read: [text('<t:1:x>')] },
    { why: 'a server’s own emoji by its name', typed: 'a <:wave:12> <a:b2:3>', read: [text('a :wave: :b2:')] },
    {
      why: 'mentions',
      typed: '<@1> <@&2> <#3> @everyone',
      read: [
        { kind: 'mention', of: 'user', id: '1' },
        text(' '),
        { kind: 'mention', of: 'role', id: '2' },
        text(' '),
        { kind: 'mention', of: 'channel', id: '3' },
        text(' '),
        { kind: 'everyone', text: '@everyone' },
      ],
    },
  ])('reads $why', ({ typed, read }) => {
    expect(parseInline(typed)).toEqual(read);
  });
});

describe('what stands on lines of its own', () => {
  it.each<{ why: string; typed: string; read: Block[] }>([
    {
      why: 'a heading',
      typed: '## a\nb',
      read: [{ kind: 'heading', level: 2, children: [text('a')] }, lines(text('b'))],
    },
    { why: 'small text', typed: '-# a', read: [{ kind: 'small', children: [text('a')] }] },
    {
      why: 'a quote of two lines',
      typed: '> a\n> b\nc',
      read: [{ kind: 'quote', blocks: [lines(text('a\nb'))] }, lines(text('c'))],
    },
    {
      why: 'a quote to the end',
      typed: '>>> a\n-# b',
      read: [{ kind: 'quote', blocks: [lines(text('a')), { kind: 'small', children: [text('b')] }] }],
    },
    {
      why: 'lists',
      typed: '- a\n* b\n',
      read: [bullets(item('a'), item('b'))],
    },
    {
      why: 'a list that counts from 3',
      typed: '3. a\n4. b',
      read: [{ kind: 'list', start: 3, items: [item('a'), item('b')] }],
    },
    {
      why: 'a list of another kind after a list',
      typed: '- a\n1. b',
      read: [bullets(item('a')), { kind: 'list', start: 1, items: [item('b')] }],
    },
    {
      why: 'lists in lists',
      typed: '- a\n  - b\n    - c\n  1. d\n- e',
      read: [
        bullets(
          item('a', bullets(item('b', bullets(item('c')))), { kind: 'list', start: 1, items: [item('d')] }),
          item('e'),
        ),
      ],
    },
    {
      why: 'a list whose lines come back half way',
      typed: '    - a\n  - b\n- c',
      read: [bullets(item('a'), item('b'), item('c'))],
    },
    { why: 'code', typed: '```ts\n# a\n```\nb', read: [{ kind: 'code', text: '# a' }, lines(text('b'))] },
    { why: 'escaped beginnings', typed: '\\# a\n\\- b\n1\\. c\n\\> d', read: [lines(text('# a\n- b\n1. c\n> d'))] },
    { why: 'a # without a space', typed: '#a', read: [lines(text('#a'))] },
  ])('reads $why', ({ typed, read }) => {
    expect(parseMarkdown(typed)).toEqual(read);
  });

  it('is read quickly and without end of the stack, however deep its lists go', () => {
    const deep = Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at)}- ${at}`).join('\n');
    expect(plainWords(deep, nobody).split(' ')).toHaveLength(2_000);
  });

  it('says in one line what a text says, for the line above a reply', () => {
    expect(plainWords('**a**\n> b <@1>\n- c', (id) => `n${id}`)).toBe('a b @n1 c');
  });
});

describe('any text', () => {
  const marks = fc.constantFrom(
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~',
    '||',
    '>',
    '> ',
    '>>> ',
    '# ',
    '-# ',
    '- ',
    '  - ',
    '1. ',
    '\n',
    '\\',
    '[',
    '](https://a.b)',
    '<@1>',
    '@everyone',
    'https://',
    'a',
    ' ',
    '“',
    'ما',
  );
  const hostile = fc.array(marks, { maxLength: 40 }).map((parts) => parts.join(''));

  it('is read to its end, and comes back as it was where the bot has escaped it', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const escaped = parseMarkdown(escapeMarkdown(words));
        const read = escaped.flatMap((block) => (block.kind === 'lines' ? block.children : []));
        const back = read.map((run) => ('text' in run && run.kind !== 'code' ? run.text : '?')).join('');
        expect(back).toBe(words.replace(/\n$/, ''));
      }),
    );
  });

  it('says nothing that was not typed', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const said = plainWords(words, nobody).replaceAll('@unknown', '').replaceAll(/\s/g, '');
        let at = 0;
        for (const character of words) if (character === said[at]) at += 1;
        expect(at).toBe(said.length);
      }),
    );
  });
});
