import { heading, small, text } from '../../answer/lines.ts';
import type { Line } from '../../answer/message.ts';
import { InputError } from '../../domain/errors.ts';
import { isPublished, setPublished } from '../../servers/page-links.ts';
import { isAtLeast } from '../visitor.ts';
import type { Options, SlashCommand, Use } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';
import { inServers } from './in-servers.ts';

const onOff = ['on', 'off'] as const;

/** Where a document can be read whole. Its page is private until the server's owner publishes it. */
export const page: SlashCommand = {
  data: {
    type: 1,
    name: 'page',
    name_localizations: { de: 'seite', fr: 'page' },
    description: 'Where the document can be read whole, with its claims marked',
    description_localizations: {
      de: 'Wo das ganze Dokument zu lesen ist, seine Behauptungen markiert',
      fr: 'Où lire tout le document, ses affirmations signalées',
    },
    options: [
      documentOption,
      {
        type: 3,
        name: 'publish',
        name_localizations: { de: 'veroeffentlichen', fr: 'publier' },
        description: 'For the owner: whether everybody may read it, search engines too',
        description_localizations: {
          de: 'Nur Inhaber: ob alle sie lesen dürfen, auch Suchmaschinen',
          fr: 'Pour le propriétaire : si tous peuvent la lire, moteurs compris',
        },
        required: false,
        choices: onOff.map((value) => ({ name: value, name_localizations: { de: value, fr: value }, value })),
      },
    ],
    ...inServers,
  },
  audience: () => 'ephemeral',
  async handle(options, use) {
    const { assistant, server, servers, screens } = use;
    const { facts } = await screens.openNamed(server, options.getString('document')?.trim() || undefined);
    const publish = wishOf(options);
    if (publish !== undefined) await publishPage(facts.id, publish, use);
    const links = await assistant.pageLinks({ server, document: facts.id });
    if (!links)
      throw new InputError('No source pages are served here: whoever runs me has to set PORT and PUBLIC_URL.');
    const isPublic = await isPublished(servers, server, facts.id);
    const lines: Line[] = [
      heading(`The source page of ${facts.id}`),
      text({ link: links.own, text: 'Read it here' }),
      ...(facts.owner === server ? [small('This link is good for seven days, for whoever has it.')] : []),
      ...(isPublic
        ? [text('Published: ', { link: links.published, text: 'for everybody' })]
        : [small('It is not published: search engines are asked to stay away.')]),
    ];
    return { kind: 'card', card: { lines, page: 0, pages: 1 } };
  },
  complete: (typed, use) => documentChoices(typed, use),
};

function wishOf(options: Options): boolean | undefined {
  const wish = onOff.find((known) => known === options.getString('publish'));
  return wish === undefined ? undefined : wish === 'on';
}

/** @throws InputError for anybody but the owner */
async function publishPage(documentId: string, published: boolean, use: Use): Promise<void> {
  const { server, servers, desks, visitor, now } = use;
  if (!isAtLeast(visitor.role, 'owner'))
    throw new InputError('Only who owns or manages this server can publish a page.');
  await setPublished(servers, server, documentId, published);
  await desks.record(server, {
    at: now().toISOString(),
    by: visitor.id,
    act: published ? 'page published' : 'page made private',
    document: documentId,
    subject: '',
    why: '',
  });
}
