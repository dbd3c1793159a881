import { askToOpen } from './dialogs.ts';
import { element } from './element.ts';
import { type Block, type Inline, type NameOf, parseMarkdown } from './markdown.ts';

/** A text as Discord draws it. Every word goes in as text, and runs in the direction that it is written in. */
export function drawMarkdown(text: string, nameOf: NameOf): HTMLElement {
  return element('div', { class: 'text' }, ...parseMarkdown(text).map((block) => drawBlock(block, nameOf)));
}

function drawBlock(block: Block, nameOf: NameOf): HTMLElement {
  const inline = (runs: readonly Inline[]): Node[] => runs.map((run) => drawInline(run, nameOf));
  switch (block.kind) {
    case 'lines':
      return element('p', { dir: 'auto' }, ...inline(block.children));
    case 'small':
      return element('p', { dir: 'auto', class: 'small' }, ...inline(block.children));
    case 'heading':
      return element('p', { dir: 'auto', class: `heading-${block.level}` }, ...inline(block.children));
    case 'quote':
      return element('blockquote', {}, ...block.blocks.map((one) => drawBlock(one, nameOf)));
    case 'list': {
      const items = block.items.map((item) => element('li', { dir: 'auto' }, ...inline(item)));
      return block.start === undefined ? element('ul', {}, ...items) : element('ol', { start: block.start }, ...items);
    }
    case 'code':
      return element('pre', { dir: 'auto', tabindex: 0 }, element('code', {}, block.text));
  }
}

const tags = { strong: 'strong', emphasis: 'em', underline: 'u', strike: 's' } as const;

function drawInline(run: Inline, nameOf: NameOf): Node {
  switch (run.kind) {
    case 'text':
      return document.createTextNode(run.text);
    case 'code':
      return element('code', { dir: 'auto' }, run.text);
    case 'everyone':
      return element('span', { class: 'mention' }, run.text);
    case 'mention':
      return element('span', { class: 'mention' }, `${run.of === 'channel' ? '#' : '@'}${nameOf(run.id) ?? 'unknown'}`);
    case 'link':
      return drawLink(run.url, run.children, nameOf);
    case 'spoiler':
      return drawSpoiler(run.children, nameOf);
    default:
      return element(tags[run.kind], {}, ...run.children.map((child) => drawInline(child, nameOf)));
  }
}

/** Looks like a link and asks before it is one. */
function drawLink(url: string, children: readonly Inline[], nameOf: NameOf): Node {
  const link = element('button', { type: 'button', class: 'link', title: url });
  link.append(...children.map((child) => drawInline(child, nameOf)));
  link.addEventListener('click', () => askToOpen(url));
  return link;
}

function drawSpoiler(children: readonly Inline[], nameOf: NameOf): Node {
  const words = element('span', { hidden: true }, ...children.map((child) => drawInline(child, nameOf)));
  const cover = element('button', { type: 'button', class: 'spoiler' }, 'Spoiler: show');
  cover.addEventListener('click', () => {
    words.hidden = false;
    cover.remove();
  });
  return element('span', {}, cover, words);
}
