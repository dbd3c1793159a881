import { ApplicationCommandOptionType as Option } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { hasOpenApi, validateSchema, withoutOpenApi } from './openapi.ts';
import { call, container, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 10_000 });

/** What the gateway tells, event by event, before anybody's intents are looked at. */
type Told = { readonly name: string; readonly data: unknown };

let stage: Stage;
const told: Told[] = [];
beforeEach(async () => {
  stage = await setStage();
  told.length = 0;
  stage.discord.world.listen(({ name, data }) => told.push({ name, data: data(true) }));
});
afterEach(() => stage.discord.close());

const interaction = z.looseObject({
  data: z.looseObject({ resolved: z.record(z.string(), z.record(z.string(), z.unknown())).optional() }),
  message: z.unknown().optional(),
  channel: z.unknown(),
  user: z.unknown().optional(),
  member: z.unknown().optional(),
});
const schemas: Readonly<Record<string, string>> = {
  users: 'UserResponse',
  members: 'BasicGuildMemberResponse',
  roles: 'GuildRoleResponse',
  attachments: 'AttachmentResponse',
  messages: 'MessageResponse',
};

const channelSchema = (channel: unknown): string =>
  ({ 0: 'GuildChannelResponse', 1: 'PrivateChannelResponse' })[z.looseObject({ type: z.int() }).parse(channel).type] ??
  'ThreadResponse';

/** What is wrong with the parts of an interaction that the description has names for. */
function problemsOfInteraction(told: unknown): string[] {
  const { data, message, channel, user, member } = interaction.parse(told);
  const parts: [string, unknown][] = [[channelSchema(channel), channel]];
  if (message !== undefined) parts.push(['MessageResponse', message]);
  if (user !== undefined) parts.push(['UserResponse', user]);
  if (member !== undefined) parts.push(['GuildMemberResponse', member]);
  for (const [kind, found] of Object.entries(data.resolved ?? {}))
    for (const one of Object.values(found))
      parts.push([kind === 'channels' ? channelSchema(one) : (schemas[kind] ?? kind), one]);
  return parts.flatMap(([schema, value]) => validateSchema(schema, value).map((problem) => `${schema} ${problem}`));
}

describe(`what the gateway tells${withoutOpenApi}`, () => {
  it.skipIf(!hasOpenApi)("of messages fits Discord's own description", async () => {
    const { discord, member, channel } = stage;
    const bytes = new TextEncoder().encode('x');
    const files = [{ index: '0', name: 'a.txt', contentType: 'text/plain', bytes }];
    const said = member.say(channel, `${discord.botMention} x`, { files });
    member.edit(said, 'y');
    member.say(member.startThread(channel, 'aside', said), 'z', { to: said });
    member.startThread(channel, 'another');
    member.dm('hello');
    await call(discord, 'POST', `/channels/${channel.id}/messages`, {
      flags: 1 << 15,
      components: [container('x', 'a')],
    });
    const events = told.filter(({ name }) => /^MESSAGE_(CREATE|UPDATE)$/.test(name));
    expect(events.length).toBeGreaterThanOrEqual(8);
    expect(events.flatMap(({ data }) => validateSchema('MessageResponse', data))).toEqual([]);
  });

  it.skipIf(!hasOpenApi)('of servers, channels, threads, roles and members fits it', async () => {
    const { discord, guild, owner, member } = stage;
    discord.setBotRoles(guild, [discord.addRole(guild, 'reader')]);
    const channel = discord.addChannel(guild, 'more');
    owner.setOverwrite(channel, { id: guild.id, kind: 'role', allow: 0n, deny: 1n << 11n });
    member.changeThread(member.startThread(channel, 'aside'), { archived: true });
    discord.addMember(guild, member);
    const eventSchemas: Readonly<Record<string, string>> = {
      CHANNEL_CREATE: 'GuildChannelResponse',
      CHANNEL_UPDATE: 'GuildChannelResponse',
      THREAD_CREATE: 'ThreadResponse',
      THREAD_UPDATE: 'ThreadResponse',
      GUILD_MEMBER_UPDATE: 'GuildMemberResponse',
    };
    const held = told.flatMap(({ name, data }) => {
      const schema = eventSchemas[name];
      if (name === 'GUILD_ROLE_CREATE')
        return [['GuildRoleResponse', z.looseObject({ role: z.unknown() }).parse(data).role]] as const;
      return schema === undefined ? [] : ([[schema, data]] as const);
    });
    expect(new Set(held.map(([schema]) => schema)).size).toBe(4);
    expect(held.flatMap(([schema, data]) => validateSchema(schema, data).map((one) => `${schema} ${one}`))).toEqual([]);
  });

  it.skipIf(!hasOpenApi)('of interactions holds parts that fit it', async () => {
    const { discord, guild, member, owner, channel } = stage;
    const options = [Option.User, Option.Role, Option.Channel, Option.Attachment].map((type) => ({
      type,
      name: `o${type}`,
      description: 'd',
    }));
    await call(discord, 'PUT', `/applications/${discord.botId}/commands`, [
      { name: 'all', description: 'd', options },
      { type: 2, name: 'Who' },
      { type: 3, name: 'Check' },
    ]);
    const file = { index: '0', name: 'a.txt', contentType: 'text/plain', bytes: new Uint8Array(1) };
    const thread = member.startThread(channel, 'aside');
    member.slash(channel, 'all', { o6: owner.id, o8: guild.id, o7: thread.id, o11: file });
    member.slash(member.dmChannel, 'all', { o6: member.id });
    member.slash(thread, 'all', { o7: channel.id });
    member.userMenu(channel, 'Who', discord.botId);
    member.messageMenu(channel, 'Check', owner.say(channel, 'x'));
    const menus = [5, 6, 7, 8].map((type) => ({ type: 1 as const, components: [{ type, custom_id: `s${type}` }] }));
    const { body } = await call(discord, 'POST', `/channels/${channel.id}/messages`, { components: menus });
    const message = discord.message(z.looseObject({ id: z.string() }).parse(body).id) ?? expect.fail('there is none');
    for (const [type, id] of [
      [5, owner.id],
      [6, guild.id],
      [7, owner.id],
      [8, thread.id],
    ] as const)
      member.choose(message, `s${type}`, [id]);
    const events = told.filter(({ name }) => name === 'INTERACTION_CREATE');
    expect(events).toHaveLength(9);
    expect(events.flatMap(({ data }) => problemsOfInteraction(data))).toEqual([]);
  });
});
