import type { Answer } from './answer.ts';
import { type Inline, type Line, messageOf } from './message.ts';

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

/** An answer as plain text, as a person would read it. */
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

function renderRun(run: Inline, { show, strong }: TextStyle): string {
  if ('quote' in run) return `“${show(run.quote.text)}”`;
  if ('code' in run) return `\`${show(run.code)}\``;
  if ('link' in run) return show(`${run.text}: ${run.link}`);
  return run.strong ? strong(show(run.text)) : show(run.text);
}
