import { GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { intents, permissions } from '../../src/playground/protocol.ts';
import { call, closeStage, logIn, makeClient, playBot, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 10_000 });

const named = z.array(
  z.looseObject({ name: z.string().optional(), user: z.looseObject({ id: z.string() }).optional() }),
);
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => closeStage(stage));

const get = (path: string) => call(stage.discord, 'GET', `/guilds/${stage.guild.id}${path}`);
const send = () => call(stage.discord, 'POST', `/channels/${stage.channel.id}/messages`, { content: 'x' });
const moderators = () =>
  [...stage.guild.roles.values()].find(({ name }) => name === 'moderator') ?? expect.fail('there is no such role');

describe('a server', () => {
  it('lists its channels and roles', async () => {
    stage.member.startThread(stage.channel, 'no channel of its own');
    expect(named.parse((await get('/channels')).body).map(({ name }) => name)).toEqual(['general']);
    expect(named.parse((await get('/roles')).body).map(({ name }) => name)).toEqual(['@everyone', 'moderator']);
    expect((await get(`/roles/${moderators().id}`)).body).toMatchObject({ name: 'moderator', position: 1 });
    expect((await get('/roles/1')).body).toMatchObject({ code: 10011 });
    expect((await get('/members/1')).body).toMatchObject({ code: 10007 });
    expect((await get('?with_counts=true')).body).toMatchObject({ approximate_member_count: 4 });
  });

  it('finds members by the beginning of a name, and lists them to a privileged bot only', async () => {
    const found = named.parse((await get('/members/search?query=mi&limit=5')).body);
    expect(found.map(({ user }) => user?.id)).toEqual([stage.moderator.id]);
    expect((await get('/members/search')).body).toMatchObject({ code: 50035 });
    expect((await get('/members?limit=10')).body).toMatchObject({ code: 50001 });
    const privileged = await setStage({ privilegedIntents: intents.guildMembers });
    const list = (after: string) =>
      call(privileged.discord, 'GET', `/guilds/${privileged.guild.id}/members?limit=2&after=${after}`);
    const first = named.parse((await list('0')).body).map(({ user }) => user?.id ?? '');
    const second = named.parse((await list(first[1] ?? '')).body).map(({ user }) => user?.id ?? '');
    expect(new Set([...first, ...second])).toEqual(new Set(privileged.guild.members.keys()));
    await privileged.discord.close();
  });

  it('changes the roles of its members, which the next command carries', async () => {
    const held: unknown[] = [];
    await playBot(stage, [{ name: 'ask', description: 'd' }], async (interaction) => {
      held.push(interaction.inCachedGuild() && interaction.member.roles.cache.has(moderators().id));
      if (interaction.isChatInputCommand()) await interaction.reply('ok');
    });
    const ask = () => stage.member.slash(stage.channel, 'ask').message();
    await ask();
    stage.owner.giveRole(stage.guild, stage.member.id, moderators());
    await ask();
    stage.owner.takeRole(stage.guild, stage.member.id, moderators());
    await ask();
    expect(held).toEqual([false, true, false]);
    expect(() => stage.member.giveRole(stage.guild, stage.member.id, moderators())).toThrow('may not give roles');
  });

  it('tells of roles and members as they change: of others with the privileged intent, of the bot always', async () => {
    const privileged = await setStage({ privilegedIntents: intents.guildMembers });
    const seen = await Promise.all(
      [privileged, stage].map(async (on) => {
        const client = makeClient(on.discord, on === privileged ? [GatewayIntentBits.GuildMembers] : []);
        const heard: string[] = [];
        client.on('guildMemberUpdate', (_, { id, roles }) =>
          heard.push(`${id === on.discord.botId ? 'bot' : 'person'} ${roles.cache.size}`),
        );
        client.on('guildMemberAdd', () => heard.push('came'));
        client.on('guildMemberRemove', () => heard.push('went'));
        client.on('roleCreate', ({ name }) => heard.push(name));
        client.on('roleDelete', ({ name }) => heard.push(`no ${name}`));
        await logIn(client, on.discord.token);
        const role = on.discord.addRole(on.guild, 'reader');
        on.owner.giveRole(on.guild, on.member.id, role);
        on.discord.setBotRoles(on.guild, [role]);
        const guest = on.discord.addPerson('Gus');
        on.discord.addMember(on.guild, guest);
        on.discord.removeMember(on.guild, guest);
        on.discord.deleteRole(on.guild, role);
        await expect.poll(() => heard.at(-1)).toBe('no reader');
        await client.destroy();
        return heard;
      }),
    );
    // A role counts together with everybody's.
    expect(seen).toEqual([
      ['reader', 'person 2', 'bot 2', 'came', 'went', 'no reader'],
      ['reader', 'bot 2', 'no reader'],
    ]);
    await privileged.discord.close();
  });

  it('lets a bot in that comes later', async () => {
    const client = await playBot(stage);
    const other = stage.discord.addGuild('Later', stage.owner, { bot: false });
    const came = new Promise((resolve) => client.once('guildCreate', ({ id }) => resolve(id)));
    stage.discord.inviteBot(other);
    expect(await came).toBe(other.id);
  });
});

describe('a channel', () => {
  it.each([
    { denied: permissions.sendMessages, code: 50013 },
    { denied: permissions.viewChannel, code: 50001 },
  ])('whose permissions change refuses the bot with $code', async ({ denied, code }) => {
    const said = z.looseObject({ id: z.string() }).parse((await send()).body);
    const bot = { id: stage.discord.botId, kind: 'member' as const };
    stage.owner.setOverwrite(stage.channel, { ...bot, allow: 0n, deny: denied });
    expect((await send()).body).toMatchObject({ code });
    const path = `/channels/${stage.channel.id}/messages/${said.id}`;
    const edited = await call(stage.discord, 'PATCH', path, { content: 'y' });
    // Its own message it may change wherever it sees it.
    expect(edited.status).toBe(denied === permissions.viewChannel ? 403 : 200);
    stage.owner.setOverwrite(stage.channel, { ...bot, allow: denied, deny: 0n });
    expect((await send()).status).toBe(200);
    expect(() => stage.member.setOverwrite(stage.channel, { ...bot, allow: 0n, deny: 0n })).toThrow('may not change');
  });

  it('that the bot cannot see tells it of no message', async () => {
    const client = await playBot(stage);
    const heard: string[] = [];
    client.on('messageCreate', ({ content }) => heard.push(content));
    const bot = { id: stage.discord.botId, kind: 'member' as const };
    stage.owner.setOverwrite(stage.channel, { ...bot, allow: 0n, deny: permissions.viewChannel });
    stage.member.say(stage.channel, `${stage.discord.botMention} unheard`);
    stage.member.dm('heard');
    await expect.poll(() => heard).toEqual(['heard']);
  });

  it('is deleted with all that stands in it, and the bot hears of it', async () => {
    const client = await playBot(stage);
    const gone: string[] = [];
    client.on('channelDelete', ({ id }) => gone.push(id));
    const said = stage.member.say(stage.channel, 'x');
    const thread = stage.member.startThread(stage.channel, 'aside', said);
    expect(() => stage.member.deleteChannel(stage.channel)).toThrow('Ruben may not delete that channel');
    stage.owner.deleteChannel(stage.channel);
    await expect.poll(() => gone).toEqual([stage.channel.id]);
    expect((await send()).body).toMatchObject({ code: 10003 });
    expect([stage.discord.message(said.id), stage.discord.world.channels.get(thread.id)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(() => stage.member.say(stage.channel, 'y')).toThrow('Ruben cannot see that channel');
  });

  it('has its messages edited and deleted by people, and tells of both', async () => {
    const client = await playBot(stage);
    const heard: string[] = [];
    client.on('messageUpdate', (_, { content }) => heard.push(content ?? ''));
    client.on('messageDelete', ({ id }) => heard.push(id));
    const said = stage.member.say(stage.channel, 'x');
    expect(() => stage.owner.edit(said, 'y')).toThrow('Olga may not edit that message');
    stage.member.edit(said, `${stage.discord.botMention} y`);
    stage.owner.delete(said);
    await expect.poll(() => heard).toEqual([`${stage.discord.botMention} y`, said.id]);
  });
});

describe('the permissions of a command', () => {
  const commands = [
    { name: 'ask', description: 'd' },
    { name: 'desk', description: 'd', default_member_permissions: '32' },
  ];
  const scope = () => `/applications/${stage.discord.botId}/guilds/${stage.guild.id}/commands`;
  const idOf = (name: string): string =>
    stage.discord.commands.find(({ body }) => body.name === name)?.id ?? expect.fail(`there is no /${name}`);
  beforeEach(async () => {
    await call(stage.discord, 'PUT', `/applications/${stage.discord.botId}/commands`, commands);
  });

  it.each([
    {
      what: 'open it to a member',
      kind: 'user' as const,
      id: () => stage.member.id,
      permission: true,
      offered: ['ask', 'desk'],
    },
    {
      what: 'close it to everybody',
      name: 'ask',
      kind: 'role' as const,
      id: () => stage.guild.id,
      permission: false,
      offered: [],
    },
    {
      what: 'close a channel to it',
      name: 'ask',
      kind: 'channel' as const,
      id: () => stage.channel.id,
      permission: false,
      offered: [],
    },
    {
      what: 'close all channels to it',
      name: 'ask',
      kind: 'channel' as const,
      id: () => (BigInt(stage.guild.id) - 1n).toString(),
      permission: false,
      offered: [],
    },
    {
      what: 'open it to a role that the member lacks',
      kind: 'role' as const,
      id: () => moderators().id,
      permission: true,
      offered: ['ask'],
    },
  ])('can $what', ({ name = 'desk', kind, id, permission, offered }) => {
    stage.owner.setCommandPermissions(stage.guild, idOf(name), [{ kind, id: id(), permission }]);
    expect(stage.member.commandsIn(stage.channel)).toEqual(offered);
    expect(stage.owner.commandsIn(stage.channel)).toEqual(['ask', 'desk']);
  });

  it('can be said of all of them at once', () => {
    const everybody = { kind: 'role' as const, id: stage.guild.id, permission: false };
    stage.owner.setCommandPermissions(stage.guild, stage.discord.botId, [everybody]);
    expect(stage.member.commandsIn(stage.channel)).toEqual([]);
    expect(() => stage.member.setCommandPermissions(stage.guild, idOf('ask'), [])).toThrow('may not set permissions');
  });

  it('are read by a bot but not written', async () => {
    const path = `${scope()}/${idOf('ask')}/permissions`;
    expect((await call(stage.discord, 'GET', path)).body).toMatchObject({ code: 10066 });
    stage.owner.setCommandPermissions(stage.guild, idOf('ask'), [
      { kind: 'user', id: stage.member.id, permission: true },
    ]);
    const said = { id: idOf('ask'), permissions: [{ id: stage.member.id, type: 2, permission: true }] };
    expect((await call(stage.discord, 'GET', path)).body).toMatchObject(said);
    expect((await call(stage.discord, 'GET', `${scope()}/permissions`)).body).toMatchObject([said]);
    expect((await call(stage.discord, 'PUT', path, { permissions: [] })).body).toEqual({
      message: 'Bots cannot use this endpoint',
      code: 20001,
    });
  });
});
