import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../src/discord/start-bot.ts';
import type { Message } from '../../src/playground/world.ts';
import { type BotStage, buttonOf, setBotStage, wordsOf } from './bot-stage.ts';

let stage: BotStage;
let bot: Bot;

beforeAll(async () => {
  stage = await setBotStage();
  await stage.app.serveWeb({ host: '127.0.0.1', port: 0 });
  bot = await stage.start();
});

afterAll(async () => {
  await bot.close();
  await stage.close();
});

const linksIn = (message: Message): string[] =>
  [...wordsOf(message).matchAll(/\]\(<?(http:\/\/127\.0\.0\.1:\d+[^)>\s]*)>?\)/gu)].map(([, link = '']) => link);

/** The words that a page sets apart because its link asks for them. */
const asked = (html: string): string =>
  [...html.matchAll(/class="asked"[^>]*>(?:<span id="[^"]*"><\/span>)*([^<]*)</gu)].map(([, words]) => words).join('');

describe('a quote in Discord', () => {
  it('leads to its place on the source page, which sets exactly its words apart', async () => {
    const question = 'What is Mossalaha?';
    const answer = await stage.asker.slash(stage.channel, 'ask', { question }).message();
    const [quoted = ''] = /“([^”]+)”/u.exec(wordsOf(answer))?.slice(1) ?? [];
    const [link = ''] = linksIn(answer);
    expect(new URL(link).hash).toBe(`#${new URL(link).searchParams.get('at')}`);
    const html = await (await fetch(link)).text();
    expect(asked(html).replaceAll('&quot;', '"')).toBe(quoted.replaceAll('\\', ''));
  });

  it('leads there from its source card too, beside the published page', async () => {
    const answer = await stage.asker.slash(stage.channel, 'ask', { question: 'What is Mossalaha?' }).message();
    const card = await stage.asker.press(answer, buttonOf(answer, 'Check source')).message();
    expect(wordsOf(card)).toContain('in its place');
    expect(wordsOf(card)).toContain('the published page');
    expect((await fetch(linksIn(card)[0] ?? '')).status).toBe(200);
  });
});

describe('/page', () => {
  const page = (person: BotStage['asker'], publish?: string) =>
    person.slash(stage.channel, 'page', { ...(publish === undefined ? {} : { publish }) });

  it('gives the address of the page to whoever asks, alone', async () => {
    const handle = page(stage.asker);
    const message = await handle.message();
    expect(handle.ephemeral).toBe(true);
    expect(wordsOf(message)).toContain('It is not published');
    expect((await fetch(linksIn(message)[0] ?? '')).headers.get('x-robots-tag')).toContain('noindex');
  });

  it('lets nobody but the owner publish', async () => {
    for (const person of [stage.asker, stage.moderator])
      expect(wordsOf(await page(person, 'on').message())).toContain('Only who owns or manages this server');
    expect(wordsOf(await page(stage.asker).message())).toContain('It is not published');
  });

  it('publishes and makes private again by the owner’s word, which the audit log keeps', async () => {
    const published = await page(stage.owner, 'on').message();
    const open = linksIn(published).at(-1) ?? '';
    expect(new URL(open).pathname).toBe(`/s/${stage.guild.id}/meo-mossalaha`);
    const found = await fetch(open);
    expect(found.status).toBe(200);
    expect(found.headers.get('x-robots-tag')).toBeNull();
    await page(stage.owner, 'off').message();
    expect((await fetch(open)).status).toBe(404);
    const acts = (await stage.app.ledgerStore.audit(stage.guild.id)).map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining(['page published', 'page made private']));
  });
});

describe('a claim that a moderator hides', () => {
  it('is gone from the page at the next request, its words, its note and its place in the table', async () => {
    const link = linksIn(await stage.asker.slash(stage.channel, 'page', {}).message())[0] ?? '';
    expect(await (await fetch(link)).text()).toContain('Germany has become an incubator');
    const about = { documentOwner: 'everyone', documentId: 'meo-mossalaha' };
    const who = { id: stage.moderator.id, role: 'moderator' as const, server: stage.guild.id };
    await stage.app.desk.hide(who, about, 15, 'A letter came in.');
    const html = await (await fetch(link)).text();
    expect(html).not.toContain('Germany has become an incubator');
    expect(html).toContain('[withheld while it is reviewed]');
    expect(html).not.toContain('id="c-15"');
  });
});
