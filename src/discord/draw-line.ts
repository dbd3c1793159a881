import type { Inline, Line } from '../answer/message.ts';
import type { Quote } from '../domain/quote.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** A line as Discord's Markdown. Only the runs of a line decide its words; this styles them. */
export function drawLine(line: Exclude<Line, { kind: 'separator' }>): string {
  const words = line.runs.map(drawRun).join('');
  switch (line.kind) {
    case 'heading':
      return `**${words}**`;
    case 'text':
      return words;
    case 'small':
      return `-# ${words}`;
    case 'quote':
      return `${isSeveralLines(line) ? '>>>' : '>'} ${words}`;
  }
}

/** `>>>` draws everything after it as a quote, so such a line needs a text display of its own. */
export const isSeveralLines = (line: Line): boolean =>
  line.kind === 'quote' && line.runs.some((run) => 'quote' in run && lineBreak.test(run.quote.text));

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/;
const lineBreaks = new RegExp(`(?:${lineBreak.source})+`, 'g');
const oneLine = (text: string): string => text.replace(lineBreaks, ' ');

/** “ ” and between them the document's words, with nothing but Markdown's characters escaped. */
export const drawQuote = (quote: Quote): string => `“${escapeMarkdown(quote.text)}”`;

function drawRun(run: Inline): string {
  if ('quote' in run) return isolated(drawQuote(run.quote), run.quote.text);
  if ('code' in run) return drawCode(run.code);
  if ('link' in run) return drawLink(run.link, run.text);
  const text = escapeMarkdown(oneLine(run.text));
  return run.strong ? `**${text}**` : text;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Bidi_Control}]/u;

/** Keeps words that run from right to left, or say so, from turning around what stands beside the marks. */
const isolated = (drawn: string, words: string): string => (rightToLeft.test(words) ? `\u2068${drawn}\u2069` : drawn);

/** Code cannot be escaped, so backticks become ' and “ ” become ‘ ’: those always mean the document. */
function drawCode(code: string): string {
  const safe = oneLine(code).replaceAll('`', "'").replaceAll('“', '‘').replaceAll('”', '’').trim();
  return safe === '' ? '' : isolated(`\`${safe}\``, safe);
}

/** Addresses of other kinds than http and https, and broken ones, are left out; their words stay. */
function drawLink(address: string, text: string): string {
  const words = escapeMarkdown(oneLine(text));
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return words;
  return `[${words}](${url.href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))})`;
}
