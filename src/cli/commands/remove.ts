import { InputError } from '../../domain/errors.ts';
import { type Command, serverOption } from '../command.ts';
import { findDocument, serverFrom } from '../find-document.ts';

export const remove: Command = {
  name: 'remove',
  summary: 'Remove a document with all its revisions.',
  usage: ['remove ID [--ledger]'],
  options: {
    ledger: {
      help: 'Remove its ledger too; left out, the ledger waits for the same text.',
    },
    server: serverOption,
  },
  notes: ['A built-in document stays removed until `hearsay documents --restore` brings it back.', ''],
  words: { min: 1, max: 1, called: 'The document’s id' },
  async run(call, session) {
    const app = await session.app();
    const { summary } = await findDocument(app, call.words[0]!, serverFrom(call.value('server')));
    const { owner, id } = summary.facts;
    if (!(await app.removeDocument(owner, id)))
      throw new InputError(`'${id}' was removed by somebody else meanwhile. See \`hearsay documents\`.`);
    const ledger = { owner, documentId: id };
    const operator = { by: 'operator', at: session.now().toISOString(), why: '' };
    const removed = call.switchedOn('ledger') ? await app.ledgerStore.remove(ledger, operator) : 0;
    app.ledgers.changed(ledger);
    const withLedger = removed > 0 ? ` with its ledger` : '';
    const builtIn = app.isBuiltIn(owner, id)
      ? ' It is built in, and stays removed until `hearsay documents --restore` brings it back.'
      : '';
    await session.terminal.out.line(`Removed ${id}${withLedger}.${builtIn}`);
    return 0;
  },
};
