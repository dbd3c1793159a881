import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIMessage, Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import type { Answer } from '../../src/answer/answer.ts';
import type { Line } from '../../src/answer/message.ts';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { BotLog } from '../../src/discord/bot-log.ts';
import { Corrections } from '../../src/discord/corrections.ts';
import type { Outgoing } from '../../src/discord/outgoing.ts';
import { postedMessages } from '../../src/discord/posted-messages.ts';
import { type Sent, showAnswer } from '../../src/discord/show-answer.ts';
import type { Label } from '../../src/domain/claim.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import type { About, Who } from '../../src/ledger/desk.ts';
import { type LoopbackDiscord, startLoopbackDiscord } from '../../src/playground/loopback-discord.ts';
import type { Person } from '../../src/playground/person.ts';
import type { Channel, Guild, Message, TextChannel } from '../../src/playground/world.ts';
import { raiseStorm } from '../helpers/storm.ts';
import { keptLog, type LoggedLine } from './bot-stage.ts';

/** The built-in document, as everybody has it. */
export const builtIn: About = { documentOwner: 'everyone', documentId: 'meo-mossalaha' };

/** Answers in a loopback Discord, the desk that decides on their claims, and what corrects them; no bot that answers. */
export type CorrectionsStage = {
  readonly app: App;
  readonly discord: LoopbackDiscord;
  readonly lines: LoggedLine[];
  /** A server of its own, with the starter ledger as it came. */
  newServer(): ServerStage;
  /** Begins to correct, as at the start of a bot. */
  correct(): Correcting;
  close(): Promise<void>;
};

export type Correcting = { readonly corrections: Corrections; end(): Promise<void> };

export type ServerStage = {
  readonly guild: Guild;
  readonly channel: TextChannel;
  readonly owner: Person;
  readonly moderator: Who;
  ask(question: string): Promise<Answer>;
  /** Shows an answer as the bot does. */
  show(
    asked: string | Answer,
    options?: { readonly channel?: Channel; readonly above?: readonly Line[] },
  ): Promise<Shown>;
  /** Two moderators publish a verdict. */
  decide(claim: number, label: Label): Promise<void>;
};

export type Shown = { readonly shown: ShownAnswer; readonly message: Message };

export async function setCorrectionsStage(): Promise<CorrectionsStage> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-corrections-'));
  const lines: LoggedLine[] = [];
  const log = keptLog(lines);
  const now = (): Date => new Date();
  const app = await openApp(readConfig({ DATA_DIR: folder }), { log, now });
  const discord = await startLoopbackDiscord();
  const owner = discord.addPerson('Olga');
  const client = await connected(discord);
  const calm = raiseStorm(discord);
  const { assistant, servers, ledgers } = app;
  return {
    app,
    discord,
    lines,
    newServer: () => newServer({ app, discord, owner, client, log, now }),
    correct() {
      const messages = postedMessages(client);
      const corrections = new Corrections({ assistant, servers, log, now, messages });
      const unheard = ledgers.onChange((id) => corrections.changed(id));
      corrections.lookEverywhere();
      return {
        corrections,
        async end() {
          unheard();
          await corrections.close();
        },
      };
    },
    async close() {
      calm();
      await client.destroy();
      await discord.close();
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Parts = {
  readonly app: App;
  readonly discord: LoopbackDiscord;
  readonly owner: Person;
  readonly client: Client;
  readonly log: BotLog;
  readonly now: () => Date;
};

/** A server of its own, with the starter ledger as it came. */
export function newServer({ app, discord, owner, client, log, now }: Parts): ServerStage {
  const guild = discord.addGuild('Reading group', owner);
  const general = discord.addChannel(guild, 'general');
  const { assistant, servers, desk } = app;
  const ask = (question: string): Promise<Answer> => assistant.ask({ question, server: guild.id });
  const who = (id: string): Who => ({ id, role: 'moderator', server: guild.id });

  const send = async (to: Channel, { flags, components }: Outgoing): Promise<Sent> => {
    const body = { flags: flags.reduce((sum, flag) => sum | flag, 0), components };
    const sent = (await client.rest.post(Routes.channelMessages(to.id), { body })) as APIMessage; // the loopback's answer
    return { id: sent.id, channelId: sent.channel_id };
  };
  return {
    guild,
    channel: general,
    owner,
    moderator: who('11'),
    ask,
    async show(asked, { channel = general, above = [] } = {}) {
      const answer = typeof asked === 'string' ? await ask(asked) : asked;
      const place = {
        server: guild.id,
        channel: channel.id,
        locale: null,
        audience: 'public',
        editable: true,
      } as const;
      const placed: ShownAnswer[] = [];
      const onShown = (shown: ShownAnswer): void => void placed.push(shown);
      const parts = { assistant, servers, log, now, onShown };
      await showAnswer(answer, { ...place, above }, (drawn) => send(channel, drawn), parts);
      const [shown] = placed;
      const message = discord.message(shown?.message ?? '');
      if (shown === undefined || message === undefined) throw new Error('the answer is not in the channel');
      return { shown, message };
    },
    async decide(claim, label) {
      const nothing = { fact: null, asOf: null, bornOutBy: [], primary: null };
      const wanted = { claim, label, reason: 'It was looked at again.', ...nothing };
      const { proposal } = await desk.propose(who('11'), builtIn, wanted, () => false);
      await desk.approve(who('12'), builtIn, proposal, { onePerson: false });
    },
  };
}

/** The real client, as which answers are sent. */
export async function connected(discord: LoopbackDiscord): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(discord.token);
  await ready;
  return client;
}

/** A claim whose standing an answer says beside a quote. */
export function claimSaid({ claims }: ShownAnswer): { readonly number: number; readonly standing: string } {
  const said = claims.find(({ beside, standing }) => !beside && standing !== 'not-enough-evidence');
  if (said === undefined) throw new Error('the answer says no standing');
  return said;
}
