import { askToOpen } from './dialogs.ts';
import { drawMarkdown, type MarkdownUses } from './draw-markdown.ts';
import { drawPicture } from './draw-picture.ts';
import { accent, button, element } from './element.ts';
import type { EmbedView } from './view.ts';

/** An embed, as other bots' messages have it. */
export function drawEmbed(embed: EmbedView, uses: MarkdownUses): HTMLElement {
  const { color, author, title, url, description, fields, footer, timestamp, pictures } = embed;
  const drawn = element(
    'div',
    { class: 'container embed' },
    author !== '' && element('p', { class: 'small', dir: 'auto' }, author),
    title !== '' && drawTitle(title, url),
    description !== '' && drawMarkdown(description, uses),
    fields.length > 0 && element('dl', { class: 'fields' }, ...fields.map((field) => drawField(field, uses))),
    ...pictures.map(drawPicture),
    footer + timestamp !== '' && drawFooter(footer, timestamp),
  );
  accent(drawn, color);
  return drawn;
}

const drawTitle = (title: string, url: string): HTMLElement => {
  const words = /^https?:/.test(url) ? button(title, () => askToOpen(url), { class: 'link', title: url }) : title;
  return element('p', { class: 'embed-title', dir: 'auto' }, words);
};

const drawField = ({ name, value, inline }: EmbedView['fields'][number], uses: MarkdownUses): HTMLElement =>
  element(
    'div',
    { class: inline ? 'inline' : 'whole' },
    element('dt', { dir: 'auto' }, name),
    element('dd', {}, drawMarkdown(value, uses)),
  );

function drawFooter(footer: string, timestamp: string): HTMLElement {
  const at = timestamp === '' ? '' : new Date(timestamp).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
  return element('p', { class: 'small', dir: 'auto' }, [footer, at].filter(Boolean).join(' • '));
}
