import type { Answer } from './answer.ts';
import { type Inline, type Line, messageOf, plainWords } from './message.ts';

/** How a terminal sets things apart; plain text leaves everything as it is. */
export type TextStyle = {
  /** Makes words safe to show; every run passes it before it is styled. */
  readonly show: (words: string) => string;
  readonly heading: (words: string) => string;
  readonly strong: (words: string) => string;
  readonly small: (words: string) => string;
  readonly quote: (words: string) => string;
};

const asIs = (words: string): string => words;
export const plain: TextStyle = { show: asIs, heading: asIs, strong: asIs, small: asIs, quote: asIs };

/**
 * What follows a line break within a line, so that no document, fact or title can begin a line as we do. A quote of
 * several lines is exact without it; `quote.text` in JSON always is.
 */
export const continued = '  │ ';
const lineBreaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;

/** An answer as plain text, as a person would read it; a line that goes on after a break goes on with `  │ `. */
export const renderText = (answer: Answer, style: TextStyle = plain): string => renderLines(messageOf(answer), style);

export function renderLines(lines: readonly Line[], style: TextStyle = plain): string {
  return lines.map((line) => renderLine(line, style)).join('\n');
}

function renderLine(line: Line, style: TextStyle): string {
  if (line.kind === 'separator') return '———';
  const words = line.runs.map((run) => renderRun(run, style)).join('');
  switch (line.kind) {
    case 'heading':
      return style.heading(words);
    case 'text':
      return words;
    case 'small':
      return style.small(`  ${words}`);
    case 'quote':
      return style.quote(`  ${words}`);
  }
}

function renderRun(run: Inline, { show: safe, strong }: TextStyle): string {
  const show = (words: string): string => safe(words).replace(lineBreaks, `$&${continued}`);
  if ('quote' in run) return `“${show(run.quote.text)}”`;
  if ('code' in run) return `\`${show(run.code)}\``;
  if ('link' in run) return show(`${run.text}: ${run.link}`);
  if (!('text' in run)) return plainWords(run);
  return run.strong ? strong(show(run.text)) : show(run.text);
}
