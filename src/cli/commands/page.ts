import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import { isPublished, setPublished } from '../../servers/page-links.ts';
import { type Command, serverOption } from '../command.ts';
import { findDocument, serverFrom } from '../find-document.ts';

export const page: Command = {
  name: 'page',
  summary: 'Say whether a document’s source page is published, or publish it.',
  usage: ['page ID [--publish | --private]'],
  options: {
    publish: { help: 'Everybody may read it, and search engines may list it.' },
    private: { help: 'Only who has a link may read it, and search engines are asked to stay away.' },
    server: serverOption,
  },
  words: { min: 1, max: 1, called: 'The document’s id' },
  async run(call, session) {
    const app = await session.app();
    const { summary } = await findDocument(app, call.words[0]!, serverFrom(call.value('server')));
    const server = serverFrom(call.value('server')) ?? everyone;
    const { id } = summary.facts;
    if (call.switchedOn('publish') && call.switchedOn('private'))
      throw new InputError('Say --publish or --private, not both.');
    const change = call.switchedOn('publish') || call.switchedOn('private');
    if (change) {
      await setPublished(app.servers, server, id, call.switchedOn('publish'));
      const act = call.switchedOn('publish') ? 'page published' : 'page made private';
      const at = session.now().toISOString();
      await app.ledgerStore.record(server, { at, by: 'operator', act, document: id, subject: '', why: '' });
    }
    const isPublic = await isPublished(app.servers, server, id);
    await session.terminal.out.line(
      isPublic
        ? `The page of ${id} is published: everybody may read it where the bot serves it (PORT, PUBLIC_URL).`
        : `The page of ${id} is private: who has a link may read it.`,
    );
    return 0;
  },
};
