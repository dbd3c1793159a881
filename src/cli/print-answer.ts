import type { Answer } from '../answer/answer.ts';
import { answerJson } from '../answer/answer-json.ts';
import { renderText } from '../answer/render-text.ts';
import { jsonLine } from './json-line.ts';
import type { CliApp, Session } from './session.ts';

/** How an answer is wanted. */
export type Wanted = { readonly json: boolean; readonly useLedger: boolean };

export async function printAnswer(answer: Answer, wanted: Wanted, app: CliApp, { terminal }: Session): Promise<void> {
  const { out } = terminal;
  if (!wanted.json) return out.text(renderText(answer, out.style));
  await out.write(jsonLine(answerJson(answer, await app.assistant.ledgerOf(answer, wanted))));
}
