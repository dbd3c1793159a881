import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderCard } from '../../src/discord/render-answer.ts';
import { wordsOf as drawnWords } from '../../src/discord/render-lines.ts';
import type { Bot } from '../../src/discord/start-bot.ts';
import { startBot } from '../../src/discord/start-bot.ts';
import { OperatorError } from '../../src/domain/errors.ts';
import { messageFlags } from '../../src/playground/protocol.ts';
import type { Message } from '../../src/playground/world.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { container, postMessage } from '../playground/stage.ts';
import { type BotStage, botParts, buttonOf, buttonsOf, keptLog, setBotStage, wordsOf } from './bot-stage.ts';

let stage: BotStage;
let bot: Bot;

beforeAll(async () => {
  stage = await setBotStage();
  bot = await stage.start();
});

afterAll(async () => {
  await bot.close();
  await stage.close();
});

let linesRead = 0;
afterEach(() => {
  const since = stage.lines.slice(linesRead);
  linesRead = stage.lines.length;
  expect(since.filter(({ level }) => level === 'error')).toEqual([]);
});

const question = 'What is Mossalaha?';
/** In the heading of quotes, whether they answer for certain or not. */
const claims = 'op-ed claims';

/** An answer to /ask, as everybody sees it. */
async function asked(words = question): Promise<Message> {
  return stage.asker.slash(stage.channel, 'ask', { question: words }).message();
}

/** The bodies of messages and edits among what the bot has sent so far. */
const sentMessages = () =>
  stage.discord.requests.filter(
    ({ body }) => typeof body === 'object' && body !== null && JSON.stringify(body).includes('"components"'),
  );

describe('/ask', () => {
  it('is answered in two lanes, with exact quotes, for everybody', async () => {
    const handle = stage.asker.slash(stage.channel, 'ask', { question });
    expect(await handle.answered()).toBe('deferred');
    const message = await handle.message();
    expect(handle.ephemeral).toBe(false);
    expect(wordsOf(message)).toContain(claims);
    expect(wordsOf(message)).toContain('**Independently verified**');
    expect(wordsOf(message)).toContain('reintegration program named "Mossalaha"');
    expect(Object.keys(buttonsOf(message))).toEqual([
      'Check source',
      expect.stringMatching(/^Evidence \(\d+\)$/),
      'More quotes',
      'Follow up',
      'Not right?',
      'Remove',
    ]);
    expect(message.flags & messageFlags.componentsV2).not.toBe(0);
    expect(message.flags & messageFlags.suppressEmbeds).not.toBe(0);
  });

  it('records what was shown, with where it went, and neither question nor person', async () => {
    const message = await asked();
    const id = buttonOf(message, 'Check source').split(':')[1] ?? '';
    const stored = () => stage.app.servers.shown(id, new Date(stage.now));
    await expect.poll(async () => (await stored())?.message).toBe(message.id);
    const shown = await stored();
    expect(shown).toMatchObject({
      server: stage.guild.id,
      channel: stage.channel.id,
      message: message.id,
      outcome: 'answered',
      locale: 'en-US',
      expiresAt: null,
    });
    expect(JSON.stringify(shown)).not.toContain(stage.asker.id);
    expect(JSON.stringify(shown)).not.toContain(question);
  });

  it('says so where the document does not address the question', async () => {
    const message = await asked('Why does the article say France shelters ISIS followers?');
    expect(wordsOf(message)).toContain('**The op-ed does not address this.** `France` does not occur in it.');
  });

  it.each([
    { what: 'only spaces', words: '   ', says: 'There are no words in this question.' },
    { what: 'only invisible characters', words: '\u200b\u200d\u2060\u200e', says: 'There are no words' },
    { what: 'only punctuation', words: '?!… **', says: 'There are no words' },
    { what: '3,000 characters', words: 'What is it? '.repeat(250), says: 'please ask it in at most 1,000' },
  ])('refuses $what for the asker alone', async ({ words, says }) => {
    const handle = stage.asker.slash(stage.channel, 'ask', { question: words });
    expect(wordsOf(await handle.message())).toContain(says);
    expect(handle.ephemeral).toBe(true);
  });

  it.each([
    { what: '@everyone', words: '@everyone @here What is Mossalaha?' },
    { what: 'Markdown', words: '**What** is ```Mossalaha```? # > [a](https://b.c)' },
    { what: 'mentions', words: 'Does <@1> say what Mossalaha is, <@&2>?' },
  ])('answers a question with $what and pings nobody', async ({ words }) => {
    const message = await asked(words);
    expect(wordsOf(message)).not.toBe('');
    expect(message.pings).toEqual([]);
  });

  it('answers an Arabic question by its names and says why', async () => {
    const message = await asked('ما هي المصالحة؟');
    expect(wordsOf(message)).toContain('This question seems to be in Arabic');
  });

  it('names the documents there are where one is unknown', async () => {
    const handle = stage.asker.slash(stage.channel, 'ask', { question, document: 'no`*such*“' });
    const message = await handle.message();
    expect(wordsOf(message)).toMatch(/^There is no document .*meo-mossalaha/);
    expect(wordsOf(message)).not.toMatch(/[“”]/);
    expect(Object.keys(buttonsOf(message))).toEqual(['Remove']);
  });

  it('offers documents by publisher, kind and id, never by title', async () => {
    const choices = await stage.asker.autocomplete(stage.channel, 'ask', 'document', 'MIDDLE').choices();
    expect(choices).toEqual([{ name: 'Middle East Online, op-ed · meo-mossalaha', value: 'meo-mossalaha' }]);
    expect(await stage.asker.autocomplete(stage.channel, 'ask', 'document', 'zzz').choices()).toEqual([]);
  });
});

describe('the buttons of an answer', () => {
  it('show the quote in its paragraph, page by page, to the presser alone', async () => {
    const answer = await asked();
    const pressed = stage.stranger.press(answer, buttonOf(answer, 'Check source'));
    const card = await pressed.message();
    expect(pressed.ephemeral).toBe(true);
    expect(wordsOf(card)).toMatch(/receipt `[0-9A-Z-]+`/);
    const first = wordsOf(card);
    const turned = stage.stranger.press(card, buttonOf(card, 'Next'));
    expect(await turned.answered()).toBe('deferred-update');
    const second = await turned.messageWhere((message) => wordsOf(message) !== first);
    expect(second.id).toBe(card.id);
    const back = stage.stranger.press(second, buttonOf(second, 'Previous'));
    expect(wordsOf(await back.messageWhere((message) => wordsOf(message) !== wordsOf(second)))).toBe(first);
  });

  it('show as many records as the label says', async () => {
    const answer = await asked();
    const [label = ''] = Object.keys(buttonsOf(answer)).filter((text) => text.startsWith('Evidence'));
    const pressed = stage.asker.press(answer, buttonOf(answer, 'Evidence'));
    const card = await pressed.message();
    expect(pressed.ephemeral).toBe(true);
    expect(label).toBe(`Evidence (${/of (\d+)/.exec(wordsOf(card))?.[1]})`);
  });

  it('show every record of the built-in ledger without shortening a page', async () => {
    const { assistant } = stage.app;
    const place = { server: 'everyone', channel: null, locale: null, expiresAt: null };
    const answer = await assistant.ask({ question, server: 'everyone' });
    const ledger = await assistant.ledgerOf(answer);
    const claimsOfAll = ledger.claims.map(({ number }) => ({ number, standing: 'not-checked' as const }));
    const shown = { ...assistant.shownOf(answer, place)!, claims: claimsOfAll };
    const { pages } = await assistant.evidence(shown, 0);
    expect(pages).toBeGreaterThan(10);
    for (let page = 0; page < pages; page++)
      expect(drawnWords(renderCard(await assistant.evidence(shown, page)))).not.toContain('Shortened');
  });

  it('show more quotes', async () => {
    const answer = await asked();
    const card = await stage.asker.press(answer, buttonOf(answer, 'More quotes')).message();
    expect(wordsOf(card)).toContain('**The op-ed also claims**');
  });

  it('ask a further question of the same document in the same place', async () => {
    const answer = await asked();
    const modal = await stage.stranger.press(answer, buttonOf(answer, 'Follow up')).modal();
    const sent = stage.stranger.submitModal(modal, { question: 'What does it say about `taqiyya`?' });
    const message = await sent.message();
    expect(sent.ephemeral).toBe(false);
    expect(wordsOf(message)).toMatch(/^-# Follow-up: `What does it say about 'taqiyya'\?`\n/);
    expect(wordsOf(message)).toContain(claims);
    expect(Object.keys(buttonsOf(message))).toContain('Remove');
  });

  it('refuse a further question without words for its asker alone', async () => {
    const answer = await asked();
    const modal = await stage.asker.press(answer, buttonOf(answer, 'Follow up')).modal();
    const sent = stage.asker.submitModal(modal, { question: ' \u200b ' });
    expect(wordsOf(await sent.message())).toContain('There are no words');
    expect(sent.ephemeral).toBe(true);
  });

  it('say one and the same sentence for an answer of another server and for ids that never were', async () => {
    const elsewhere = stage.discord.addChannel(stage.discord.addGuild('Elsewhere', stage.asker), 'general');
    const own = buttonOf(await asked(), 'Check source');
    const foreign = ['source', 'evidence', 'more', 'follow', 'ask', 'flag', 'report', 'source:1'].map((verb) =>
      own.replace('source', verb),
    );
    const ids = [...foreign, `h:${'A'.repeat(22)}:source`, 'h:-:source', 'h:x:source', 'something else'];
    for (const id of ids) {
      const forged = stage.discord.nextBotMessage(elsewhere);
      const body = {
        flags: messageFlags.componentsV2 | messageFlags.suppressEmbeds,
        allowed_mentions: { parse: [], replied_user: false },
        components: [container('A message', id)],
      };
      await postMessage(stage.discord, elsewhere.id, body);
      const pressed = stage.asker.press(await forged, id);
      expect(wordsOf(await pressed.message())).toBe(
        'This answer is no longer kept, so its buttons do nothing. Please ask again.',
      );
      expect(pressed.ephemeral).toBe(true);
    }
  });
});

describe('Remove', () => {
  it('lets the asker take an answer away, and forgets it', async () => {
    const answer = await asked();
    const id = buttonOf(answer, 'Check source').split(':')[1] ?? '';
    stage.asker.press(answer, buttonOf(answer, 'Remove'));
    await stage.discord.until(() => stage.discord.message(answer.id) === undefined || undefined, 'it to go');
    await expect.poll(() => stage.app.servers.shown(id, new Date(stage.now))).toBeUndefined();
  });

  it('is refused to anybody else', async () => {
    const answer = await asked();
    const pressed = stage.stranger.press(answer, buttonOf(answer, 'Remove'));
    const refusal = await pressed.followUp();
    expect(wordsOf(refusal)).toContain('Only the person who asked');
    expect(refusal.onlyFor).toBe(stage.stranger.id);
    expect(stage.discord.message(answer.id)).toBeDefined();
  });

  it('lets who may manage messages take an answer away, which is on record; an asker’s own removal is not', async () => {
    const removals = async () =>
      (await stage.app.ledgerStore.audit(stage.guild.id)).filter(({ act }) => act === 'removed').map(({ by }) => by);
    const before = await removals();
    const answer = await asked();
    stage.moderator.press(answer, buttonOf(answer, 'Remove'));
    await stage.discord.until(() => stage.discord.message(answer.id) === undefined || undefined, 'it to go');
    const own = await asked();
    stage.asker.press(own, buttonOf(own, 'Remove'));
    await stage.discord.until(() => stage.discord.message(own.id) === undefined || undefined, 'it to go');
    await expect.poll(removals).toEqual([...before, stage.moderator.id]);
  });

  it('lets the asker of a mention take the reply away, and nobody else', async () => {
    const reply = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, `${stage.discord.botMention} ${question}`);
    const answer = await reply;
    const pressed = stage.stranger.press(answer, buttonOf(answer, 'Remove'));
    expect(wordsOf(await pressed.followUp())).toContain('Only the person who asked');
    stage.asker.press(answer, buttonOf(answer, 'Remove'));
    await stage.discord.until(() => stage.discord.message(answer.id) === undefined || undefined, 'it to go');
  });

  it('takes an answer twice without an error', async () => {
    const answer = await asked();
    const remove = buttonOf(answer, 'Remove');
    stage.asker.press(answer, remove);
    stage.moderator.press(answer, remove);
    await stage.discord.until(() => stage.discord.message(answer.id) === undefined || undefined, 'it to go');
    expect(wordsOf(await asked())).toContain(claims);
  });
});

describe('"Check against the document"', () => {
  const menu = 'Check against the document';

  it('checks five sentences of a long message, each in a message for the asker alone', async () => {
    const sentences = Array.from({ length: 7 }, (_, at) => `Mossalaha has helped prisoner number ${at + 1}.`);
    const target = stage.stranger.say(stage.channel, sentences.join(' '));
    const handle = stage.asker.messageMenu(stage.channel, menu, target);
    const first = await handle.message();
    const last = await handle.followUp(3);
    expect(handle.ephemeral).toBe(true);
    expect(wordsOf(first)).toMatch(/^-# From the message, 1 of 5: `Mossalaha has helped prisoner number 1\.`/);
    expect(wordsOf(last)).toMatch(
      /^-# From the message, 5 of 5: .*\n-# Checked the first 5 sentences of the message; 2 more were left out/,
    );
    expect(handle.followUps.every(({ onlyFor }) => onlyFor === stage.asker.id)).toBe(true);
    expect(Object.keys(buttonsOf(first))).not.toContain('Remove');
    const card = await stage.asker.press(first, buttonOf(first, 'Check source')).message();
    expect(wordsOf(card)).toContain('receipt');
    expect(stage.discord.message(first.id)).toBeDefined();
  });

  it('forgets what it showed after 15 minutes, as nobody can edit it', async () => {
    const target = stage.stranger.say(stage.channel, 'Mossalaha is a programme.');
    const message = await stage.asker.messageMenu(stage.channel, menu, target).message();
    expect(wordsOf(message)).toMatch(/^-# From the message: `Mossalaha is a programme\.`/);
    const source = buttonOf(message, 'Check source');
    stage.now += 15 * 60_000;
    expect(wordsOf(await stage.asker.press(message, source).message())).toContain('no longer kept');
  });

  it('says so where there is no text', async () => {
    const handle = stage.asker.messageMenu(stage.channel, menu, await asked());
    expect(wordsOf(await handle.message())).toContain('no text of its own');
  });
});

describe('/source', () => {
  it('opens a receipt for the asker alone', async () => {
    const answer = await asked();
    const card = await stage.asker.press(answer, buttonOf(answer, 'Check source')).message();
    const receipt = /receipt `([0-9A-Z-]+)`/.exec(wordsOf(card))?.[1] ?? '';
    const handle = stage.stranger.slash(stage.channel, 'source', { receipt });
    const opened = await handle.message();
    expect(handle.ephemeral).toBe(true);
    expect(wordsOf(opened)).toBe(wordsOf(card));
  });

  it.each(['', 'nonsense', '1ZDHAE4C-1TA-1N-YR', '“`@everyone'])('says one sentence for %j', async (receipt) => {
    const message = await stage.asker.slash(stage.channel, 'source', { receipt }).message();
    expect(wordsOf(message)).toContain('There is no such receipt');
  });
});

describe('a message', () => {
  it('that mentions the bot is answered as a reply that pings nobody', async () => {
    const reply = stage.discord.nextBotMessage(stage.channel);
    const said = stage.asker.say(stage.channel, `${stage.discord.botMention} ${question}`);
    const answer = await reply;
    expect(answer.replyTo).toBe(said.id);
    expect(answer.pings).toEqual([]);
    expect(wordsOf(answer)).toContain(claims);
    expect(answer.nonce).toBe(said.id);
  });

  it('that only mentions the bot gets help', async () => {
    const reply = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, stage.discord.botMention);
    expect(wordsOf(await reply)).toContain('Mention me with a question');
  });

  it('that replies to an ordinary message of the bot is answered', async () => {
    const first = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, `${stage.discord.botMention} ${question}`);
    const to = await first;
    const second = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, 'What does it say about taqiyya?', { to });
    expect(wordsOf(await second)).toContain(claims);
  });

  it('to the bot alone is answered, and its buttons work there', async () => {
    const reply = stage.discord.nextBotMessage(stage.asker.dmChannel);
    stage.asker.dm(question);
    const answer = await reply;
    expect(wordsOf(answer)).toContain(claims);
    const id = buttonOf(answer, 'Check source').split(':')[1] ?? '';
    expect(await stage.app.servers.shown(id, new Date(stage.now))).toMatchObject({ server: 'everyone' });
    const card = await stage.asker.press(answer, buttonOf(answer, 'Check source')).message();
    expect(wordsOf(card)).toContain('receipt');
    stage.asker.press(answer, buttonOf(answer, 'Remove'));
    await stage.discord.until(() => stage.discord.message(answer.id) === undefined || undefined, 'it to go');
  });

  it('that cannot be answered as it was asked says why', async () => {
    const reply = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, `${stage.discord.botMention} ${'What? '.repeat(400)}`);
    const answer = await reply;
    expect(wordsOf(answer)).toContain('please ask it in at most 1,000');
    expect(Object.keys(buttonsOf(answer))).toEqual(['Remove']);
  });

  it('to others, or where the bot may not write, is left alone', async () => {
    const quiet = stage.discord.addChannel(stage.guild, 'quiet', [
      { id: stage.discord.botId, kind: 'member', allow: 0n, deny: 1n << 11n },
    ]);
    stage.asker.say(stage.channel, 'What is Mossalaha?');
    stage.asker.say(quiet, `${stage.discord.botMention} ${question}`);
    // What comes after them is answered, so they have been heard by then.
    const reply = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, stage.discord.botMention);
    expect(wordsOf(await reply)).toContain('Mention me');
    await expect.poll(() => stage.lines.some(({ fields }) => 'code' in fields && fields.code === 50_013)).toBe(true);
    expect(stage.discord.messagesIn(quiet)).toHaveLength(1);
  });
});

describe('the connection', () => {
  it('is taken up again after it broke', async () => {
    stage.discord.gateway.drop();
    await stage.discord.until(() => (stage.discord.gateway.connected === 0 ? true : undefined), 'the break');
    await stage.discord.until(
      () => (stage.discord.gateway.connected > 0 ? true : undefined),
      'it to be mended',
      15_000,
    );
    expect(wordsOf(await asked())).toContain(claims);
  });

  it('carries an answer through a rate limit, an error of Discord and a lost acknowledgement', async () => {
    const { faults } = stage.discord;
    faults.add({ kind: 'rate-limit', retryAfterMs: 50, method: 'PATCH' });
    expect(wordsOf(await asked())).toContain(claims);
    faults.add({ kind: 'error', status: 502, method: 'PATCH' });
    expect(wordsOf(await asked())).toContain(claims);
    for (const kind of ['reset', 'reset-after'] as const)
      for (const path of [/callback/, /@original/]) {
        faults.add({ kind, path });
        expect(wordsOf(await asked())).toContain(claims);
      }
  });
});

describe('everything that the bot sends', () => {
  it('pings nobody and grows no previews', async () => {
    const bodies = sentMessages().filter(({ path }) => !path.endsWith('/callback') && !path.includes('/commands'));
    expect(bodies.length).toBeGreaterThan(40);
    for (const { body } of bodies) {
      expect(body).toMatchObject({ allowed_mentions: { parse: [], replied_user: false } });
      expect(body).toMatchObject({
        flags: expect.toSatisfy((flags: number) => (flags & 4) !== 0 && (flags & 32_768) !== 0),
      });
    }
    expect(
      stage.discord
        .messagesIn(stage.channel)
        .flatMap((message) => (message.authorId === stage.discord.botId ? message.pings : [])),
    ).toEqual([]);
  });

  it.runIf(hasOpenApi)(`is what Discord's own description takes${withoutOpenApi}`, () => {
    const wrong = stage.discord.requests
      .filter(({ method }) => method !== 'GET' && method !== 'DELETE')
      .flatMap(({ method, path, body }) => validateRequest(method, path, body).map((problem) => `${path}: ${problem}`));
    expect(wrong).toEqual([]);
  });

  it('leaves nobody’s words and no token in the log', () => {
    const all = JSON.stringify(stage.lines);
    expect(all).not.toContain(stage.discord.token);
    expect(all).not.toContain('Mossalaha');
    expect(all).not.toMatch(/webhooks|interactions\//);
  });
});

describe('a start', () => {
  /** The permission with which Discord shows what is for servers only. */
  const seenWith: Readonly<Record<string, string | null>> = {
    desk: '8192',
    audit: '8192',
    export: '8192',
    settings: '32',
    feedback: '32',
    page: null,
    'Report a claim': null,
  };

  it('registers the commands for servers and DMs, in three languages', () => {
    const { commands } = stage.discord;
    expect(commands.map(({ body }) => body.name)).toEqual([
      'ask',
      'summary',
      'claims',
      'claim',
      'brief',
      'source',
      'page',
      'desk',
      'audit',
      'export',
      'settings',
      'feedback',
      'Check against the document',
      'Re-check this answer',
      'Report a claim',
    ]);
    for (const { body } of commands) {
      const needed = seenWith[body.name];
      const inServersOnly = { contexts: [0], integration_types: [0], default_member_permissions: needed };
      const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
      expect(body).toMatchObject(needed === undefined ? everywhere : inServersOnly);
      expect(Object.keys(body.name_localizations ?? {})).toEqual(['de', 'fr']);
    }
  });

  it('registers nothing again after a restart', async () => {
    const before = stage.discord.requests.length;
    await bot.close();
    const logged = stage.lines.length;
    bot = await stage.start();
    await expect
      .poll(() => stage.lines.slice(logged).map(({ message }) => message))
      .toContain('The commands are registered already');
    expect(stage.discord.requests.slice(before).filter(({ method }) => method === 'PUT')).toEqual([]);
    expect(wordsOf(await asked())).toContain(claims);
  });

  it('registers again where the commands are not those registered last', async () => {
    const before = stage.discord.requests.length;
    await stage.app.servers.setSetting('discord-commands', `${stage.discord.botId}/another fingerprint`);
    await bot.close();
    bot = await stage.start();
    const puts = () => stage.discord.requests.slice(before).filter(({ method }) => method === 'PUT');
    // what a storm does to an attempt says nothing about the bot
    const told = () => puts().map(({ status }) => status);
    await expect.poll(() => told().filter((status = 0) => status !== 429 && status < 500)).toEqual([200]);
  });

  it('finishes what runs before it ends', async () => {
    const running = stage.asker.slash(stage.channel, 'ask', { question });
    await running.answered();
    await bot.close();
    expect(wordsOf(await running.message())).toContain(claims);
    // the other end sees a connection closed a moment later
    await expect.poll(() => stage.discord.gateway.connected).toBe(0);
    bot = await stage.start();
  });

  const settings = () => ({
    ...botParts(stage.app),
    log: keptLog([]),
    now: () => new Date(stage.now),
  });

  it.each(['', 'nonsense', 'MTIz.wrong.token'])('says how to get a token where it is wrong: %j', async (token) => {
    const failure = await startBot({ ...settings(), token, apiUrl: stage.discord.apiUrl }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(OperatorError);
    expect(String(failure)).toContain('https://discord.com/developers/applications');
    if (token !== '') expect(JSON.stringify(failure) + String(failure)).not.toContain(token);
  });

  it('says so where Discord cannot be reached', async () => {
    const failure = await startBot({
      ...settings(),
      token: stage.discord.token,
      apiUrl: 'http://127.0.0.1:9/api',
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect(String(failure)).toContain('could not be reached at 127.0.0.1:9');
    expect(String(failure)).not.toContain(stage.discord.token);
  });
});
