import type { Line } from '../answer/message.ts';
import type { Quote } from '../domain/quote.ts';
import {
  type ActionRow,
  type AttachedFile,
  type Container,
  type Control,
  type Separator,
  type TextDisplay,
  textsOf,
} from './components.ts';
import { drawLine, isSeveralLines } from './draw-line.ts';
import { fitLines, limits } from './limits.ts';

/** A message as it will leave, and the quotes that must stand in it. */
export type Drawn = { readonly container: Container; readonly quotes: readonly Quote[] };

/** Lines and what is pressed or picked beneath them as one container, shortened where a limit of Discord's would be passed. @param attached the name of a file that the message carries */
export function renderLines(lines: readonly Line[], controls: readonly Control[], attached?: string): Drawn {
  const file: AttachedFile[] = attached === undefined ? [] : [{ type: 13, file: { url: `attachment://${attached}` } }];
  const rows = [...file, ...rowsOf(controls)];
  const draw = (shown: readonly Line[]): Container => ({ type: 17, components: [...displaysOf(shown), ...rows] });
  const fitted = fitLines(lines, draw);
  return { container: draw(fitted), quotes: quotesIn(fitted) };
}

/** What stands between two separators is one text display; a quote of several lines has its own. */
function displaysOf(lines: readonly Line[]): (TextDisplay | Separator)[] {
  const displays: (TextDisplay | Separator)[] = [];
  let together: string[] = [];
  const finish = (): void => {
    if (together.length > 0) displays.push({ type: 10, content: together.join('\n') });
    together = [];
  };
  for (const line of lines) {
    if (line.kind === 'separator' || isSeveralLines(line)) finish();
    if (line.kind === 'separator') displays.push({ type: 14, divider: true, spacing: 1 });
    else together.push(drawLine(line));
    if (isSeveralLines(line)) finish();
  }
  finish();
  return displays;
}

/** Buttons by fives in their order; a menu has a row of its own. */
function rowsOf(controls: readonly Control[]): ActionRow[] {
  const rows: ActionRow[] = [];
  for (const control of controls) {
    const last = rows.at(-1)?.components;
    const joins = control.type === 2 && last?.[0]?.type === 2 && last.length < limits.buttonsInRow;
    if (joins) last.push(control);
    else rows.push({ type: 1, components: [control] });
  }
  return rows;
}

const quotesIn = (lines: readonly Line[]): Quote[] =>
  lines.flatMap((line) =>
    line.kind === 'separator' ? [] : line.runs.flatMap((run) => ('quote' in run ? [run.quote] : [])),
  );

/** Everything that a message says, for logs of lengths and for tests. */
export const wordsOf = (drawn: Drawn): string => textsOf(drawn.container).join('\n');
