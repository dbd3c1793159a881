import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Client,
  DefaultRestOptions,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  type RESTOptions,
  Routes,
} from 'discord.js';
import { OperatorError } from '../domain/errors.ts';
import { answerMessage } from './answer-message.ts';
import { Cooldowns } from './cooldowns.ts';
import { Corrections } from './corrections.ts';
import { tellDesks } from './desk-digest.ts';
import { dispatchInteraction } from './dispatch-interaction.ts';
import { logError } from './explain-error.ts';
import { postedMessages } from './posted-messages.ts';
import { registerCommands } from './register-commands.ts';
import type { BotParts } from './show-answer.ts';

const closeWithinMs = 10_000;
const readyWithinMs = 30_000;
const lookEveryMs = 60 * 60_000;
/** An hour must pass between two notices; this is how soon after it the next one comes. */
const tellEveryMs = 5 * 60_000;

/** What the bot is given; the rest it makes itself. */
export type BotSettings = Omit<BotParts, 'cooldowns' | 'newId' | 'onShown'> & {
  readonly token: string;
  /** The part before `/v10`. */
  readonly apiUrl: string;
};

export type Bot = {
  /** Takes no new work, waits up to ten seconds for what runs, and leaves Discord. */
  close(): Promise<void>;
};

/**
 * Connects to Discord and answers until it is closed. A connection that breaks later is mended by itself.
 * @throws OperatorError where Discord does not accept the token or can't be reached
 */
export async function startBot(settings: BotSettings): Promise<Bot> {
  const client = clientFor(settings.apiUrl);
  const running = new Running();
  const messages = postedMessages(client);
  const corrections = new Corrections({ ...settings, messages });
  listen(client, running, {
    ...settings,
    cooldowns: new Cooldowns(),
    newId: () => randomBytes(6).toString('base64url'),
    onShown: (shown) => corrections.shown(shown),
  });
  await logIn(client, settings);
  running.begin(() => register(client, settings));
  const lookAround = (): void => {
    running.begin(() => purgeShown(settings));
    corrections.lookEverywhere();
  };
  lookAround();
  const hourly = setInterval(lookAround, lookEveryMs).unref();
  const tell = (): void => running.begin(() => tellDesks([...client.guilds.cache.keys()], { ...settings, messages }));
  tell();
  const telling = setInterval(tell, tellEveryMs).unref();
  const unheard = settings.ledgers.onChange((id) => corrections.changed(id));
  return {
    async close() {
      clearInterval(hourly);
      clearInterval(telling);
      unheard();
      running.begin(() => corrections.close());
      await running.finish(closeWithinMs);
      await client.destroy();
    },
  };
}

const clientFor = (apiUrl: string): Client =>
  new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // A DM is not known before its first message; a deleted message is heard of even where it was not kept.
    partials: [Partials.Channel, Partials.Message],
    shards: 'auto',
    rest: { api: apiUrl, makeRequest },
    allowedMentions: { parse: [], repliedUser: false },
    // Messages are looked at once, when they come; a few are kept to know who asked for an answer.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 25 }),
  });

/**
 * discord.js tries again where a connection is reset, but not where undici says that the other side closed it, which
 * happens to connections that were kept open. Nothing is said twice: replies have a nonce, edits and acknowledgements
 * are the same the second time.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  try {
    return await DefaultRestOptions.makeRequest(url, init);
  } catch (error) {
    const isClosed = error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
    throw isClosed
      ? Object.assign(new Error('the connection was closed', { cause: error }), { code: 'ECONNRESET' })
      : error;
  }
};

/** What is being answered, so that nobody is left without an answer when the bot goes. */
class Running {
  readonly #work = new Set<Promise<void>>();
  #isFinishing = false;

  /** Begins nothing new once it finishes. @param begin must not reject */
  begin(begin: () => Promise<void>): void {
    if (this.#isFinishing) return;
    const work = begin();
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work));
  }

  async finish(withinMs: number): Promise<void> {
    this.#isFinishing = true;
    const waiting = new AbortController();
    const tooLong = delay(withinMs, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#work), tooLong]);
    waiting.abort();
  }
}

function listen(client: Client, running: Running, parts: BotParts): void {
  const { log } = parts;
  client.on(Events.InteractionCreate, (interaction) => running.begin(() => dispatchInteraction(interaction, parts)));
  client.on(Events.MessageCreate, (message) => running.begin(() => answerMessage(message, parts)));
  client.on(Events.MessageDelete, ({ id }) => running.begin(() => forgetMessages([id], parts)));
  client.on(Events.MessageBulkDelete, (gone) => running.begin(() => forgetMessages([...gone.keys()], parts)));
  client.on(Events.GuildDelete, ({ id }) => running.begin(() => forgetServer(id, parts)));
  client.on(Events.Error, (error) => logError(log, error, 'the connection to Discord'));
  client.on(Events.ShardError, (error, shard) => logError(log, error, `the connection of shard ${shard}`));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'Connecting to Discord again'));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'Connected to Discord again'));
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.error({ shard, code }, 'Discord closed the connection for good: look at the token, then start again'),
  );
}

async function logIn(client: Client, { token, apiUrl, log }: BotSettings): Promise<void> {
  const patience = new AbortController();
  try {
    const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
    await client.login(token);
    const tooLong = delay(readyWithinMs, undefined, { signal: patience.signal }).then(() => {
      throw new Error(`not ready after ${readyWithinMs} ms`);
    });
    await Promise.race([ready, tooLong]);
    log.info({ servers: client.guilds.cache.size }, 'Connected to Discord');
  } catch (error) {
    await client.destroy();
    throw explainLogin(error, apiUrl);
  } finally {
    patience.abort();
  }
}

/** Neither sentence holds the token; the cause may hold addresses, but only those that have no token in them. */
function explainLogin(error: unknown, apiUrl: string): OperatorError {
  const isRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401);
  if (isRefused)
    return new OperatorError(
      'Discord does not accept DISCORD_TOKEN. Get a token at https://discord.com/developers/applications: your application, Bot, Reset Token. Put it into .env as DISCORD_TOKEN=… and start again.',
    );
  return new OperatorError(
    `Discord could not be reached at ${new URL(apiUrl).host}. Check the network and the setting DISCORD_API_URL, then start again.`,
    { cause: error },
  );
}

async function register(client: Client, { servers, log }: BotSettings): Promise<void> {
  const id = client.application?.id;
  if (id === undefined) return;
  try {
    const isNew = await registerCommands(id, servers, (body) =>
      client.rest.put(Routes.applicationCommands(id), { body }),
    );
    log.info({}, isNew ? 'Registered the commands' : 'The commands are registered already');
  } catch (error) {
    // Commands that were registered before still work, and the next start tries again.
    logError(log, error, 'registering the commands');
  }
}

/** Whoever deletes an answer means its question too, with or without our button. */
async function forgetMessages(messages: readonly string[], { servers, log }: BotParts): Promise<void> {
  try {
    await servers.forgetMessages(messages);
  } catch (error) {
    logError(log, error, 'forgetting deleted messages');
  }
}

/** Where the bot was sent away, nobody can decide anything any more. */
async function forgetServer(server: string, { servers, log }: BotParts): Promise<void> {
  try {
    await servers.forgetServer(server);
  } catch (error) {
    logError(log, error, 'forgetting a server that was left');
  }
}

async function purgeShown({ servers, log, now }: BotSettings): Promise<void> {
  try {
    const purged = await servers.purgeShown(now());
    log.debug({ purged }, 'Forgot answers whose time is over');
  } catch (error) {
    logError(log, error, 'forgetting old answers');
  }
}
