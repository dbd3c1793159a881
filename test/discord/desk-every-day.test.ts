import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Bot } from '../../src/discord/start-bot.ts';
import { verifyChain } from '../../src/ledger/audit.ts';
import type { FieldValues } from '../../src/playground/filled-form.ts';
import type { Message } from '../../src/playground/world.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { buttonOf, buttonsOf, wordsOf } from './bot-stage.ts';
import { claim, type DeskStage, fill, forged, menuOf, pick, press, setDeskStage, told } from './desk-stage.ts';

let stage: DeskStage;
let bot: Bot;

beforeAll(async () => {
  stage = await setDeskStage();
  bot = await stage.start();
});

afterAll(async () => {
  await bot.close();
  await stage.close();
});

afterEach(() => {
  expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const labels = (message: Message): string[] => Object.keys(buttonsOf(message));
const question = 'What is Mossalaha?';
const ask = (words = question) => stage.asker.slash(stage.channel, 'ask', { question: words });
const settings = (): Promise<Message> => stage.owner.slash(stage.channel, 'settings').message();
const desk = (person = stage.moderator): Promise<Message> => person.slash(stage.channel, 'desk').message();

/** Changes settings as an owner does: by the button, the form, and what the card then says. */
async function change(label: string, values: FieldValues): Promise<string> {
  return wordsOf(await fill(stage.owner, await settings(), label, values));
}

async function flagAnswer(note: string): Promise<Message> {
  const answer = await ask().message();
  const modal = await stage.stranger.press(answer, buttonOf(answer, 'Not right?')).modal();
  await stage.stranger.submitModal(modal, { reason: 'other', note }).message();
  return answer;
}

describe('/desk', () => {
  it('lists what waits, most urgent first, and lets a moderator take and release it', async () => {
    const withdraw = async (number: string): Promise<void> => {
      const card = await claim(stage, stage.moderator, number);
      const form = await stage.moderator.press(card, buttonOf(card, 'Withdraw evidence')).modal();
      const menu = form.components.flatMap((one) =>
        'component' in one && one.component.type === 3 ? [one.component] : [],
      )[0];
      const sent = stage.moderator.submitModal(form, { record: [menu?.options[0]?.value ?? ''], reason: 'Gone.' });
      await sent.messageWhere((message) => wordsOf(message).startsWith('✓ Withdrawn'));
    };
    await withdraw('M-3');
    await withdraw('M-11');
    await flagAnswer('It misses the point.');
    const queue = await desk();
    const words = wordsOf(queue);
    expect(words).toMatch(/1 unchecked accusation · 1 other unchecked claim · 1 flag\./);
    expect(words.indexOf('M-11')).toBeLessThan(words.indexOf('M-3 '));
    const taking = pick(stage.moderator, queue, 'Take or release', 'M-11');
    expect(wordsOf(await taking.messageWhere((message) => wordsOf(message).includes('taken by you')))).toMatch(
      /^✓ Taken/,
    );
    const others = await desk(stage.second);
    expect(wordsOf(others)).toContain(`taken by ${stage.moderator.mention}`);
    expect(await told(pick(stage.second, others, 'Take or release', 'M-11'))).toContain(
      'Somebody else has taken this.',
    );
    const before = stage.now;
    stage.now += 25 * 60 * 60_000;
    expect(wordsOf(await desk(stage.second))).not.toContain('taken by');
    stage.now = before;
    const mine = await desk();
    const releasing = pick(stage.moderator, mine, 'Take or release', 'M-11');
    expect(wordsOf(await releasing.messageWhere((message) => wordsOf(message).startsWith('✓ Released')))).not.toContain(
      'taken by you',
    );
    const acts = (await stage.app.ledgerStore.audit(stage.guild.id)).filter(({ subject }) => subject === 'M-11');
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['taken', 'released']));
  });

  it('opens a claim to work on, and a flagged answer with what was said of it', async () => {
    const queue = await desk();
    const opened = await pick(stage.moderator, queue, 'Open', 'M-11').message();
    expect(labels(opened)).toContain('Propose');
    const flagged = await pick(stage.moderator, queue, 'Open', 'flag').message();
    expect(wordsOf(flagged)).toContain('`It misses the point.`');
    expect(wordsOf(flagged)).toContain(`https://discord.com/channels/${stage.guild.id}/${stage.channel.id}/`);
    expect(wordsOf(flagged)).not.toContain(stage.stranger.id);
    expect(labels(flagged)).toEqual(['File as a claim', 'Close']);
    await press(stage.moderator, flagged, 'Close');
    expect(wordsOf(await desk())).not.toContain('flag');
    expect(await told(pick(stage.moderator, queue, 'Take or release', 'flag'))).toContain(
      'This does not wait any more',
    );
  });
});

describe('/settings', () => {
  it('names a role whose members are moderators, whatever their permissions, and then only those', async () => {
    const role = stage.discord.addRole(stage.guild, 'checkers');
    const checker = stage.discord.addPerson('Vera');
    stage.discord.addMember(stage.guild, checker, [role]);
    expect(labels(await claim(stage, checker, 'M-7'))).not.toContain('Propose');
    const said = await change('Roles', { moderators: [role.id], owners: [] });
    expect(said).toMatch(/^✓ Changed\./);
    expect(said).toContain(`**Moderators**: <@&${role.id}>`);
    expect(labels(await claim(stage, checker, 'M-7'))).toContain('Propose');
    expect(labels(await claim(stage, stage.moderator, 'M-7'))).not.toContain('Propose');
    const desk = stage.moderator.slash(stage.channel, 'desk');
    expect(wordsOf(await desk.message())).toContain('Only moderators of this server can do this.');
    expect(labels(await claim(stage, stage.owner, 'M-7'))).toContain('Propose');
    await change('Roles', { moderators: [], owners: [] });
    expect(labels(await claim(stage, stage.moderator, 'M-7'))).toContain('Propose');
  });

  it('keeps answers to some channels and their asker, with a sentence elsewhere', async () => {
    const library = stage.discord.addChannel(stage.guild, 'library');
    await change('Channels', { desk: [], allowed: [library.id] });
    const handle = ask();
    expect(wordsOf(await handle.message())).toContain(`<#${library.id}>`);
    expect(handle.ephemeral).toBe(true);
    const reply = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, `${stage.discord.botMention} ${question}`);
    expect(wordsOf(await reply)).toContain('Please ask there');
    const there = stage.asker.slash(library, 'ask', { question });
    expect(wordsOf(await there.message())).toContain('op-ed claims');
    const thread = stage.asker.startThread(library, 'a question');
    expect(wordsOf(await stage.asker.slash(thread, 'ask', { question }).message())).toContain('op-ed claims');
    const direct = stage.asker.slash(stage.asker.dmChannel, 'ask', { question });
    expect(wordsOf(await direct.message())).toContain('op-ed claims');
    await change('Channels', { desk: [], allowed: [] });
    await change('Answers', { audience: 'ephemeral', cooldown: '0' });
    const alone = ask();
    expect(wordsOf(await alone.message())).toContain('op-ed claims');
    expect(alone.ephemeral).toBe(true);
    const refused = stage.discord.nextBotMessage(stage.channel);
    stage.asker.say(stage.channel, `${stage.discord.botMention} ${question}`);
    expect(wordsOf(await refused)).toContain('answers are for who asks alone');
    await change('Answers', { audience: 'public', cooldown: '0' });
  });

  it('lets each person wait between two questions, and others not for them', async () => {
    await change('Answers', { audience: 'public', cooldown: '60' });
    expect(wordsOf(await ask().message())).toContain('op-ed claims');
    const soon = ask();
    expect(wordsOf(await soon.message())).toMatch(/Everybody waits 60 seconds .* try again in \d+ seconds?\./);
    expect(soon.ephemeral).toBe(true);
    const other = stage.stranger.slash(stage.channel, 'ask', { question });
    expect(wordsOf(await other.message())).toContain('op-ed claims');
    stage.now += 61_000;
    expect(wordsOf(await ask().message())).toContain('op-ed claims');
    await change('Answers', { audience: 'public', cooldown: '0' });
  });

  it('allows one person to decide, and each such verdict says so', async () => {
    expect(await change('Verdicts', { persons: 'one' })).toContain('one person may decide');
    const card = await claim(stage, stage.moderator, 'M-9');
    const values = { label: 'not-enough-evidence', reason: 'Looked for, not found.', fact: '', asof: '' };
    const proposed = await fill(stage.moderator, card, 'Propose', values);
    expect(wordsOf(proposed)).toContain('One-person mode is on');
    expect(wordsOf(await press(stage.moderator, proposed, 'Approve'))).toContain('It says that one person decided.');
    expect(wordsOf(await claim(stage, stage.asker, 'M-9'))).toContain('one moderator (one-person mode)');
    await change('Verdicts', { persons: 'two' });
  });

  it('adopts, hides and switches off the starter ledger in one step', async () => {
    expect(await change('Starter ledger', { state: 'off', reason: 'We begin anew.' })).toContain(
      'as if it were not there',
    );
    expect(wordsOf(await stage.asker.slash(stage.channel, 'claims').message())).toContain('There is no such claim.');
    expect(await change('Starter ledger', { state: 'hidden', reason: 'Not confirmed.' })).toContain(
      'only once it is confirmed here',
    );
    expect(wordsOf(await claim(stage, stage.asker, 'M-7'))).toContain('not checked');
    expect(await change('Starter ledger', { state: 'adopted', reason: 'Read and found good.' })).toContain(
      'as this server’s own',
    );
    expect(wordsOf(await claim(stage, stage.asker, 'M-7'))).toMatch(/^\*\*M-7 · ¶ 5 · supported\*\*/);
    await change('Starter ledger', { state: 'listed', reason: 'As it was.' });
  });
});

describe('/audit', () => {
  it('says who did what and why, page by page, in a chain that verifies', async () => {
    const log = await stage.moderator.slash(stage.channel, 'audit').message();
    expect(wordsOf(log)).toContain('starter');
    expect(wordsOf(log)).toContain(stage.owner.mention);
    expect(wordsOf(log)).toContain('`As it was.`');
    const earlier = await press(stage.moderator, log, 'Earlier');
    expect(wordsOf(earlier)).toContain('settings-changed');
    expect(labels(earlier)).toContain('Latest');
    const records = await stage.app.ledgerStore.audit(stage.guild.id);
    const check = verifyChain(records, await stage.app.ledgerStore.digests(stage.guild.id));
    expect(check).toMatchObject({ ok: true, count: records.length });
    const refused = stage.asker.press(await forged(stage, stage.channel, 'd:-:audit:0'), 'd:-:audit:0');
    expect(wordsOf(await refused.message())).toContain('Only moderators');
  });
});

describe('/export', () => {
  it.each(['json', 'yaml', 'claimreview', 'web-annotation', 'averitec'])(
    'gives moderators the ledger as a file: %s',
    async (format) => {
      const handle = stage.moderator.slash(stage.channel, 'export', { format });
      const message = await handle.message();
      expect(handle.ephemeral).toBe(true);
      const [file, ...others] = message.attachments;
      expect(others).toEqual([]);
      const text = Buffer.from(file?.bytes ?? []).toString('utf8');
      expect(() => (format === 'yaml' ? parse(text) : JSON.parse(text))).not.toThrow();
      expect(text.length).toBeGreaterThan(1_000);
      for (const person of [stage.moderator, stage.owner]) expect(text).not.toContain(person.id);
    },
  );
});

describe('Show in channel', () => {
  it('puts what a moderator alone was shown into the channel', async () => {
    const message = stage.stranger.say(stage.channel, 'Germany has become an incubator for terrorists.');
    const own = await stage.moderator.messageMenu(stage.channel, 'Check against the document', message).message();
    const pressed = stage.moderator.press(own, buttonOf(own, 'Show in channel'));
    const shown = await pressed.message();
    expect(pressed.ephemeral).toBe(false);
    expect(wordsOf(shown)).toContain('op-ed');
    expect(labels(shown)).toContain('Remove');
    const acts = await stage.app.ledgerStore.audit(stage.guild.id);
    expect(acts.filter(({ act, by }) => act === 'shown in the channel' && by === stage.moderator.id)).toHaveLength(1);
    const others = await stage.asker.messageMenu(stage.channel, 'Check against the document', message).message();
    expect(labels(others)).not.toContain('Show in channel');
    const id = buttonOf(own, 'Show in channel');
    const refused = stage.asker.press(await forged(stage, stage.channel, id), id);
    expect(wordsOf(await refused.message())).toContain('Only moderators');
  });
});

describe('the desk’s channel', () => {
  it('is told what is new once an hour at most, across restarts, and nobody is pinged', async () => {
    const notices = stage.discord.addChannel(stage.guild, 'desk');
    await change('Channels', { desk: [notices.id], allowed: [] });
    const told = () => stage.discord.messagesIn(notices).map(wordsOf);
    const restart = async (): Promise<void> => {
      await bot.close();
      bot = await stage.start();
      await ask().message();
    };
    await restart();
    await expect.poll(told).toHaveLength(1);
    expect(told()[0]).toMatch(/^\*\*What waits for the moderators\*\*\n.*unchecked/);
    stage.now += 1_000;
    await flagAnswer('Another one.');
    await restart();
    expect(told()).toHaveLength(1);
    stage.now += 61 * 60_000;
    await flagAnswer('And one more.');
    await restart();
    await expect.poll(told).toHaveLength(2);
    expect(told()[1]).toMatch(/New since .*: 2 flags\.\nIn all: /);
    stage.now += 61 * 60_000;
    await restart();
    expect(told()).toHaveLength(2);
    expect(stage.discord.messagesIn(notices).flatMap(({ pings }) => pings)).toEqual([]);
  });
});

describe('everything that the desk sends', () => {
  it.runIf(hasOpenApi)(`is what Discord's own description takes${withoutOpenApi}`, () => {
    const wrong = stage.discord.requests
      .filter(({ method, path }) => method !== 'GET' && method !== 'DELETE' && !path.includes('attachment'))
      .flatMap(({ method, path, body }) => validateRequest(method, path, body).map((problem) => `${path}: ${problem}`));
    expect(wrong).toEqual([]);
  });

  it('names no claim’s words in a menu', async () => {
    for (const { label } of menuOf(await desk(), 'Open').options) expect(label).not.toMatch(/terror|Hajib/i);
  });
});
