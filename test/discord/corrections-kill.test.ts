import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { correctionsOf } from '../../src/discord/corrections-of.ts';
import type { LoopbackDiscord } from '../../src/playground/loopback-discord.ts';
import { startLoopbackDiscord } from '../../src/playground/loopback-discord.ts';
import type { Guild } from '../../src/playground/world.ts';
import { start, temporaryFolder, written } from '../cli/run-program.ts';
import { wordsOf } from './bot-stage.ts';
import { builtIn, connected, newServer } from './corrections-stage.ts';

const messages = 500;
const channels = 10;
const questions = ['Where is Hajib now?', 'What is Mossalaha?', 'Is Hajib a terrorist?', 'Who is Anis Amri?'];
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const now = (): Date => new Date();

/** Answers that people were shown, and then what the desk decided, all of it while no bot is running. */
async function showAndDecide(dataDir: string, discord: LoopbackDiscord): Promise<Guild> {
  const app = await openApp(readConfig({ DATA_DIR: dataDir }), { log: silent, now });
  const client = await connected(discord);
  const server = newServer({ app, discord, owner: discord.addPerson('Olga'), client, log: silent, now });
  const answers = await Promise.all(questions.map((question) => server.ask(question)));
  const showIn = async (name: string): Promise<void> => {
    const channel = discord.addChannel(server.guild, name);
    for (let at = 0; at < messages / channels; at++) await server.show(answers[at % answers.length]!, { channel });
  };
  await Promise.all(Array.from({ length: channels }, (_, at) => showIn(`channel-${at}`)));
  const owner = { ...server.moderator, role: 'owner' } as const;
  await app.desk.setStarter(owner, builtIn, 'hidden', 'We check for ourselves.');
  await client.destroy();
  await app.close();
  return server.guild;
}

async function waiting(dataDir: string, guild: Guild) {
  const app = await openApp(readConfig({ DATA_DIR: dataDir }), { log: silent, now });
  const counts = await correctionsOf(guild.id, { ...app, now });
  await app.close();
  return counts;
}

/** Edits that may have been carried out; one that is answered late has no status yet. */
const isEdit = ({ method, path, status = 200 }: LoopbackDiscord['requests'][number]): boolean =>
  method === 'PATCH' && /^\/channels\/\d+\/messages\/\d+$/u.test(path) && status === 200;

/** How often the words of each message changed: the bodies of its edits, the same one after the other counted once. */
function changesOf(discord: LoopbackDiscord, since: number): Map<string, number> {
  const last = new Map<string, string>();
  const changes = new Map<string, number>();
  for (const { path, body } of discord.requests.slice(since).filter(isEdit)) {
    const said = JSON.stringify(body);
    if (last.get(path) !== said) changes.set(path, (changes.get(path) ?? 0) + 1);
    last.set(path, said);
  }
  return changes;
}

describe('500 messages to correct, with a Discord that has bad days', () => {
  it('are each corrected exactly once, although the bot is killed in the middle', { timeout: 150_000 }, async () => {
    const dataDir = await temporaryFolder();
    const discord = await startLoopbackDiscord();
    onTestFinished(() => discord.close());
    const guild = await showAndDecide(dataDir, discord);
    const all = [...discord.world.messages.values()];
    expect(all).toHaveLength(messages);
    const since = discord.requests.length;
    const edits = (): number => discord.requests.slice(since).filter(isEdit).length;
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const startBot = async () => {
      const bot = start(['start'], { dataDir, input: '', env });
      onTestFinished(() => void bot.kill('SIGKILL'));
      await written(bot, 'stderr', 'Hearsay is in Discord.');
      return bot;
    };

    const edit = { method: 'PATCH', path: /\/messages\//u, times: Number.POSITIVE_INFINITY } as const;
    discord.faults.add({ ...edit, kind: 'rate-limit', retryAfterMs: 150, every: 9 });
    discord.faults.add({ ...edit, kind: 'error', status: 502, every: 31 });
    discord.faults.add({ ...edit, kind: 'reset', every: 37 });
    discord.faults.add({ ...edit, kind: 'reset-after', every: 41 });
    const first = await startBot();
    await discord.until(() => edits() >= messages / 3 || undefined, 'a third of the corrections', 60_000);
    // carried out, and the bot ends before it hears so
    discord.faults.add({ kind: 'late', delayMs: 20_000, method: 'PATCH', path: /\/messages\//u, times: 3 });
    const late = edits() + 10;
    await discord.until(() => edits() >= late || undefined, 'some more corrections', 60_000);
    first.kill('SIGKILL');
    await once(first, 'close');
    const done = changesOf(discord, since).size;
    expect(done).toBeLessThan(messages);

    const second = await startBot();
    const corrected = (): number => all.filter(({ id }) => wordsOf(discord.message(id)!).includes('Corrected ')).length;
    await discord.until(() => corrected() === messages || undefined, 'every correction', 60_000);
    second.kill('SIGTERM');
    await once(second, 'close');

    const changes = changesOf(discord, since);
    expect(changes.size).toBe(messages);
    expect([...changes.values()].filter((times) => times !== 1)).toEqual([]);
    expect(discord.world.messages.size).toBe(messages);
    expect(await waiting(dataDir, guild)).toEqual({ waiting: 0, edited: messages, answered: 0, gone: 0, failed: [] });
  });
});
