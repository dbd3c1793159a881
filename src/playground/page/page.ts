import { Composer } from './composer.ts';
import { refreshTimes } from './draw-markdown.ts';
import { byId } from './element.ts';
import type { Mentionable } from './mentions.ts';
import { MessageList } from './message-list.ts';
import { openModal } from './modal.ts';
import { offeredBy, pickables } from './pickables.ts';
import { drawPeople, drawPlaces, titleOf } from './places.ts';
import { act, listenAs, upload } from './server-link.ts';
import { switchThemeWith } from './theme.ts';
import { TypingLine } from './typing-line.ts';
import type { Unread } from './unread.ts';
import type {
  ChannelView,
  ChoiceView,
  MessageView,
  Named,
  OptionView,
  PageAction,
  PageReply,
  PageView,
  PlaceView,
  SelectFrom,
  SelectOptionView,
  Suggestion,
} from './view.ts';
import { drawWelcome } from './welcome.ts';

/*
 * The page: what the server tells is drawn, what somebody does is sent. It decides nothing about Discord. Who one is and
 * which channel is shown belong to the tab, so two tabs are two people.
 */

const who = byId('who') as HTMLSelectElement; // as page.html has it
const places = byId('places');
const openPlaces = byId('open-places');
const problem = byId('problem');
const lost = byId('lost');

let view: PageView | undefined;
let shown: ChannelView | undefined;
let unread: ReadonlyMap<string, Unread> = new Map();
let stopListening: () => void = () => {};

/** What words are drawn with, in messages and in forms. */
const markdown = {
  nameOf,
  goTo: (id: string): void => {
    const channel = channels().find((one) => one.id === id);
    if (channel !== undefined) pick(channel);
  },
  startCommand: (path: string): void => composer.startCommand(path),
};

const messagePlaces = {
  log: byId('log'),
  list: byId('messages'),
  below: byId('below'),
  announcer: byId('announcer'),
};

const messageUses = {
  ...markdown,
  offeredBy: offered,
  menuCommands: (): readonly string[] => shown?.messageCommands ?? [],
  userCommands: (): readonly string[] => shown?.userCommands ?? [],
  userCommand: (user: string, name: string) => void send({ do: 'user-menu', channel: channelId(), name, user }),
  mention: (who: Named) => composer.mention(who),
  press: async ({ id }: MessageView, customId: string) => void (await send({ do: 'press', message: id, customId })),
  choose: async ({ id }: MessageView, customId: string, values: readonly string[]) =>
    void (await send({ do: 'choose', message: id, customId, values })),
  menuCommand: ({ id }: MessageView, name: string) =>
    void send({ do: 'menu', channel: channelId(), name, message: id }),
  reply: (message: MessageView) => composer.reply(message),
  remove: ({ id }: MessageView) => void send({ do: 'delete', message: id }),
};

const messages = new MessageList(messagePlaces, messageUses, (now) => {
  unread = now;
  showPlaces();
});

const typing = new TypingLine(byId('typing'));

const composer = new Composer(byId('composer'), {
  say: async (text, replyTo) => {
    const reply = await send({ do: 'say', channel: channelId(), text, replyTo });
    return reply.problem === undefined;
  },
  run: ({ path }, options) => void send({ do: 'slash', channel: channelId(), path, options }),
  complete: async ({ path }, option, typed, options) => {
    const reply = await send({ do: 'complete', channel: channelId(), path, option, typed, options });
    return reply.choices ?? [];
  },
  picksFor,
  upload,
  mentionable,
});

const channels = (): readonly ChannelView[] => view?.places.flatMap((place) => place.channels) ?? [];

/** The server that the shown channel stands in. */
const placeShown = (): PlaceView | undefined =>
  view?.places.find((place) => place.channels.some(({ id }) => id === shown?.id));

function nameOf(id: string): string | undefined {
  if (view === undefined) return undefined;
  const roles = view.places.flatMap((place) => place.roles);
  return [view.bot, ...view.people, ...roles, ...channels()].find((one) => one.id === id)?.name;
}

function offered(select: SelectFrom): readonly SelectOptionView[] {
  return offeredBy(select, placeShown());
}

function picksFor({ kind, channelTypes }: OptionView): readonly ChoiceView[] {
  if (kind !== 'user' && kind !== 'role' && kind !== 'mentionable' && kind !== 'channel') return [];
  return pickables(placeShown(), kind, channelTypes).map(({ label, value }) => ({ name: label, value }));
}

function mentionable(): Mentionable[] {
  const place = placeShown();
  const of = (kind: Mentionable['kind'], all: readonly Named[] = []): Mentionable[] =>
    all.map(({ id, name }) => ({ id, name, kind, mark: kind === 'channel' ? '#' : '@' }));
  // @everyone is a word of its own and needs no id.
  const roles = place?.roles.filter(({ name }) => !name.startsWith('@'));
  return [...of('user', place?.members), ...of('role', roles), ...of('channel', place?.channels)];
}

const channelId = (): string => shown?.id ?? '';

/** Sends what was done, and shows what came of it. */
async function send(action: PageAction): Promise<PageReply> {
  tell(undefined);
  // What comes of it stands at the foot; whoever reads older messages would not see it.
  if (action.do !== 'complete' && action.do !== 'delete') messages.toFoot();
  const as = view?.me.id ?? '';
  const reply = await act(as, action);
  tell(reply.problem);
  const { modal } = reply;
  if (modal !== undefined)
    openModal(modal, {
      botName: view?.bot.name ?? 'the bot',
      markdown,
      offeredBy: offered,
      upload,
      send: async (values) => (await act(as, { do: 'submit', modal: modal.id, values })).problem,
    });
  return reply;
}

function tell(words: string | undefined): void {
  problem.hidden = words === undefined;
  problem.textContent = words ?? '';
}

function listen(person: string | undefined): void {
  stopListening();
  stopListening = listenAs(person, {
    view: takeView,
    messages: (event) => {
      for (const message of event.changed) typing.sent(message);
      messages.take(event);
    },
    typing: (event) => typing.take(event),
    connection: (state) => {
      lost.hidden = state === 'open';
      lost.textContent = connectionWords[state];
    },
  });
}

const connectionWords = {
  open: '',
  lost: 'The connection to the playground is lost. Trying again…',
  refused: 'This playground was stopped. Start it again and open the address that it prints.',
} as const;

function takeView(next: PageView): void {
  view = next;
  sessionStorage.setItem('person', next.me.id);
  messages.setPerson(next.me.id);
  drawPeople(who, next);
  const wanted = shown?.id ?? sessionStorage.getItem('channel');
  const channel = channels().find(({ id }) => id === wanted) ?? channels()[0];
  if (channel !== undefined) show(channel);
}

function show(channel: ChannelView): void {
  if (view === undefined) return;
  if (shown?.id !== channel.id) tell(undefined);
  shown = channel;
  sessionStorage.setItem('channel', channel.id);
  byId('channel-name').textContent = titleOf(channel);
  document.title = `${titleOf(channel)} · Hearsay playground`;
  showPlaces();
  drawWelcome(byId('welcome'), channel, view.suggestions, runSuggestion);
  messages.show(channel.id);
  typing.show(channel.id);
  composer.show(channel);
}

function showPlaces(): void {
  if (view !== undefined && shown !== undefined) drawPlaces(byId('place-list'), view, { shown, unread, pick });
}

function pick(channel: ChannelView): void {
  show(channel);
  setPlacesOpen(false);
}

const runSuggestion = ({ path, options }: Suggestion): void =>
  void send({ do: 'slash', channel: channelId(), path, options });

function setPlacesOpen(isOpen: boolean): void {
  places.classList.toggle('open', isOpen);
  openPlaces.setAttribute('aria-expanded', String(isOpen));
}

who.addEventListener('change', () => listen(who.value));
openPlaces.addEventListener('click', () => setPlacesOpen(!places.classList.contains('open')));
places.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !places.classList.contains('open')) return;
  setPlacesOpen(false);
  openPlaces.focus();
});
setInterval(refreshTimes, 15_000);
switchThemeWith(byId('theme'));
listen(sessionStorage.getItem('person') ?? undefined);
