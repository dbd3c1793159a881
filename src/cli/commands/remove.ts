import { InputError } from '../../domain/errors.ts';
import { type Command, serverOption } from '../command.ts';
import { findDocument, serverFrom } from '../find-document.ts';

export const remove: Command = {
  name: 'remove',
  summary: 'Remove a document with all its revisions.',
  usage: ['remove ID'],
  options: { server: serverOption },
  words: { min: 1, max: 1, called: 'The document’s id' },
  async run(call, session) {
    const app = await session.app();
    const { summary } = await findDocument(app, call.words[0]!, serverFrom(call.value('server')));
    const { owner, id } = summary.facts;
    if (!(await app.removeDocument(owner, id)))
      throw new InputError(`'${id}' was removed by somebody else meanwhile. See \`hearsay documents\`.`);
    await session.terminal.out.line(`Removed ${id}.`);
    return 0;
  },
};
