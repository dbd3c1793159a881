import { askToOpen } from './dialogs.ts';
import { button, element } from './element.ts';
import { type Block, type Inline, type ListItem, type NameOf, parseMarkdown } from './markdown.ts';
import { covered } from './spoiler.ts';
import { timeWords } from './time-words.ts';

/** What the words of a text are drawn with. */
export type MarkdownUses = {
  readonly nameOf: NameOf;
  /** Goes to a channel, or puts a command into the box. */
  readonly goTo: (channelId: string) => void;
  readonly startCommand: (path: string) => void;
};

/** A text as Discord draws it. Every word goes in as text, and runs in the direction that it is written in. */
export function drawMarkdown(text: string, uses: MarkdownUses): HTMLElement {
  return element('div', { class: 'text' }, ...parseMarkdown(text).map((block) => drawBlock(block, uses)));
}

function drawBlock(block: Block, uses: MarkdownUses): HTMLElement {
  const inline = (runs: readonly Inline[]): Node[] => runs.map((run) => drawInline(run, uses));
  switch (block.kind) {
    case 'lines':
      return element('p', { dir: 'auto' }, ...inline(block.children));
    case 'small':
      return element('p', { dir: 'auto', class: 'small' }, ...inline(block.children));
    case 'heading':
      return element('p', { dir: 'auto', class: `heading-${block.level}` }, ...inline(block.children));
    case 'quote':
      return element('blockquote', {}, ...block.blocks.map((one) => drawBlock(one, uses)));
    case 'list': {
      const items = block.items.map((item) => drawItem(item, uses));
      return block.start === undefined ? element('ul', {}, ...items) : element('ol', { start: block.start }, ...items);
    }
    case 'code':
      return element('pre', { dir: 'auto', tabindex: 0 }, element('code', {}, block.text));
  }
}

const drawItem = ({ children, lists }: ListItem, uses: MarkdownUses): HTMLElement =>
  element(
    'li',
    { dir: 'auto' },
    ...children.map((run) => drawInline(run, uses)),
    ...lists.map((list) => drawBlock(list, uses)),
  );

const tags = { strong: 'strong', emphasis: 'em', underline: 'u', strike: 's' } as const;

function drawInline(run: Inline, uses: MarkdownUses): Node {
  switch (run.kind) {
    case 'text':
      return document.createTextNode(run.text);
    case 'code':
      return element('code', { dir: 'auto' }, run.text);
    case 'everyone':
      return element('span', { class: 'mention' }, run.text);
    case 'mention':
      return drawMention(run, uses);
    case 'command':
      return button(`/${run.path}`, () => uses.startCommand(run.path), { class: 'mention' });
    case 'time':
      return drawTime(run.at * 1_000, run.style);
    case 'link':
      return drawLink(run.url, run.children, uses);
    case 'spoiler':
      return covered('span', ...run.children.map((child) => drawInline(child, uses)));
    default:
      return element(tags[run.kind], {}, ...run.children.map((child) => drawInline(child, uses)));
  }
}

function drawMention({ of, id }: Extract<Inline, { kind: 'mention' }>, uses: MarkdownUses): HTMLElement {
  const name = uses.nameOf(id);
  if (of !== 'channel') return element('span', { class: 'mention' }, `@${name?.replace(/^@/, '') ?? 'unknown'}`);
  if (name === undefined) return element('span', { class: 'mention' }, '# unknown');
  return button(`#${name}`, () => uses.goTo(id), { class: 'mention' });
}

/** With the whole date behind it, and kept up to date by `refreshTimes` where it says how long ago it is. */
function drawTime(at: number, style: string): HTMLElement {
  const full = timeWords(at, 'F', Date.now());
  const date = new Date(at);
  const isDate = !Number.isNaN(date.getTime());
  return element(
    'time',
    { class: 'moment', title: full, datetime: isDate ? date.toISOString() : undefined, 'data-style': style },
    timeWords(at, style, Date.now()),
  );
}

/** Says anew how long ago each moment on the page is. */
export function refreshTimes(): void {
  for (const one of document.querySelectorAll<HTMLTimeElement>('time[data-style="R"][datetime]'))
    one.textContent = timeWords(Date.parse(one.dateTime), 'R', Date.now());
}

/** Looks like a link and asks before it is one. */
function drawLink(url: string, children: readonly Inline[], uses: MarkdownUses): Node {
  const link = button('', () => askToOpen(url), { class: 'link', title: url });
  link.append(...children.map((child) => drawInline(child, uses)));
  return link;
}
