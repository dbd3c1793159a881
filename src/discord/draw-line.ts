import { anyLineBreak, type Inline, type Line, plainWords } from '../answer/message.ts';
import type { Quote } from '../domain/quote.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/**
 * A line as Discord's Markdown. Only the runs of a line decide its words; this styles them. Whatever its kind, a line
 * with a quote of several lines is drawn as a quote: the document's further lines must not look like ours.
 */
export function drawLine(line: Exclude<Line, { kind: 'separator' }>): string {
  if (isSeveralLines(line)) return `>>> ${styled(line.kind === 'heading' ? { ...line, kind: 'text' } : line)}`;
  return line.kind === 'quote' ? `> ${styled(line)}` : styled(line);
}

function styled(line: Exclude<Line, { kind: 'separator' }>): string {
  const words = line.runs.map(drawRun).join('');
  switch (line.kind) {
    case 'heading':
      return `**${words}**`;
    case 'text':
    case 'quote':
      return words;
    case 'small':
      return `-# ${words}`;
  }
}

/** `>>>` draws everything after it as a quote, so such a line needs a text display of its own. */
export const isSeveralLines = (line: Line): boolean =>
  line.kind !== 'separator' && line.runs.some((run) => 'quote' in run && anyLineBreak.test(run.quote.text));

const lineBreaks = new RegExp(`(?:${anyLineBreak.source})+`, 'gu');
const oneLine = (text: string): string => text.replace(lineBreaks, ' ');

/** “ ” and between them the document's words, with nothing but Markdown's characters escaped. */
export const drawQuote = (quote: Quote): string => `“${escapeMarkdown(quote.text)}”`;

function drawRun(run: Inline): string {
  if ('quote' in run) return isolated(drawQuote(run.quote), run.quote.text);
  if ('code' in run) return drawCode(run.code);
  if ('link' in run) return drawLink(run.link, run.text);
  if (!('text' in run)) return drawMention(run);
  const text = escapeMarkdown(oneLine(run.text));
  return run.strong ? `**${text}**` : text;
}

/** Shown as a name by Discord, and pings nobody: no message of ours does. What is no id is left to plain words. */
function drawMention(run: Extract<Inline, { person: string } | { role: string } | { channel: string }>): string {
  const [sign, id] = 'person' in run ? ['@', run.person] : 'role' in run ? ['@&', run.role] : ['#', run.channel];
  return /^\d{15,20}$/.test(id) ? `<${sign}${id}>` : plainWords(run);
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
