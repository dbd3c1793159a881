import { Composer } from './composer.ts';
import { byId } from './element.ts';
import { MessageList } from './message-list.ts';
import { openModal } from './modal.ts';
import { drawPeople, drawPlaces, titleOf } from './places.ts';
import { act, listenAs } from './server-link.ts';
import { switchThemeWith } from './theme.ts';
import type { ChannelView, PageAction, PageReply, PageView, Suggestion } from './view.ts';
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
let stopListening: () => void = () => {};

const messages = new MessageList(byId('log'), byId('messages'), {
  nameOf,
  menuCommands: () => shown?.messageCommands ?? [],
  press: async ({ id }, customId) => void (await send({ do: 'press', message: id, customId })),
  choose: async ({ id }, customId, values) => void (await send({ do: 'choose', message: id, customId, values })),
  menuCommand: ({ id }, name) => void send({ do: 'menu', channel: channelId(), name, message: id }),
  reply: (message) => composer.reply(message),
  remove: ({ id }) => void send({ do: 'delete', message: id }),
});

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
  mentionable: () => (view === undefined ? [] : [view.bot, ...view.people]),
});

function nameOf(id: string): string | undefined {
  const channels = view?.places.flatMap((place) => place.channels) ?? [];
  return [...(view === undefined ? [] : [view.bot, ...view.people]), ...channels].find((one) => one.id === id)?.name;
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
    openModal(modal, async (values) => (await act(as, { do: 'submit', modal: modal.id, values })).problem);
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
    messages: (event) => messages.take(event),
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
  drawPeople(who, next);
  const channels = next.places.flatMap((place) => place.channels);
  const wanted = shown?.id ?? sessionStorage.getItem('channel');
  const channel = channels.find(({ id }) => id === wanted) ?? channels[0];
  if (channel !== undefined) show(channel);
}

function show(channel: ChannelView): void {
  if (view === undefined) return;
  if (shown?.id !== channel.id) tell(undefined);
  shown = channel;
  sessionStorage.setItem('channel', channel.id);
  byId('channel-name').textContent = titleOf(channel);
  document.title = `${titleOf(channel)} · Hearsay playground`;
  drawPlaces(byId('place-list'), view, channel, pick);
  drawWelcome(byId('welcome'), channel, view.suggestions, runSuggestion);
  messages.show(channel.id);
  composer.show(channel);
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
switchThemeWith(byId('theme'));
listen(sessionStorage.getItem('person') ?? undefined);
