import { everyone } from '../../domain/everyone.ts';
import { type Call, type Command, documentOption, jsonOption, serverOption } from '../command.ts';
import { findOrIndexDocument, serverFrom } from '../find-document.ts';
import { printAnswer } from '../print-answer.ts';
import type { Session } from '../session.ts';
import { untilStopped } from '../stopped.ts';
import { UsageError } from '../usage-error.ts';

/** Whom to ask, and whether with what people found out. */
export type Target = { readonly server: string; readonly document: string | undefined; readonly useLedger: boolean };

export const ask: Command = {
  name: 'ask',
  summary: 'Ask one question, or a file of them.',
  usage: [
    'ask "QUESTION" [--document ID|PATH] [--ledger none] [--json]',
    'ask --batch IN.jsonl --out OUT.jsonl [--document ID|PATH] [--ledger none]',
  ],
  options: {
    document: {
      ...documentOption,
      value: 'ID|PATH',
      help: 'Which document, or a text file to read and ask; left out: the nearest.',
    },
    ledger: { value: 'none', help: 'Ask as if nobody had checked the document.' },
    json: jsonOption,
    batch: { value: 'IN.jsonl', help: 'Answer each line {id, question, locale?} of a file; - reads standard input.' },
    out: {
      value: 'OUT.jsonl',
      help: 'Where a batch’s answers go, one a line in the same order; left out or -: standard output.',
    },
    server: serverOption,
  },
  words: { min: 1, max: Number.POSITIVE_INFINITY, called: 'The question' },
  async run(call, session) {
    requireSense(call);
    const batch = call.value('batch');
    const target = await targetOf(call, session);
    const app = await session.app();
    if (batch !== undefined) {
      const { answerBatch } = await import('../answer-batch.ts');
      return answerBatch({ from: batch, to: call.value('out') ?? '-' }, target, app, session);
    }
    const asking = app.assistant.ask({ ...target, question: call.words.join(' ') });
    const answer = await untilStopped(asking, session.signal);
    await printAnswer(answer, { json: call.switchedOn('json'), useLedger: target.useLedger }, app, session);
    return 0;
  },
};

/** @throws UsageError where options do not go together */
function requireSense(call: Call): void {
  const ledger = call.value('ledger');
  if (ledger !== undefined && ledger !== 'none')
    throw new UsageError(`--ledger takes 'none' only, not '${ledger}'.`, call.command.name);
  const isBatch = call.value('batch') !== undefined;
  if (isBatch && call.words.length > 0)
    throw new UsageError(
      'A batch has its questions in the file: give a question or --batch, not both.',
      call.command.name,
    );
  if (!isBatch && call.value('out') !== undefined) throw new UsageError('--out belongs to --batch.', call.command.name);
}

/** Where the options point to. */
export async function targetOf(call: Call, session: Session): Promise<Target> {
  const server = serverFrom(call.value('server'));
  const useLedger = call.value('ledger') !== 'none';
  const named = call.value('document');
  if (named === undefined) return { server: server ?? everyone, document: undefined, useLedger };
  return { ...(await findOrIndexDocument(session, named, server)), useLedger };
}
