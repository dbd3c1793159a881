/*
 * Discord's Markdown, as its clients read it: taken apart here, drawn in draw-markdown.ts. Whatever is not Markdown stays
 * as it was typed. Source: Discord's help page "Markdown Text 101", and the rules of simple-markdown behind its clients.
 */

import { timeWords } from './time-words.ts';

export type Inline =
  | { readonly kind: 'text' | 'code' | 'everyone'; readonly text: string }
  | {
      readonly kind: 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler';
      readonly children: readonly Inline[];
    }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'mention'; readonly of: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'command'; readonly path: string }
  /** `at` is in seconds of Unix time, `style` one of Discord's letters. */
  | { readonly kind: 'time'; readonly at: number; readonly style: string };

/** An entry of a list with the lists inside it. */
export type ListItem = { readonly children: readonly Inline[]; readonly lists: readonly Block[] };

export type Block =
  | { readonly kind: 'lines' | 'small'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | undefined; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly text: string };

/** Who stands behind an id, for mentions. */
export type NameOf = (id: string) => string | undefined;

/** Deeper nesting is drawn as it was typed. */
const maxDepth = 8;

const fence = /^```(?:[\w+#-]*\n)?\n*([\s\S]*?)\n*```(?:\n|$)/;
const listLines = /^(?: *(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))+/;
const listItem = /^( *)([-*]|\d{1,9}\.) +(.+)$/;

/** Takes a text apart into what stands on lines of its own. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text, false);
}

function parseBlocks(text: string, isQuoted: boolean): Block[] {
  const blocks: Block[] = [];
  let plain: string[] = [];
  const flush = (): void => {
    if (plain.length > 0) blocks.push({ kind: 'lines', children: parseInline(plain.join('\n')) });
    plain = [];
  };
  let rest = text;
  while (rest !== '') {
    const found = blockAt(rest, isQuoted);
    if (found === undefined) {
      const end = rest.indexOf('\n');
      plain.push(end < 0 ? rest : rest.slice(0, end));
      rest = end < 0 ? '' : rest.slice(end + 1);
      continue;
    }
    flush();
    blocks.push(...found.blocks);
    rest = rest.slice(found.length);
  }
  flush();
  return blocks;
}

function blockAt(rest: string, isQuoted: boolean): { blocks: readonly Block[]; length: number } | undefined {
  const code = fence.exec(rest);
  if (code) return { blocks: [{ kind: 'code', text: code[1] ?? '' }], length: code[0].length };
  if (!isQuoted && rest.startsWith('>>> '))
    return { blocks: [{ kind: 'quote', blocks: parseBlocks(rest.slice(4), true) }], length: rest.length };
  const quote = isQuoted ? null : /^(?:> [^\n]*(?:\n|$))+/.exec(rest);
  if (quote) {
    const inner = quote[0].replace(/\n$/, '').replaceAll(/^> /gm, '');
    return { blocks: [{ kind: 'quote', blocks: parseBlocks(inner, true) }], length: quote[0].length };
  }
  const headed = /^(#{1,3}|-#) +([^\n]+)(?:\n|$)/.exec(rest);
  if (headed) {
    const [whole, mark = '', words = ''] = headed;
    const children = parseInline(words.trim());
    const block: Block =
      mark === '-#' ? { kind: 'small', children } : { kind: 'heading', level: mark.length, children };
    return { blocks: [block], length: whole.length };
  }
  const list = listLines.exec(rest);
  return list ? { blocks: listBlocks(linesOf(list[0]), 0), length: list[0].length } : undefined;
}

type ListLine = { readonly indent: number; readonly mark: string; readonly words: string };

const linesOf = (text: string): ListLine[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent = '', mark = '', words = ''] = listItem.exec(line) ?? [];
      return { indent: indent.length, mark, words };
    });

/** A line that is further in belongs to the one above it; another kind of mark begins another list. */
function listBlocks(lines: readonly ListLine[], depth: number): Block[] {
  const lists: { isNumbered: boolean; start: number | undefined; items: ListItem[] }[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!; // at is inside
    const isInside = (one: ListLine): boolean => depth < maxDepth && one.indent > line.indent;
    const next = lines.findIndex((one, index) => index > at && !isInside(one));
    const end = next < 0 ? lines.length : next;
    const item = { children: parseInline(line.words), lists: listBlocks(lines.slice(at + 1, end), depth + 1) };
    const start = Number.parseInt(line.mark, 10);
    const isNumbered = !Number.isNaN(start);
    const last = lists.at(-1);
    if (last?.isNumbered === isNumbered) last.items.push(item);
    else lists.push({ isNumbered, start: isNumbered ? start : undefined, items: [item] });
    at = end;
  }
  return lists.map(({ start, items }) => ({ kind: 'list', start, items }));
}

/** What a text says without its marks, in one line. @param nameOf who stands behind an id */
export const plainWords = (text: string, nameOf: NameOf): string =>
  parseMarkdown(text)
    .map((block) => wordsOfBlock(block, nameOf))
    .join(' ')
    .replaceAll(/\s+/g, ' ');

function wordsOfBlock(block: Block, nameOf: NameOf): string {
  if (block.kind === 'quote') return block.blocks.map((one) => wordsOfBlock(one, nameOf)).join(' ');
  if (block.kind === 'list') return block.items.map((item) => wordsOfItem(item, nameOf)).join(' ');
  return block.kind === 'code' ? block.text : wordsOfRuns(block.children, nameOf);
}

const wordsOfItem = ({ children, lists }: ListItem, nameOf: NameOf): string =>
  [wordsOfRuns(children, nameOf), ...lists.map((list) => wordsOfBlock(list, nameOf))].join(' ');

const wordsOfRuns = (runs: readonly Inline[], nameOf: NameOf): string =>
  runs
    .map((run) => {
      if ('text' in run) return run.text;
      if ('children' in run) return wordsOfRuns(run.children, nameOf);
      if (run.kind === 'command') return `/${run.path}`;
      if (run.kind === 'time') return timeWords(run.at * 1_000, run.style, Date.now());
      return `${run.of === 'channel' ? '#' : '@'}${nameOf(run.id) ?? 'unknown'}`;
    })
    .join('');

type Rule = {
  readonly pattern: RegExp;
  readonly make: (match: readonly string[], inner: (text: string) => Inline[]) => Inline;
};

const wraps = (kind: 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler', pattern: RegExp): Rule => ({
  pattern,
  make: ([, words = ''], inner) => ({ kind, children: inner(words) }),
});
const mentions = (of: 'user' | 'role' | 'channel', pattern: RegExp): Rule => ({
  pattern,
  make: ([, id = '']) => ({ kind: 'mention', of, id }),
});

/** In this order, the first that fits. */
const rules: readonly Rule[] = [
  { pattern: /^\\([^0-9A-Za-z\s])/, make: ([, text = '']) => ({ kind: 'text', text }) },
  { pattern: /^```(?:[\w+#-]*\n)?([\s\S]+?)```/, make: ([, text = '']) => ({ kind: 'code', text }) },
  {
    pattern: /^(`{1,2})(?!`)([\s\S]*?[^`])\1(?!`)/,
    make: ([, , text = '']) => ({ kind: 'code', text: text.trim() === '' ? text : text.trim() }),
  },
  { pattern: /^<(https?:\/\/[^\s<>]+)>/, make: ([, url = '']) => bareLink(url) },
  mentions('user', /^<@!?(\d{1,20})>/),
  mentions('role', /^<@&(\d{1,20})>/),
  mentions('channel', /^<#(\d{1,20})>/),
  { pattern: /^<\/([^\n:<>]{1,100}):\d{1,20}>/, make: ([, path = '']) => ({ kind: 'command', path }) },
  {
    pattern: /^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/,
    make: ([, at = '', style = 'f']) => ({ kind: 'time', at: Number(at), style }),
  },
  // A server's own emoji is a picture at Discord; its name is what is read out there.
  { pattern: /^<a?(:\w{2,32}:)\d{1,20}>/, make: ([, text = '']) => ({ kind: 'text', text }) },
  { pattern: /^@(?:everyone|here)\b/, make: ([text = '']) => ({ kind: 'everyone', text }) },
  {
    pattern: /^\[((?:\\[\s\S]|[^\]\\])+)\]\(<?(https?:\/\/[^\s()<>]+)>?(?: +["'][^"'\n]*["'])?\)/,
    make: ([, words = '', url = ''], inner) => ({ kind: 'link', url, children: inner(words) }),
  },
  { pattern: /^https?:\/\/[^\s<]*[^\s<.,:;"'\])]/, make: ([url = '']) => bareLink(url) },
  wraps('strong', /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/),
  wraps('underline', /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/),
  wraps('emphasis', /^\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/),
  wraps('emphasis', /^_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/),
  wraps('strike', /^~~((?:\\[\s\S]|[^\\])+?)~~/),
  wraps('spoiler', /^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/),
];

const bareLink = (url: string): Inline => ({ kind: 'link', url, children: [{ kind: 'text', text: url }] });

/** Text that holds no mark; one character at least is always taken. */
const plainText = /^[\s\S][^\\`<@[*_~|h]*/;

/** Takes the words of a line, or of several, apart. */
export function parseInline(text: string, depth = 0): Inline[] {
  const runs: Inline[] = [];
  let rest = text;
  while (rest !== '') {
    const { run, length } = inlineAt(rest, depth);
    const last = runs.at(-1);
    if (last?.kind === 'text' && run.kind === 'text')
      runs[runs.length - 1] = { kind: 'text', text: last.text + run.text };
    else runs.push(run);
    rest = rest.slice(length);
  }
  return runs;
}

function inlineAt(rest: string, depth: number): { run: Inline; length: number } {
  for (const { pattern, make } of depth > maxDepth ? [] : rules) {
    const match = pattern.exec(rest);
    if (match) return { run: make([...match], (words) => parseInline(words, depth + 1)), length: match[0].length };
  }
  const text = plainText.exec(rest)?.[0] ?? rest;
  return { run: { kind: 'text', text }, length: text.length };
}
