import { anyLineBreak, type Inline, type Line, plainWords } from './message.ts';

/** Every character that CommonMark or GitHub gives a meaning to within a line. */
const special = /[\\`*_[\]<>&#|~]/gu;
/** What begins a list or a rule where it stands first. */
const atStart = /^(\s*)([-+=]|\d+(?=[.)]))/u;
const eachBreak = new RegExp(`\\r\\n|${anyLineBreak.source}`, 'gu');

/** Text as CommonMark that reads as it stands. `unescapeText` gives it back. */
export const escapeText = (text: string): string => text.replace(special, '\\$&');

/** What a reader of CommonMark makes of escaped text. */
export const unescapeText = (escaped: string): string => escaped.replace(/\\([!-/:-@[-`{-~])/gu, '$1');

/**
 * Lines as a Markdown file. The words between “ ” are the document's own but for backslashes; where a quote has several
 * lines, the further ones go on with `> ` as the first begins.
 * @param title of ours; no words of a document
 */
export function renderMarkdown(title: string, lines: readonly Line[]): string {
  return `${[`# ${escapeText(title)}`, ...lines.map(paragraphOf)].join('\n\n')}\n`;
}

function paragraphOf(line: Line): string {
  if (line.kind === 'separator') return '---';
  const prefix = line.kind === 'quote' ? '> ' : '';
  const runs = line.runs.map((run) => drawRun(run, prefix)).join('');
  const words = runs.replace(atStart, (_, space: string, mark: string) => `${space}\\${mark}`);
  switch (line.kind) {
    case 'heading':
      return `## ${words}`;
    case 'text':
      return words;
    case 'small':
      return `<small>${words}</small>`;
    case 'quote':
      return `> ${words}`;
  }
}

function drawRun(run: Inline, prefix: string): string {
  const show = (words: string): string => escapeText(words).replace(eachBreak, `$&${prefix}`);
  if ('quote' in run) return `“${show(run.quote.text)}”`;
  if ('code' in run) return `\`${run.code.replaceAll('`', "'").replace(eachBreak, ' ')}\``;
  if ('link' in run) return drawLink(run.link, show(run.text));
  if (!('text' in run)) return escapeText(plainWords(run));
  return run.strong ? `**${show(run.text)}**` : show(run.text);
}

/** Addresses of other kinds than http and https, and broken ones, are left out; their words stay. */
export const webAddress = (address: string): string | undefined => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && ['http:', 'https:'].includes(url.protocol) ? url.href : undefined;
};

function drawLink(address: string, words: string): string {
  const href = webAddress(address);
  return href === undefined ? words : `[${words}](<${href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}
