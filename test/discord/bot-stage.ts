import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { BotLog } from '../../src/discord/bot-log.ts';
import { type Bot, startBot } from '../../src/discord/start-bot.ts';
import { displayedText, everyComponent } from '../../src/playground/discord-limits.ts';
import {
  type LoopbackDiscord,
  type LoopbackSettings,
  startLoopbackDiscord,
} from '../../src/playground/loopback-discord.ts';
import type { Person } from '../../src/playground/person.ts';
import { permissions } from '../../src/playground/protocol.ts';
import type { Guild, Message, TextChannel } from '../../src/playground/world.ts';
import { raiseStorm } from '../helpers/storm.ts';

export type LoggedLine = { readonly level: string; readonly fields: object; readonly message: string };

/** A log that is kept, to see that nothing private gets into it. */
export function keptLog(lines: LoggedLine[]): BotLog {
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Hearsay on a loopback Discord: the real app with its model and the built-in document, and the real client. */
export type BotStage = {
  readonly app: App;
  /** Where the app keeps its data. */
  readonly folder: string;
  readonly discord: LoopbackDiscord;
  readonly guild: Guild;
  readonly channel: TextChannel;
  /** Of the server. */
  readonly owner: Person;
  readonly asker: Person;
  readonly stranger: Person;
  /** May manage messages. */
  readonly moderator: Person;
  readonly lines: LoggedLine[];
  /** The app's clock and the bot's, in milliseconds of Unix time. */
  now: number;
  /** Another bot on the same data, as after a restart; its commands are registered then. */
  start(): Promise<Bot>;
  close(): Promise<void>;
};

export async function setBotStage(settings: LoopbackSettings = {}): Promise<BotStage> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-bot-'));
  const lines: LoggedLine[] = [];
  const log = keptLog(lines);
  const clock = { now: Date.now() };
  const now = (): Date => new Date(clock.now);
  const app = await openApp(readConfig({ DATA_DIR: folder }), { log, now });
  const discord = await startLoopbackDiscord(settings);
  const [owner, asker, stranger, moderator] = [
    discord.addPerson('Olga'),
    discord.addPerson('Ada'),
    discord.addPerson('Sam'),
    discord.addPerson('Mina'),
  ];
  const guild = discord.addGuild('Reading group', owner);
  const moderators = discord.addRole(guild, 'moderator', { permissions: permissions.manageMessages });
  for (const person of [asker, stranger]) discord.addMember(guild, person);
  discord.addMember(guild, moderator, [moderators]);
  const channel = discord.addChannel(guild, 'general');
  const calm = raiseStorm(discord);
  const start = async (): Promise<Bot> => {
    const bot = await startBot({ token: discord.token, apiUrl: discord.apiUrl, ...botParts(app), log, now });
    await discord.until(() => discord.commands[0], 'the commands');
    return bot;
  };
  return {
    app,
    folder,
    discord,
    guild,
    channel,
    owner,
    asker,
    stranger,
    moderator,
    lines,
    get now() {
      return clock.now;
    },
    set now(at) {
      clock.now = at;
    },
    start,
    async close() {
      calm();
      await discord.close();
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the bot is given of the app. */
export const botParts = ({ assistant, desk, ledgers, ledgerStore, screens, servers }: App) => ({
  assistant,
  desk,
  desks: ledgerStore,
  ledgers,
  screens,
  servers,
});

/** What a message says. */
export const wordsOf = (message: Message): string => displayedText(message.components);

/** The buttons of a message by their labels. */
export const buttonsOf = (message: Message): Readonly<Record<string, string>> =>
  Object.fromEntries(
    everyComponent(message.components).flatMap(({ component }) =>
      component.type === 2 ? [[component.label ?? '', component.custom_id ?? '']] : [],
    ),
  );

/** The button whose label begins so. */
export function buttonOf(message: Message, label: string): string {
  const found = Object.entries(buttonsOf(message)).find(([text]) => text.startsWith(label));
  if (found === undefined) throw new Error(`No button ${label} among ${Object.keys(buttonsOf(message)).join(', ')}`);
  return found[1];
}
