import type { OpenDocument } from '../../answer/claim-screens.ts';
import { heading, small, text } from '../../answer/lines.ts';
import type { Inline, Line } from '../../answer/message.ts';
import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import { type StarterState, starterStates } from '../../ledger/entry.ts';
import type { ServerSettings } from '../../servers/server-settings.ts';
import type { DeskAction, DeskPress, Reply, Use } from '../commands/command.ts';
import { button, channelSelect, type Form, roleSelect, type SelectOption } from '../components.ts';
import { formatDeskId } from '../desk-id.ts';
import { menuField, paragraphField, radioField } from '../form-fields.ts';
import { aboutOf, deskId, openDocument, whoOf } from './open-claim.ts';
import { reasonIn, reasonLength, reasonName } from './typed-words.ts';

const allowedMost = 25;
const cooldowns = [0, 5, 15, 30, 60, 300];

const starterWords: Readonly<Record<StarterState, string>> = {
  listed: 'Listed: its verdicts are shown, each waits to be confirmed',
  adopted: 'Adopted: its verdicts count as this server’s own',
  hidden: 'Hidden: a verdict is shown only once it is confirmed here',
  off: 'Off: as if it were not there',
};

const id = (verb: string): string => formatDeskId({ document: null, verb, args: [] });
const secondsWords = (seconds: number): string => (seconds === 0 ? 'none' : `${seconds} seconds`);

/** What the server's owner decided, and buttons that change it. */
export async function settingsScreen(use: Use, note?: string): Promise<Reply> {
  const { servers, server } = use;
  const settings = await servers.settings(server);
  const starter = await starterOf(use);
  return {
    kind: 'card',
    card: {
      lines: [
        ...(note === undefined ? [] : [text(`✓ ${note}`)]),
        heading('Settings of this server'),
        ...settingsLines(settings),
        ...(starter === undefined
          ? []
          : [setting('Starter ledger', `${starter.facts.id}: ${starterWords[starter.ledger.starter]}`)]),
        small('Each change is in the audit log: `/audit`.'.replaceAll('`', '')),
      ],
      page: 0,
      pages: 1,
    },
    controls: [
      button('Roles', id('people')),
      button('Channels', id('channels')),
      button('Answers', id('answers')),
      button('Verdicts', id('verdicts')),
      ...(starter === undefined ? [] : [button('Starter ledger', deskId(starter, 'starter'))]),
    ],
  };
}

const setting = (name: string, ...value: readonly (Inline | string)[]): Line =>
  text({ text: name, strong: true }, ': ', ...value);

function settingsLines(settings: ServerSettings): Line[] {
  const { moderatorRole, ownerRole, deskChannel, allowedChannels, audience, cooldownSeconds, onePerson } = settings;
  const channels = allowedChannels.flatMap((channel, at): (Inline | string)[] => [
    ...(at > 0 ? [', '] : []),
    { channel },
  ]);
  return [
    setting('Moderators', moderatorRole === null ? 'who may manage messages' : { role: moderatorRole }),
    setting('Owners', ownerRole === null ? 'who may manage the server' : { role: ownerRole }),
    setting('Notices of the desk', deskChannel === null ? 'nowhere' : { channel: deskChannel }),
    setting('Questions are answered in', ...(channels.length === 0 ? ['every channel'] : channels)),
    setting('Answers to commands', audience === 'public' ? 'for everybody in the channel' : 'for who asks alone'),
    setting('Wait between two questions of a person', secondsWords(cooldownSeconds)),
    setting(
      'Verdicts',
      onePerson ? 'one person may decide, and the verdict says so' : 'one proposes, a second person approves',
    ),
  ];
}

/** The built-in document that came with a ledger; the first, where there are several. */
async function starterOf({ screens, server }: Use): Promise<OpenDocument | undefined> {
  const shared = (await screens.documents(server)).filter(({ owner }) => owner === everyone);
  for (const facts of shared) {
    const open = await screens.open(server, (other) => other.owner === everyone && other.id === facts.id);
    const isStarter = open !== undefined && (open.ledger.claims.length > 0 || open.ledger.starter === 'off');
    if (isStarter) return open;
  }
  return undefined;
}

/** A button that opens a form, and what the form changes. */
function changing(
  verb: string,
  done: string,
  form: (settings: ServerSettings) => Omit<Form, 'custom_id'>,
  changes: (press: DeskPress) => Partial<ServerSettings>,
): DeskAction[] {
  return [
    {
      verb,
      role: 'owner',
      answers: 'form',
      handle: async (_, { settings }) => ({ kind: 'form', form: { custom_id: id(done), ...form(settings) } }),
    },
    {
      verb: done,
      role: 'owner',
      answers: 'same',
      async handle(press, use) {
        const { servers, server, visitor, now } = use;
        const changed = changes(press);
        const subject = Object.keys(changed).join(', ');
        const act = { at: now().toISOString(), by: visitor.id, document: null, why: JSON.stringify(changed) };
        await servers.changeSettings(server, changed, { ...act, act: 'settings-changed', subject });
        return settingsScreen(use, 'Changed.');
      },
    },
  ];
}

const chosen = (options: SelectOption[], now: string): SelectOption[] =>
  options.map((option) => (option.value === now ? { ...option, default: true } : option));

const people = changing(
  'people',
  'setpeople',
  ({ moderatorRole, ownerRole }) => ({
    title: 'Roles',
    components: [
      menuField('Moderators', roleSelect('moderators', listed(moderatorRole)), 'Empty: who may manage messages.'),
      menuField('Owners', roleSelect('owners', listed(ownerRole)), 'Empty: who may manage the server.'),
    ],
  }),
  ({ pickedIn }) => ({
    moderatorRole: pickedIn('moderators')[0] ?? null,
    ownerRole: pickedIn('owners')[0] ?? null,
  }),
);

const listed = (one: string | null): string[] => (one === null ? [] : [one]);

const channels = changing(
  'channels',
  'setchannels',
  ({ deskChannel, allowedChannels }) => ({
    title: 'Channels',
    components: [
      menuField(
        'Notices of the desk',
        channelSelect('desk', listed(deskChannel)),
        'What waits for the moderators, once an hour at most. Empty: nowhere.',
      ),
      menuField(
        'Where questions are answered',
        channelSelect('allowed', allowedChannels, allowedMost),
        'With the threads in them. Empty: everywhere.',
      ),
    ],
  }),
  ({ pickedIn }) => ({ deskChannel: pickedIn('desk')[0] ?? null, allowedChannels: [...pickedIn('allowed')] }),
);

const answers = changing(
  'answers',
  'setanswers',
  ({ audience, cooldownSeconds }) => ({
    title: 'Answers',
    components: [
      radioField(
        'audience',
        'Who sees an answer to a command',
        chosen(
          [
            { label: 'Everybody in the channel', value: 'public' },
            { label: 'Only who asks', value: 'ephemeral' },
          ],
          audience,
        ),
      ),
      radioField(
        'cooldown',
        'Wait between two questions of a person',
        chosen(
          cooldowns.map((seconds) => ({ label: secondsWords(seconds), value: String(seconds) })),
          String(cooldownSeconds),
        ),
      ),
    ],
  }),
  ({ entered }) => {
    const seconds = Number(entered('cooldown'));
    if (!cooldowns.includes(seconds)) throw new InputError('Choose one of the waits, then send the form again.');
    return { audience: entered('audience') === 'ephemeral' ? 'ephemeral' : 'public', cooldownSeconds: seconds };
  },
);

const verdicts = changing(
  'verdicts',
  'setverdicts',
  ({ onePerson }) => ({
    title: 'Verdicts',
    components: [
      radioField(
        'persons',
        'Who decides',
        chosen(
          [
            { label: 'One proposes, a second person approves', value: 'two' },
            { label: 'One person may decide; each such verdict says so', value: 'one' },
          ],
          onePerson ? 'one' : 'two',
        ),
      ),
    ],
  }),
  ({ entered }) => ({ onePerson: entered('persons') === 'one' }),
);

const starter: DeskAction = {
  verb: 'starter',
  role: 'owner',
  answers: 'form',
  async handle({ document }, use) {
    const open = await openDocument(document, use);
    return {
      kind: 'form',
      form: {
        custom_id: deskId(open, 'setstarter'),
        title: 'The starter ledger',
        components: [
          radioField(
            'state',
            'What this server makes of it',
            chosen(
              starterStates.map((state) => ({ label: starterWords[state], value: state })),
              open.ledger.starter,
            ),
          ),
          paragraphField(reasonName, 'Why', { max: reasonLength }),
        ],
      },
    };
  },
};

const setStarter: DeskAction = {
  verb: 'setstarter',
  role: 'owner',
  answers: 'same',
  async handle(press, use) {
    const open = await openDocument(press.document, use);
    const state = starterStates.find((known) => known === press.entered('state'));
    if (state === undefined) throw new InputError('Choose what the server makes of the starter ledger.');
    await use.desk.setStarter(whoOf(use), aboutOf(open), state, reasonIn(press));
    return settingsScreen(use, 'Changed. Answers that show it are corrected.');
  },
};

/** What an owner decides. */
export const settingsActs: readonly DeskAction[] = [
  ...people,
  ...channels,
  ...answers,
  ...verdicts,
  starter,
  setStarter,
];
