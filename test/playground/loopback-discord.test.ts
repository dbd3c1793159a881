import {
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  type Client,
  type DiscordAPIError,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { displayedText } from '../../src/playground/discord-limits.ts';
import { ImpossibleAction } from '../../src/playground/impossible-action.ts';
import type { InteractionHandle } from '../../src/playground/interaction-handle.ts';

import { hasOpenApi, validateRequest, withoutOpenApi } from './openapi.ts';
import { container, logIn, makeClient, type Stage, setStage } from './stage.ts';

const commands: RESTPutAPIApplicationCommandsJSONBody = [
  {
    name: 'ask',
    description: 'Ask the document',
    options: [
      { type: 3, name: 'question', description: 'What to ask', required: true, max_length: 2_000 },
      { type: 3, name: 'document', description: 'Which document', autocomplete: true },
    ],
  },
  { type: 3, name: 'Check against the document' },
  { name: 'desk', description: 'For moderators', default_member_permissions: '32', contexts: [0] },
];
const v2 = MessageFlags.IsComponentsV2;
const noPings = { parse: [] };
const form: APIModalInteractionResponseCallbackData = {
  custom_id: 'follow-up-form',
  title: 'Follow up',
  components: [
    {
      type: 18,
      label: 'Your question',
      component: { type: 4, custom_id: 'question', style: 2, required: true, max_length: 300 },
    },
    { type: 10, content: 'It is asked of the same document.' },
  ],
};

vi.setConfig({ testTimeout: 5_000 });
let time = 0;
let stage: Stage;
let client: Client<true>;

beforeEach(async () => {
  time = Date.now();
  stage = await setStage({ now: () => time });
  client = makeClient(stage.discord);
});
afterEach(async () => {
  await client.destroy();
  await stage.discord.close();
});

/** Logs in with commands registered and one handler for all interactions. */
async function withBot(handle: (interaction: Interaction) => Promise<unknown>): Promise<void> {
  client.on('interactionCreate', (interaction) => void handle(interaction));
  await logIn(client, stage.discord.token);
  await client.application.commands.set(commands);
}

/** Lets a person ask, and the bot answer by `act`. @returns what `act` gave back, and the person's side of it */
async function asking<T>(
  act: (interaction: ChatInputCommandInteraction) => Promise<T>,
  person = stage.member,
): Promise<{ readonly value: T; readonly asked: InteractionHandle }> {
  await logIn(client, stage.discord.token);
  await client.application.commands.set(commands);
  const value = new Promise<T>((resolve, reject) => {
    client.once('interactionCreate', (interaction) => {
      if (interaction.isChatInputCommand()) act(interaction).then(resolve, reject);
    });
  });
  const asked = person.slash(stage.channel, 'ask', { question: 'What is it?' });
  return { value: await value, asked };
}

describe('a discord.js client', () => {
  it('logs in and finds its servers, channels and itself', async () => {
    await logIn(client, stage.discord.token);
    expect(client.user.id).toBe(stage.discord.botId);
    expect(client.guilds.cache.get(stage.guild.id)?.available).toBe(true);
    expect(client.guilds.cache.get(stage.guild.id)?.ownerId).toBe(stage.owner.id);
    expect(client.channels.cache.has(stage.channel.id)).toBe(true);
    const application = await client.application.fetch();
    expect(application.id).toBe(stage.discord.botId);
  });

  it('is refused with a wrong token', async () => {
    await expect(client.login('not.a.token')).rejects.toThrow('An invalid token was provided.');
  });

  it('is refused with an intent that the application lacks', async () => {
    const greedy = makeClient(stage.discord, [GatewayIntentBits.MessageContent]);
    await expect(greedy.login(stage.discord.token)).rejects.toThrow('Used disallowed intents');
    await greedy.destroy();
  });

  it('registers commands, and keeps their ids where names stay', async () => {
    await logIn(client, stage.discord.token);
    const first = await client.application.commands.set(commands);
    const [ask] = commands;
    const second = await client.application.commands.set(ask === undefined ? [] : [ask]);
    expect(first.size).toBe(3);
    expect(second.map(({ id }) => id)).toEqual([first.find(({ name }) => name === 'ask')?.id]);
    expect(stage.member.commandsIn(stage.channel)).toEqual(['ask']);
  });

  it('has its commands for moderators hidden from members and in DMs', async () => {
    await withBot(async () => undefined);
    expect(stage.moderator.commandsIn(stage.channel)).toContain('desk');
    expect(stage.member.commandsIn(stage.channel)).not.toContain('desk');
    expect(stage.moderator.commandsIn(stage.moderator.dmChannel)).not.toContain('desk');
    expect(() => stage.member.slash(stage.channel, 'desk')).toThrow(ImpossibleAction);
  });
});

describe('a slash command', () => {
  it('is deferred in public and answered by an edit in Components V2', async () => {
    await withBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      const text = `You asked: ${interaction.options.getString('question', true)}`;
      await interaction.editReply({ flags: v2, components: [container(text, 'more')], allowedMentions: noPings });
    });
    const asked = stage.member.slash(stage.channel, 'ask', { question: 'What is it?' });
    expect(await asked.answered()).toBe('deferred');
    const message = await asked.message();
    expect(displayedText(message.components)).toBe('You asked: What is it?');
    expect(message.flags).toBe(v2);
    expect(asked.ephemeral).toBe(false);
    expect(stage.discord.messagesSeenBy(stage.owner, stage.channel)).toEqual([message]);
  });

  it('carries the person, the server and the permissions', async () => {
    const { value: interaction } = await asking(async (received) => {
      await received.reply('ok');
      return received;
    }, stage.moderator);
    expect(interaction.user.id).toBe(stage.moderator.id);
    expect(interaction.guildId).toBe(stage.guild.id);
    expect(interaction.inCachedGuild() && interaction.channel?.id).toBe(stage.channel.id);
    expect(interaction.memberPermissions?.has('ManageGuild')).toBe(true);
    expect(interaction.memberPermissions?.has('Administrator')).toBe(false);
  });

  it('stays ephemeral as it was deferred, whatever the edit says, and only its person sees it', async () => {
    await withBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: 'Between us.' });
      await interaction.followUp({ content: 'And this in public.' });
    });
    const asked = stage.member.slash(stage.channel, 'ask', { question: 'Secret?' });
    const message = await asked.message();
    const followUp = await asked.followUp();
    expect(asked.ephemeral).toBe(true);
    expect(stage.discord.messagesSeenBy(stage.member, stage.channel)).toEqual([message, followUp]);
    expect(stage.discord.messagesSeenBy(stage.owner, stage.channel)).toEqual([followUp]);
  });

  it('gets its first follow-up into the message that is still thinking', async () => {
    await withBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.followUp({ content: 'Here.', flags: MessageFlags.Ephemeral });
    });
    const asked = stage.member.slash(stage.channel, 'ask', { question: 'Slow?' });
    expect((await asked.message()).content).toBe('Here.');
    expect(asked.ephemeral).toBe(false);
    expect(asked.followUps).toEqual([]);
  });

  it('gives the response back where it is asked for', async () => {
    const { value, asked } = await asking((received) => received.reply({ content: 'Here.', withResponse: true }));
    expect(value.resource?.message?.content).toBe('Here.');
    expect(value.interaction.responseMessageId).toBe(asked.response?.id);
  });

  it('can have its answer fetched, edited and deleted', async () => {
    const { value: fetched, asked } = await asking(async (interaction) => {
      await interaction.reply('First');
      const { content } = await interaction.fetchReply();
      await interaction.editReply('Second');
      return content;
    });
    expect(fetched).toBe('First');
    expect((await asked.messageWhere(({ content }) => content === 'Second')).editedAt).toBe(time);
    const { token } = asked;
    await client.rest.delete(`/webhooks/${stage.discord.botId}/${token}/messages/@original`, { auth: false });
    expect(asked.response).toBeUndefined();
  });

  it('cannot be sent as the client would not send it', async () => {
    await withBot(async () => undefined);
    const { member, channel } = stage;
    expect(() => member.slash(channel, 'ask')).toThrow('/ask needs "question"');
    expect(() => member.slash(channel, 'ask', { question: 'x', page: 2 })).toThrow('/ask has no option "page"');
    expect(() => member.slash(channel, 'ask', { question: 'x'.repeat(2_001) })).toThrow('at most 2000 characters');
  });
});

describe('the deadlines', () => {
  const codeOf = (attempt: Promise<unknown>): Promise<number | string | undefined> =>
    attempt.then(
      () => undefined,
      (error: DiscordAPIError) => error.code,
    );

  it('refuse an answer after 3 seconds with 10062', async () => {
    const { value: code, asked } = await asking((interaction) => {
      time += 3_001;
      return codeOf(interaction.deferReply());
    });
    expect(code).toBe(10062);
    expect(asked.answer).toBeUndefined();
  });

  it('take an answer at 3 seconds', async () => {
    const { value: code } = await asking((interaction) => {
      time += 3_000;
      return codeOf(interaction.deferReply());
    });
    expect(code).toBeUndefined();
  });

  it('refuse a second answer with 40060', async () => {
    const { value: code } = await asking(async (interaction) => {
      const { id, token } = interaction;
      await interaction.deferReply();
      const again = { body: { type: 4, data: { content: 'again' } }, auth: false };
      return codeOf(client.rest.post(`/interactions/${id}/${token}/callback`, again));
    });
    expect(code).toBe(40060);
  });

  it('let a token edit for 15 minutes, then refuse with 50027', async () => {
    const { value: codes, asked } = await asking(async (interaction) => {
      await interaction.deferReply();
      time += 15 * 60_000;
      const before = await codeOf(interaction.editReply('in time'));
      time += 1;
      return [before, await codeOf(interaction.editReply('too late'))];
    });
    expect(codes).toEqual([undefined, 50027]);
    expect(asked.response?.content).toBe('in time');
  });

  it('leave public answers to be edited as messages', async () => {
    const { value: message } = await asking(async (interaction) => {
      await interaction.reply('old');
      return interaction.fetchReply();
    });
    time += 60 * 60_000;
    await message.edit({ content: 'corrected', allowedMentions: noPings });
    expect(stage.discord.message(message.id)?.content).toBe('corrected');
  });

  it('refuse to edit an ephemeral answer as a message with 10008', async () => {
    const { value: code } = await asking(async (interaction) => {
      await interaction.reply({ content: 'between us', flags: MessageFlags.Ephemeral });
      const { id } = await interaction.fetchReply();
      const path = `/channels/${interaction.channelId}/messages/${id}` as const;
      return codeOf(client.rest.patch(path, { body: { content: 'changed' } }));
    });
    expect(code).toBe(10008);
  });

  it('refuse an unknown token with 10015', async () => {
    await logIn(client, stage.discord.token);
    const path = `/webhooks/${stage.discord.botId}/nobody/messages/@original` as const;
    expect(await codeOf(client.rest.patch(path, { body: { content: 'x' }, auth: false }))).toBe(10015);
  });
});

describe('limits', () => {
  const refusal = async (reply: object): Promise<DiscordAPIError> => {
    const { value: error } = await asking((interaction) =>
      interaction.reply(reply).then(
        () => expect.fail('was not refused'),
        (reason: DiscordAPIError) => reason,
      ),
    );
    return error;
  };

  it('are refused with 50035, and the path leads into the callback', async () => {
    const error = await refusal({ flags: v2, components: [container('x', 'y'.repeat(101))] });
    expect(error.code).toBe(50035);
    expect(error.message).toContain(
      'data.components[0].components[1].components[0].custom_id[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 100 in length.',
    );
  });

  it('count the whole message', async () => {
    const error = await refusal({
      flags: v2,
      components: [container('x'.repeat(2_500)), container('y'.repeat(1_501))],
    });
    expect(error.message).toContain('data.components[COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED]');
  });

  it('do not use up the one answer', async () => {
    const { asked } = await asking(async (interaction) => {
      await interaction.reply('x'.repeat(2_001)).catch(() => undefined);
      await interaction.reply('shorter');
    });
    expect(asked.response?.content).toBe('shorter');
  });

  it('keep Components V2 once it is set', async () => {
    const { value: error } = await asking(async (interaction) => {
      await interaction.reply({ flags: v2, components: [container('x')] });
      return interaction.editReply({ content: 'plain', flags: MessageFlags.SuppressEmbeds }).catch((reason) => reason);
    });
    expect(error.message).toContain('flags[MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG]');
  });
});

describe('buttons and forms', () => {
  it('answer a press, with a form, whose answer is a message', async () => {
    await withBot(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ flags: v2, components: [container('x', 'follow')] });
      if (interaction.isButton()) await interaction.showModal(form);
      if (interaction.isModalSubmit())
        await interaction.reply(`${interaction.customId}: ${interaction.fields.getTextInputValue('question')}`);
    });
    const { member, channel } = stage;
    const answer = await member.slash(channel, 'ask', { question: 'What is it?' }).message();
    const modal = await member.press(answer, 'follow').modal();
    expect(modal.title).toBe('Follow up');
    const reply = await member.submitModal(modal, { question: 'And why?' }).message();
    expect(reply.content).toBe('follow-up-form: And why?');
    expect(reply.replyTo).toBe(answer.id);
  });

  it('do not answer a form with a form', async () => {
    let refused: unknown;
    await withBot(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(form);
      if (interaction.isModalSubmit()) {
        const body = { body: { type: 9, data: form }, auth: false };
        const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
        refused = await client.rest.post(path, body).catch((error) => error);
        await interaction.reply('ok');
      }
    });
    const { member, channel } = stage;
    const modal = await member.slash(channel, 'ask', { question: 'x' }).modal();
    await member.submitModal(modal, { question: 'y' }).message();
    expect(String(refused)).toContain('type[BASE_TYPE_CHOICES]: Value must be one of {4, 5}.');
  });

  it('update the message that the button stands in', async () => {
    await withBot(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ flags: v2, components: [container('one', 'now', 'later')] });
      if (!interaction.isButton()) return;
      const components = [container(`${interaction.customId} pressed`, 'now', 'later')];
      if (interaction.customId === 'now') await interaction.update({ components });
      else {
        await interaction.deferUpdate();
        await interaction.editReply({ components });
      }
    });
    const { member, owner, channel, discord } = stage;
    const answer = await member.slash(channel, 'ask', { question: 'x' }).message();
    const textNow = (): string => displayedText(discord.message(answer.id)?.components ?? []);
    expect(await owner.press(answer, 'now').answered()).toBe('update');
    expect(textNow()).toBe('now pressed');
    const later = owner.press(answer, 'later');
    await later.messageWhere(({ components }) => displayedText(components) === 'later pressed');
    expect(later.answer).toBe('deferred-update');
    expect(discord.messagesIn(channel)).toHaveLength(1);
  });

  it('cannot be pressed by who does not see them, where they are not, or disabled', async () => {
    const disabled = { type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'off', disabled: true }] };
    await withBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({ content: 'x', components: [disabled], flags: MessageFlags.Ephemeral });
    });
    const { member, owner, channel } = stage;
    const answer = await member.slash(channel, 'ask', { question: 'x' }).message();
    expect(() => owner.press(answer, 'off')).toThrow('Olga cannot see that message');
    expect(() => member.press(answer, 'off')).toThrow('"off" is disabled');
    expect(() => member.press(answer, 'on')).toThrow('The message has no "on" (off)');
  });

  it('check a form before it is sent', async () => {
    await withBot(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(form);
    });
    const { member, owner, channel } = stage;
    const modal = await member.slash(channel, 'ask', { question: 'x' }).modal();
    expect(() => member.submitModal(modal, {})).toThrow('The form needs "question"');
    expect(() => member.submitModal(modal, { question: 'x'.repeat(301) })).toThrow('"question" takes 0 to 300');
    expect(() => member.submitModal(modal, { other: 'x' })).toThrow('The form has no field "other"');
    expect(() => owner.submitModal(modal, { question: 'x' })).toThrow('opened for somebody else');
  });
});

describe('other ways to ask', () => {
  it('completes while a person types', async () => {
    await withBot(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([
        { name: `${name} ${value} ${interaction.options.getString('question')}`, value: 'd1' },
      ]);
    });
    const typed = stage.member.autocomplete(stage.channel, 'ask', 'document', 'mo', { question: 'q' });
    expect(await typed.choices()).toEqual([{ name: 'document mo q', value: 'd1' }]);
    expect(() => stage.member.autocomplete(stage.channel, 'ask', 'question', 'x')).toThrow('no option "question"');
  });

  it('hands a message to a message menu with its words, which the bot cannot read otherwise', async () => {
    let read: string | undefined;
    client.on('messageCreate', (message) => {
      if (!message.author.bot) read = message.content;
    });
    await withBot(async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      await interaction.reply({ content: `“${interaction.targetMessage.content}”`, flags: MessageFlags.Ephemeral });
    });
    const { member, owner, channel } = stage;
    const said = owner.say(channel, 'The earth is flat.');
    const checked = member.messageMenu(channel, 'Check against the document', said);
    expect((await checked.message()).content).toBe('“The earth is flat.”');
    expect(checked.ephemeral).toBe(true);
    expect(read).toBe('');
  });

  it('hears what mentions it and what is written to it alone', async () => {
    await logIn(client, stage.discord.token);
    client.on('messageCreate', (message) => {
      if (!message.author.bot && message.content !== '') void message.reply(`Heard: ${message.content}`);
    });
    const { discord, member, channel } = stage;
    member.say(channel, 'not for the bot');
    const answered = discord.nextBotMessage(channel);
    member.say(channel, `${discord.botMention} what is it?`);
    expect((await answered).content).toBe(`Heard: ${discord.botMention} what is it?`);
    expect((await answered).pings).toEqual([member.id]);
    const inDm = discord.nextBotMessage(member.dmChannel);
    member.dm('hello');
    expect((await inDm).content).toBe('Heard: hello');
    expect(discord.messagesIn(channel).filter(({ authorId }) => authorId === discord.botId)).toHaveLength(1);
  });

  it('opens a DM with a person, and is refused where the person wants none', async () => {
    await logIn(client, stage.discord.token);
    const shy = stage.discord.addPerson('Sven', { dmsOpen: false });
    await (await client.users.fetch(stage.member.id)).send('Corrected.');
    expect(stage.member.messagesIn(stage.member.dmChannel).map(({ content }) => content)).toEqual(['Corrected.']);
    await expect((await client.users.fetch(shy.id)).send('x')).rejects.toThrow('Cannot send messages to this user');
  });

  it('keeps, adds and removes files as an edit says', async () => {
    const named = (name: string) => ({ attachment: Buffer.from(name), name });
    const { value: kept, asked } = await asking(async (interaction) => {
      await interaction.reply({ content: 'x', files: [named('a.txt'), named('b.txt')] });
      const { attachments } = await interaction.fetchReply();
      const [first] = attachments.values();
      await interaction.editReply({ content: 'y' });
      const untouched = files().map(({ name }) => name);
      await interaction.editReply({ attachments: first === undefined ? [] : [first], files: [named('c.txt')] });
      const changed = files().map(({ name }) => name);
      await interaction.editReply({ attachments: [] });
      return [untouched, changed, files().length];
    });
    function files() {
      return stage.discord.messagesIn(stage.channel).flatMap(({ attachments }) => attachments);
    }
    expect(kept).toEqual([['a.txt', 'b.txt'], ['a.txt', 'c.txt'], 0]);
    expect(asked.response?.content).toBe('y');
  });

  it('edits and deletes a follow-up by its id', async () => {
    const { value: id, asked } = await asking(async (interaction) => {
      await interaction.reply('first');
      const more = await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
      await interaction.webhook.editMessage(more.id, 'less');
      return more.id;
    });
    expect(asked.followUps.map(({ content }) => content)).toEqual(['less']);
    const path = `/webhooks/${stage.discord.botId}/${asked.token}/messages/${id}` as const;
    await client.rest.delete(path, { auth: false });
    expect(asked.followUps).toEqual([]);
    await expect(client.rest.get(path, { auth: false })).rejects.toMatchObject({ code: 10008 });
  });

  it('sends a file with an answer, and serves it', async () => {
    await withBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const files = [{ attachment: Buffer.from('a,b\n'), name: 'claims.csv' }];
      const components = [{ type: 13, file: { url: 'attachment://claims.csv' } }] as const;
      await interaction.reply({ flags: v2, components: [...components], files });
    });
    const message = await stage.member.slash(stage.channel, 'ask', { question: 'x' }).message();
    const [file] = message.components;
    const url = file?.type === 13 ? file.file.url : '';
    expect(message.attachments.map(({ name }) => name)).toEqual(['claims.csv']);
    expect(await (await fetch(url)).text()).toBe('a,b\n');
  });
});

describe('a broken connection', () => {
  it('is resumed, and what happened meanwhile is replayed', async () => {
    await logIn(client, stage.discord.token);
    const heard: string[] = [];
    const all = new Promise<void>((resolve) => {
      client.on('messageCreate', ({ content }) => {
        heard.push(content);
        if (heard.length === 2) resolve();
      });
    });
    const resumed = new Promise((resolve) => client.once('shardResume', resolve));
    stage.discord.gateway.drop();
    stage.member.dm('while you were away');
    stage.member.dm('and again');
    await resumed;
    await all;
    expect(heard).toEqual(['while you were away', 'and again']);
  });

  it('beats where the gateway asks for it', async () => {
    await logIn(client, stage.discord.token);
    const acknowledged = new Promise<void>((resolve) => {
      client.on('debug', (words) => words.includes('Heartbeat acknowledged') && resolve());
    });
    stage.discord.gateway.requestHeartbeat();
    await acknowledged;
    expect(stage.discord.gateway.connected).toBe(1);
  });

  it('is begun anew where its session is invalid, with the servers as they are by then', async () => {
    // discord.js leaves five seconds between two sessions, as Discord wants it; here nobody has to wait.
    const buildIdentifyThrottler = () => ({ waitForIdentify: async () => undefined });
    client.options.ws = { ...client.options.ws, buildIdentifyThrottler };
    await logIn(client, stage.discord.token);
    const ready = new Promise((resolve) => client.once('shardReady', resolve));
    stage.discord.gateway.invalidateSessions(false);
    const later = stage.discord.addGuild('Later', stage.owner);
    await ready;
    await expect.poll(() => client.guilds.cache.get(later.id)?.available).toBe(true);
  });

  it('is made anew where the gateway asks for it', async () => {
    await logIn(client, stage.discord.token);
    const resumed = new Promise((resolve) => client.once('shardResume', resolve));
    stage.discord.gateway.requestReconnect();
    await resumed;
    expect(stage.discord.gateway.connected).toBe(1);
  });

  it('lets a request through after 429 and after 500', async () => {
    await logIn(client, stage.discord.token);
    const path = /^\/channels\/\d+\/messages$/;
    stage.discord.faults.add({ kind: 'rate-limit', retryAfterMs: 50, path });
    stage.discord.faults.add({ kind: 'error', status: 500, path });
    const channel = await client.channels.fetch(stage.channel.id);
    if (!channel?.isSendable()) return expect.fail('the channel is not one to write to');
    await channel.send('at last');
    const tries = stage.discord.requests.filter((request) => path.test(request.path));
    expect(tries.map(({ status }) => status)).toEqual([429, 500, 200]);
    expect(stage.discord.messagesIn(stage.channel).map(({ content }) => content)).toEqual(['at last']);
  });
});

describe(`what the client sends${withoutOpenApi}`, () => {
  it.skipIf(!hasOpenApi)("fits Discord's own description", async () => {
    await withBot(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.deferReply();
        await interaction.editReply({ flags: v2, components: [container('x', 'follow')], allowedMentions: noPings });
        await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
      }
      if (interaction.isButton()) await interaction.showModal(form);
      if (interaction.isModalSubmit()) await interaction.reply('done');
      if (interaction.isAutocomplete()) await interaction.respond([{ name: 'a', value: 'b' }]);
    });
    const { member, channel, discord } = stage;
    await member.autocomplete(channel, 'ask', 'document', 'm').choices();
    const asked = member.slash(channel, 'ask', { question: 'x' });
    await asked.followUp();
    const modal = await member.press(await asked.message(), 'follow').modal();
    await member.submitModal(modal, { question: 'y' }).message();
    const problems = discord.requests.flatMap(({ method, path, body }) => validateRequest(method, path, body));
    expect(problems).toEqual([]);
    expect(discord.requests.length).toBeGreaterThanOrEqual(8);
  });
});
