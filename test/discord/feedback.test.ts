import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../src/discord/start-bot.ts';
import { flagReasons, flagReasonWords } from '../../src/domain/flagged-answer.ts';
import { messageFlags } from '../../src/playground/protocol.ts';
import type { Message } from '../../src/playground/world.ts';
import { hearsay } from '../cli/run-program.ts';
import { opEdText } from '../helpers/built-in.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { container, postMessage } from '../playground/stage.ts';
import { type BotStage, buttonOf, buttonsOf, setBotStage, wordsOf } from './bot-stage.ts';

const flagButton = 'Not right?';

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

// whatever a test left on is off again, and nothing failed silently
afterEach(async () => {
  await stage.app.servers.setKeepsQuestions(stage.guild.id, false);
  expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const asked = (question: string): Promise<Message> => stage.asker.slash(stage.channel, 'ask', { question }).message();

/** What `/feedback` says to the owner, who alone reads it. */
async function feedback(keep?: 'on' | 'off'): Promise<string> {
  const handle = stage.owner.slash(stage.channel, 'feedback', keep === undefined ? {} : { keep });
  const message = await handle.message();
  expect(handle.ephemeral).toBe(true);
  return wordsOf(message);
}

/** Says that an answer is not right. @returns what the bot answers to that */
async function flag(answer: Message, reason: string, note = ''): Promise<string> {
  const modal = await stage.stranger.press(answer, buttonOf(answer, flagButton)).modal();
  const sent = stage.stranger.submitModal(modal, { reason, note });
  const message = await sent.message();
  expect(sent.ephemeral).toBe(true);
  return wordsOf(message);
}

const label = (input: string) => hearsay(['eval', 'label'], { dataDir: stage.folder, input });
const waiting = async () => (await hearsay(['eval', 'label', '--list'], { dataDir: stage.folder })).stdout;
const flagged = () => stage.app.servers.flagged(new Date(stage.now));

/** Every byte under the data folder, the database's and its log's among them. */
async function everythingKept(): Promise<Buffer> {
  const entries = await readdir(stage.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))));
}

describe('without /feedback keep:on', () => {
  it('a flag waits for the moderators, and no byte of a question is stored', async () => {
    const answer = await asked('What is Mossalaha, wondered Xanthippe?');
    expect(await flag(answer, 'other', 'Look again.')).toBe(
      'Thank you. The moderators will look at this answer; it is not noted who said so.',
    );
    expect(await stage.app.servers.answerFlags(stage.guild.id)).toMatchObject([
      { reason: 'other', note: 'Look again.' },
    ]);
    expect(await flagged()).toEqual([]);
    const bytes = await everythingKept();
    expect(bytes.includes('shown_answer')).toBe(true);
    expect(bytes.includes('Xanthippe')).toBe(false);
  });
});

describe('/feedback', () => {
  it('is offered in servers, to those who may manage them', () => {
    expect(stage.owner.commandsIn(stage.channel)).toContain('feedback');
    expect(stage.asker.commandsIn(stage.channel)).not.toContain('feedback');
    expect(stage.moderator.commandsIn(stage.channel)).not.toContain('feedback');
    expect(stage.owner.commandsIn(stage.owner.dmChannel)).not.toContain('feedback');
  });

  it('says how it is, and what is kept, for how long, and how to end it', async () => {
    expect(await feedback()).toMatch(/^Feedback is off in this server: no question is kept\./);
    for (const words of [await feedback('on'), await feedback()]) {
      expect(words).toMatch(/^Feedback is on in this server\./);
      for (const part of ['question’s words', 'which passages', 'the reason', 'never keep who', '90 days', 'keep:off'])
        expect(words).toContain(part);
    }
    expect(await feedback('off')).toMatch(/^Feedback is off .*\n.* are deleted\./);
    expect(await feedback()).toMatch(/^Feedback is off/);
  });

  it('deletes what was kept when it is turned off, and flags from then on are the moderators’ alone', async () => {
    await feedback('on');
    const answer = await asked('What is Mossalaha?');
    await flag(answer, 'other');
    const opened = await stage.asker.press(answer, buttonOf(answer, flagButton)).modal();
    await feedback('off');
    expect(await flagged()).toEqual([]);
    const late = stage.asker.submitModal(opened, { reason: 'other' });
    expect(wordsOf(await late.message())).toContain('Thank you. The moderators will look');
    expect(late.ephemeral).toBe(true);
    await feedback('on');
    expect(await flagged()).toEqual([]);
  });
});

describe('with /feedback keep:on', () => {
  it('public answers can be flagged, also one to a mention; those for one person or outside of servers cannot', async () => {
    await feedback('on');
    const answer = await asked('What is Mossalaha?');
    expect(Object.keys(buttonsOf(answer)).slice(-2)).toEqual([flagButton, 'Remove']);
    const mentioned = stage.discord.nextBotMessage(stage.channel);
    const message = stage.asker.say(stage.channel, `${stage.discord.botMention} What is Mossalaha?`);
    expect(Object.keys(buttonsOf(await mentioned))).toContain(flagButton);
    const own = await stage.asker.messageMenu(stage.channel, 'Check against the document', message).message();
    expect(Object.keys(buttonsOf(own))).toContain('Follow up');
    expect(Object.keys(buttonsOf(own))).not.toContain(flagButton);
    const direct = stage.discord.nextBotMessage(stage.asker.dmChannel);
    stage.asker.dm('What is Mossalaha?');
    expect(Object.keys(buttonsOf(await direct))).not.toContain(flagButton);
  });

  it('a flag is kept with its question and nobody’s id, one a reason', async () => {
    await feedback('on');
    const answer = await asked(`What does ${stage.stranger.mention} say Mossalaha is, ${stage.asker.id}?`);
    expect(await flag(answer, 'wrong-passage', `  Ask ${stage.asker.mention}:\n see   ¶ 4 `)).toContain('Thank you');
    expect(await flag(answer, 'wrong-passage', 'Again.')).toContain('Thank you');
    expect(await flag(answer, 'no-answer', '\u200b')).toContain('Thank you');
    const [kept, ...others] = await flagged();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      shown: { server: stage.guild.id, message: answer.id },
      question: { words: 'What does @somebody say Mossalaha is, @somebody?', language: 'en' },
    });
    expect(kept?.flags.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([
      { reason: 'no-answer', note: null },
      { reason: 'wrong-passage', note: 'Ask @somebody: see ¶ 4' },
    ]);
    // of the owner the audit log says who switched it on
    for (const person of [stage.asker, stage.stranger])
      expect((await everythingKept()).includes(person.id)).toBe(false);
  });

  it('a question is forgotten with its answer, and after 90 days', async () => {
    await feedback('on');
    const removed = await asked('What is Mossalaha?');
    await flag(removed, 'other');
    stage.asker.press(removed, buttonOf(removed, 'Remove'));
    await expect.poll(flagged).toEqual([]);
    const answer = await asked('What is Mossalaha?');
    await flag(answer, 'other');
    const before = stage.now;
    stage.now = before + 90 * 24 * 60 * 60_000;
    expect(await flagged()).toEqual([]);
    expect(await flag(answer, 'no-answer')).toContain('Thank you. The moderators will look');
    expect(await flagged()).toEqual([]);
    stage.now = before;
  });

  it('questions are forgotten with answers that a moderator deletes without our button, one or many', async () => {
    await feedback('on');
    const answers: Message[] = [];
    for (const question of ['What is Mossalaha?', 'What is taqiyya?', 'Who is Hajib?'])
      answers.push(await asked(question));
    for (const answer of answers) await flag(answer, 'other');
    const [one, ...others] = answers;
    const waitingIn = async () => (await flagged()).map(({ shown }) => shown.message).toSorted();
    stage.moderator.delete(one!);
    await expect.poll(waitingIn).toEqual(others.map(({ id }) => id));
    stage.moderator.deleteAll(others);
    await expect.poll(flagged).toEqual([]);
  });

  it('questions are forgotten where the bot is sent away from their server', async () => {
    const guild = stage.discord.addGuild('Short visit', stage.asker);
    const channel = stage.discord.addChannel(guild, 'general');
    await feedback('on');
    await stage.asker.slash(channel, 'feedback', { keep: 'on' }).message();
    const theirs = await stage.asker.slash(channel, 'ask', { question: 'What is Mossalaha?' }).message();
    const here = await asked('What is Mossalaha?');
    const press = (answer: Message) => stage.asker.press(answer, buttonOf(answer, flagButton));
    stage.asker.submitModal(await press(theirs).modal(), { reason: 'other' });
    await flag(here, 'other');
    await expect.poll(async () => (await flagged()).length).toBe(2);
    stage.discord.sendBotAway(guild);
    await expect.poll(async () => (await flagged()).map(({ shown }) => shown.server)).toEqual([stage.guild.id]);
    expect(await stage.app.servers.keepsQuestions(guild.id)).toBe(false);
  });

  it('a flag without one of the reasons is refused', async () => {
    await feedback('on');
    const answer = await asked('What is Mossalaha?');
    const id = buttonOf(answer, flagButton).replace('flag', 'report');
    const forged = stage.discord.nextBotMessage(stage.channel);
    await postMessage(stage.discord, stage.channel.id, {
      flags: messageFlags.componentsV2 | messageFlags.suppressEmbeds,
      allowed_mentions: { parse: [], replied_user: false },
      components: [container('A message', id)],
    });
    expect(wordsOf(await stage.asker.press(await forged, id).message())).toContain('Pick what is wrong');
    expect(await flagged()).toEqual([]);
  });

  it('another server keeps nothing, and its people cannot flag this one’s answers', async () => {
    await feedback('on');
    const answer = await asked('What is Mossalaha?');
    const elsewhere = stage.discord.addChannel(stage.discord.addGuild('Elsewhere', stage.asker), 'general');
    const theirs = await stage.asker.slash(elsewhere, 'ask', { question: 'What is Mossalaha, Xenia?' }).message();
    expect(Object.keys(buttonsOf(theirs))).toContain(flagButton);
    for (const id of ['flag', 'report'].map((verb) => buttonOf(answer, flagButton).replace('flag', verb))) {
      const forged = stage.discord.nextBotMessage(elsewhere);
      await postMessage(stage.discord, elsewhere.id, {
        flags: messageFlags.componentsV2 | messageFlags.suppressEmbeds,
        allowed_mentions: { parse: [], replied_user: false },
        components: [container('A message', id)],
      });
      expect(wordsOf(await stage.asker.press(await forged, id).message())).toContain('no longer kept');
    }
    expect(await flagged()).toEqual([]);
    expect((await everythingKept()).includes('Xenia')).toBe(false);
  });

  it('a flagged answer becomes a label at the command line, and its question goes', async () => {
    await feedback('on');
    const first = 'What is Mossalaha?';
    await flag(await asked(first), 'wrong-passage', 'Not this one \x1b[31m');
    stage.now += 1_000;
    await flag(await asked('Who shelters ISIS followers in France?'), 'in-document');
    stage.now += 1_000;
    await flag(await asked('What does it say about taqiyya?'), 'other');
    expect(await waiting()).toBe('3 flagged answers wait to be labelled.\n');
    const { code, stdout, stderr } = await label('what?\n99\n2, 4\nn\ns\nnever heard\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const words of [
      `1 of 3 · \`${first}\``,
      `${flagReasonWords['wrong-passage']}: \`Not this one`,
      '3 of 3 · `What does it say about taqiyya?`',
      'It said that the document does not address this',
      '2 labels added to ',
      '1 answer skipped',
    ])
      expect(stdout).toContain(words);
    expect(stdout.match(/Type the numbers/g)).toHaveLength(5);
    expect(stdout).not.toContain('\x1b');
    expect(stdout).not.toContain(stage.guild.id);
    expect(stdout).not.toContain('Reading group');
    const lines = (await readFile(join(stage.folder, 'labels.jsonl'), 'utf8')).trim().split('\n');
    const [answered, notAddressed, ...others] = lines.map((line) => JSON.parse(line));
    expect(others).toEqual([]);
    expect(answered).toEqual({
      id: expect.stringMatching(/^labelled-[0-9a-f]{16}$/),
      kind: 'labelled',
      language: 'en',
      question: first,
      outcome: 'answered',
      right: [expect.any(String), expect.any(String)],
      document: 'meo-mossalaha',
      revision: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const words of answered.right) {
      expect(opEdText).toContain(words);
      expect(stdout).toContain(`“${words}”`);
    }
    expect(notAddressed).toMatchObject({ question: 'Who shelters ISIS followers in France?', right: [] });
    expect(notAddressed.outcome).toBe('not-addressed');
    expect((await flagged()).map(({ question }) => question.words)).toEqual(['What does it say about taqiyya?']);
    expect(await waiting()).toBe('1 flagged answer waits to be labelled.\n');
  });
});

describe('the form of a flag', () => {
  it('asks for one of the reasons and takes a sentence', async () => {
    await feedback('on');
    const answer = await asked('What is Mossalaha?');
    const modal = await stage.stranger.press(answer, buttonOf(answer, flagButton)).modal();
    const fields = modal.components.flatMap((one) => ('component' in one ? [one.component] : []));
    expect(fields.map(({ custom_id, type }) => [custom_id, type])).toEqual([
      ['reason', 21],
      ['note', 4],
    ]);
    expect(fields).toMatchObject([{ options: flagReasons.map((value) => ({ value })) }, { max_length: 300 }]);
  });

  it.runIf(hasOpenApi)(`is what Discord's own description takes${withoutOpenApi}`, () => {
    const wrong = stage.discord.requests
      .filter(({ method }) => method !== 'GET' && method !== 'DELETE')
      .flatMap(({ method, path, body }) => validateRequest(method, path, body).map((problem) => `${path}: ${problem}`));
    expect(wrong).toEqual([]);
  });
});
