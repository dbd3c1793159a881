import type { Client } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { permissions } from '../../src/playground/protocol.ts';
import type { ThreadChannel } from '../../src/playground/world.ts';
import { call, closeStage, playBot, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 10_000 });

const withId = z.looseObject({ id: z.string() });
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => closeStage(stage));

const send = (body: object, channelId = stage.channel.id) =>
  call(stage.discord, 'POST', `/channels/${channelId}/messages`, body);
const sent = async (channelId?: string): Promise<string> =>
  withId.parse((await send({ content: 'said' }, channelId)).body).id;
const open = (path: string, body: object) => call(stage.discord, 'POST', `/channels/${stage.channel.id}${path}`, body);
const patch = (thread: ThreadChannel, body: object) => call(stage.discord, 'PATCH', `/channels/${thread.id}`, body);

describe('a thread', () => {
  it('on a message has its id, marks it, and begins with it', async () => {
    const id = await sent();
    const { status, body } = await open(`/messages/${id}/threads`, { name: 'aside' });
    expect({ status, body }).toMatchObject({ status: 201, body: { id, type: 11, parent_id: stage.channel.id } });
    const path = `/channels/${stage.channel.id}/messages/${id}`;
    expect((await call(stage.discord, 'GET', path)).body).toMatchObject({ flags: 1 << 5, thread: { id } });
    const inside = await call(stage.discord, 'GET', `/channels/${id}/messages`);
    const reference = { message_id: id, channel_id: stage.channel.id };
    expect(inside.body).toMatchObject([{ type: 21, content: '', message_reference: reference }]);
  });

  it('without a message is private, unless the bot says otherwise; a public one is told of in its channel', async () => {
    expect((await open('/threads', { name: 'hidden' })).body).toMatchObject({ type: 12 });
    expect(stage.discord.messagesIn(stage.channel)).toHaveLength(0);
    expect((await open('/threads', { name: 'open', type: 11 })).body).toMatchObject({ type: 11 });
    expect(stage.discord.messagesIn(stage.channel).map(({ type, content }) => [type, content])).toEqual([[18, 'open']]);
  });

  it('is a place to write in for a real client, which hears of its beginning, its changes and its end', async () => {
    const client = await playBot(stage);
    const heard: string[] = [];
    client.on('threadCreate', ({ name }) => heard.push(`threadCreate ${name}`));
    client.on('threadDelete', ({ name }) => heard.push(`threadDelete ${name}`));
    client.on('threadUpdate', (_, now) => heard.push(`archived: ${now.archived}`));
    client.on('messageCreate', (message) => heard.push(`${message.channel.isThread()} ${message.content}`));
    const thread = stage.member.startThread(stage.channel, 'aside');
    stage.member.say(thread, `${stage.discord.botMention} hello`);
    await expect.poll(() => heard).toContain(`true ${stage.discord.botMention} hello`);
    await writeTo(client, thread.id);
    stage.moderator.say(thread, 'over');
    stage.owner.changeThread(thread, { archived: true });
    stage.owner.deleteChannel(thread);
    await expect.poll(() => heard.at(-1)).toBe('threadDelete aside');
    expect(heard).toEqual(expect.arrayContaining(['threadCreate aside', 'archived: true', 'true said by the bot']));
    expect(stage.discord.messagesIn(thread)).toEqual([]);
  });

  async function writeTo(client: Client<true>, id: string): Promise<void> {
    const channel = await client.channels.fetch(id);
    if (!channel?.isThread()) return expect.fail('the client does not know the thread');
    await channel.send('said by the bot');
  }

  it('that is over takes no edit (50083) until a message wakes it', async () => {
    const thread = stage.member.startThread(stage.channel, 'aside');
    const id = await sent(thread.id);
    stage.member.changeThread(thread, { archived: true });
    const path = `/channels/${thread.id}/messages/${id}`;
    expect((await call(stage.discord, 'PATCH', path, { content: 'x' })).body).toMatchObject({ code: 50083 });
    expect((await patch(thread, { name: 'x' })).body).toMatchObject({ code: 50013 });
    await sent(thread.id);
    expect((await call(stage.discord, 'PATCH', path, { content: 'x' })).status).toBe(200);
  });

  it('that is locked takes messages of moderators only', async () => {
    const thread = stage.member.startThread(stage.channel, 'aside');
    stage.owner.changeThread(thread, { locked: true });
    expect((await send({ content: 'x' }, thread.id)).body).toMatchObject({ code: 160005 });
    expect(() => stage.member.say(thread, 'x')).toThrow('may not write here');
    stage.owner.changeThread(thread, { archived: true });
    expect((await send({ content: 'x' }, thread.id)).body).toMatchObject({ code: 50083 });
    stage.discord.setBotRoles(stage.guild, [
      stage.discord.addRole(stage.guild, 'keeper', { permissions: permissions.manageThreads }),
    ]);
    expect((await send({ content: 'x' }, thread.id)).status).toBe(200);
  });

  it.each([
    { why: 'a second one on a message', code: 160004, act: async () => twice(await sent()) },
    { why: 'a message that is not there', code: 10008, act: () => open('/messages/1/threads', { name: 'x' }) },
    { why: 'no name', code: 50035, act: () => open('/threads', { name: '' }) },
    {
      why: 'one in another',
      code: 50024,
      act: () => {
        const { id } = stage.member.startThread(stage.channel, 'x');
        return call(stage.discord, 'POST', `/channels/${id}/threads`, { name: 'y' });
      },
    },
    {
      why: 'a bot that may not',
      code: 50013,
      act: () => {
        const deny = permissions.createPublicThreads;
        stage.owner.setOverwrite(stage.channel, { id: stage.discord.botId, kind: 'member', allow: 0n, deny });
        return open('/threads', { name: 'x', type: 11 });
      },
    },
    {
      why: 'a change to what is none',
      code: 50024,
      act: () => call(stage.discord, 'PATCH', `/channels/${stage.channel.id}`, { name: 'x' }),
    },
  ])('is refused with $code for $why', async ({ code, act }) => {
    expect((await act()).body).toMatchObject({ code });
  });

  async function twice(id: string) {
    await open(`/messages/${id}/threads`, { name: 'x' });
    return open(`/messages/${id}/threads`, { name: 'y' });
  }

  it('is joined, left and listed', async () => {
    const thread = stage.member.startThread(stage.channel, 'aside');
    const me = `/channels/${thread.id}/thread-members/@me`;
    expect((await call(stage.discord, 'GET', me)).body).toMatchObject({ code: 10007 });
    expect((await call(stage.discord, 'PUT', me)).status).toBe(204);
    expect((await call(stage.discord, 'GET', me)).body).toMatchObject({ user_id: stage.discord.botId });
    const active = `/guilds/${stage.guild.id}/threads/active`;
    expect((await call(stage.discord, 'GET', active)).body).toMatchObject({
      threads: [{ id: thread.id, member_count: 2 }],
      members: [{ user_id: stage.discord.botId }],
    });
    expect((await call(stage.discord, 'DELETE', me)).status).toBe(204);
    stage.member.changeThread(thread, { archived: true });
    expect((await call(stage.discord, 'GET', active)).body).toMatchObject({ threads: [] });
    expect((await call(stage.discord, 'PUT', me)).body).toMatchObject({ code: 50083 });
  });

  it('that is private is nothing to who is not in it', async () => {
    const { id } = withId.parse((await open('/threads', { name: 'hidden', type: 12 })).body);
    const thread = stage.discord.world.channels.get(id) ?? expect.fail('there is no thread');
    expect([stage.member.sees(thread), stage.owner.sees(thread)]).toEqual([false, true]);
  });

  it('that is over takes no commands', async () => {
    await playBot(stage, [{ name: 'ask', description: 'd' }]);
    const thread = stage.member.startThread(stage.channel, 'aside');
    expect(() => stage.member.slash(thread, 'ask')).not.toThrow();
    stage.member.changeThread(thread, { archived: true });
    expect(() => stage.member.slash(thread, 'ask')).toThrow('may not use commands here');
  });
});
