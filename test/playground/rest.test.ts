import { request } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { everyComponent } from '../../src/playground/discord-limits.ts';
import { permissions } from '../../src/playground/protocol.ts';
import { snowflakeMaker } from '../../src/playground/snowflakes.ts';
import { hasOpenApi, validateRequest, validateResponse, withoutOpenApi } from './openapi.ts';
import { call, container, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 5_000 });

const withId = z.looseObject({ id: z.string() });

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.discord.close());

const post = (body: object, channelId = stage.channel.id) =>
  call(stage.discord, 'POST', `/channels/${channelId}/messages`, body);

describe('a request', () => {
  it.each([
    { why: 'another token', token: 'other' },
    { why: 'none', token: '' },
  ])('is refused with $why', async ({ token }) => {
    const { status, body } = await call(stage.discord, 'GET', '/users/@me', undefined, token);
    expect({ status, body }).toEqual({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  it.each([
    { why: 'names another host', headers: { Host: 'evil.example' } },
    { why: "comes from another host's page", headers: { Origin: 'https://evil.example' } },
    { why: "comes from another port's page", headers: { Origin: 'http://127.0.0.1:1' } },
  ])('is refused where it $why', async ({ headers }) => {
    const status = new Promise((resolve, reject) => {
      const sent = request(`${stage.discord.apiUrl}/v10/gateway`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(await status).toBe(403);
  });

  it('to a route that Discord does not have is not found, and is logged all the same', async () => {
    expect((await call(stage.discord, 'GET', '/nothing')).status).toBe(404);
    expect(stage.discord.requests.map(({ path, status }) => [path, status])).toEqual([['/nothing', 404]]);
  });

  it('with broken JSON is refused with 50109', async () => {
    const response = await fetch(`${stage.discord.apiUrl}/v10/channels/${stage.channel.id}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bot ${stage.discord.token}` },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ code: 50109 });
  });

  it('is told how many more are left', async () => {
    const { headers } = await call(stage.discord, 'GET', '/users/@me');
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(100);
  });

  it.each([
    { kind: 'reset' as const, carriedOut: 0 },
    { kind: 'reset-after' as const, carriedOut: 1 },
  ])('can be cut off on demand ($kind)', async ({ kind, carriedOut }) => {
    stage.discord.faults.add({ kind });
    await expect(post({ content: 'x' })).rejects.toThrow();
    expect(stage.discord.messagesIn(stage.channel)).toHaveLength(carriedOut);
    expect((await post({ content: 'y' })).status).toBe(200);
  });

  it('can be limited on demand, as Discord says it', async () => {
    stage.discord.faults.add({ kind: 'rate-limit', retryAfterMs: 1_500, global: true });
    const { status, body, headers } = await post({ content: 'x' });
    expect(status).toBe(429);
    expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 1.5, global: true });
    expect([headers.get('retry-after'), headers.get('x-ratelimit-global')]).toEqual(['1.5', 'true']);
  });
});

describe('a channel message', () => {
  it('is sent, fetched, edited and deleted', async () => {
    const { id } = withId.parse((await post({ content: 'one' })).body);
    const path = `/channels/${stage.channel.id}/messages/${id}`;
    expect((await call(stage.discord, 'GET', path)).body).toMatchObject({ content: 'one', edited_timestamp: null });
    expect((await call(stage.discord, 'PATCH', path, { content: 'two' })).body).toMatchObject({ content: 'two' });
    expect((await call(stage.discord, 'DELETE', path)).status).toBe(204);
    expect((await call(stage.discord, 'GET', path)).body).toMatchObject({ code: 10008 });
  });

  it('with the same enforced nonce is the same message', async () => {
    const first = withId.parse((await post({ content: 'once', nonce: 'n1', enforce_nonce: true })).body);
    const again = withId.parse((await post({ content: 'twice', nonce: 'n1', enforce_nonce: true })).body);
    const unforced = withId.parse((await post({ content: 'thrice', nonce: 'n1' })).body);
    expect(again.id).toBe(first.id);
    expect(unforced.id).not.toBe(first.id);
  });

  it('of Components V2 gets an id for every component', async () => {
    const { body } = await post({ flags: 1 << 15, components: [container('x', 'a', 'b')] });
    const { components } = stage.discord.message(withId.parse(body).id) ?? { components: [] };
    const ids = everyComponent(components).map(({ component }) => component.id);
    expect(ids).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    { why: 'an unknown channel', code: 10003, act: () => post({ content: 'x' }, '1') },
    { why: 'nothing to say', code: 50006, act: () => post({ content: ' \n' }) },
    {
      why: 'a reply to what is not there',
      code: 50035,
      act: () => post({ content: 'x', message_reference: { message_id: '1' } }),
    },
    {
      why: "somebody else's message to edit",
      code: 50005,
      act: () => {
        const { id } = stage.member.say(stage.channel, 'mine');
        return call(stage.discord, 'PATCH', `/channels/${stage.channel.id}/messages/${id}`, { content: 'x' });
      },
    },
    {
      why: "somebody else's message to delete",
      code: 50013,
      act: () => {
        const { id } = stage.member.say(stage.channel, 'mine');
        return call(stage.discord, 'DELETE', `/channels/${stage.channel.id}/messages/${id}`);
      },
    },
    {
      why: 'a channel that the bot cannot see',
      code: 50001,
      act: () => post({ content: 'x' }, closedTo(permissions.viewChannel)),
    },
    {
      why: 'a channel that the bot cannot write to',
      code: 50013,
      act: () => post({ content: 'x' }, closedTo(permissions.sendMessages)),
    },
    {
      why: 'a file that did not come with it',
      code: 50035,
      act: () => post({ flags: 1 << 15, components: [{ type: 13, file: { url: 'attachment://x.txt' } }] }),
    },
  ])('is refused with $code for $why', async ({ code, act }) => {
    expect((await act()).body).toMatchObject({ code });
  });

  const closedTo = (deny: bigint): string =>
    stage.discord.addChannel(stage.guild, 'closed', [{ id: stage.discord.botId, kind: 'member', allow: 0n, deny }]).id;

  it('shows a bot without MESSAGE_CONTENT only what it may read', async () => {
    stage.member.say(stage.channel, 'not for bots');
    stage.member.say(stage.channel, `for ${stage.discord.botMention}`);
    const { body } = await call(stage.discord, 'GET', `/channels/${stage.channel.id}/messages?limit=2`);
    expect(
      z
        .array(z.looseObject({ content: z.string() }))
        .parse(body)
        .map(({ content }) => content),
    ).toEqual([`for ${stage.discord.botMention}`, '']);
  });
});

describe('a reply to the bot without MESSAGE_CONTENT', () => {
  const readBack = async (id: string): Promise<unknown> => {
    const { body } = await call(stage.discord, 'GET', `/channels/${stage.channel.id}/messages/${id}`);
    return z.looseObject({ content: z.string() }).parse(body).content;
  };
  const botSaid = (body: unknown) => {
    const message = stage.discord.message(withId.parse(body).id);
    return message ?? expect.fail('the bot said nothing');
  };

  it('is read where it answers an ordinary message, unless the ping is off', async () => {
    const to = botSaid((await post({ content: 'x' })).body);
    expect(await readBack(stage.member.say(stage.channel, 'heard', { to }).id)).toBe('heard');
    expect(await readBack(stage.member.say(stage.channel, 'unheard', { to, ping: false }).id)).toBe('');
  });

  it('is not read where it answers the response to a command', async () => {
    const { discord, channel, member } = stage;
    await call(discord, 'PUT', `/applications/${discord.botId}/commands`, [{ name: 'ask', description: 'Ask' }]);
    const asked = member.slash(channel, 'ask');
    await call(discord, 'POST', `/interactions/${asked.id}/${asked.token}/callback`, {
      type: 4,
      data: { content: 'x' },
    });
    const to = await asked.message();
    expect(await readBack(member.say(channel, 'unheard', { to }).id)).toBe('');
  });
});

describe('commands', () => {
  const path = (): string => `/applications/${stage.discord.botId}/commands`;
  const ask = { name: 'ask', description: 'Ask the document' };

  it('are made, replaced, edited, listed and removed', async () => {
    const made = await call(stage.discord, 'POST', path(), ask);
    const replaced = await call(stage.discord, 'POST', path(), { ...ask, description: 'Ask it' });
    const { id } = withId.parse(made.body);
    expect([made.status, replaced.status, withId.parse(replaced.body).id]).toEqual([201, 200, id]);
    await call(stage.discord, 'PATCH', `${path()}/${id}`, { description: 'Ask again' });
    expect((await call(stage.discord, 'GET', path())).body).toMatchObject([{ ...ask, description: 'Ask again' }]);
    expect((await call(stage.discord, 'DELETE', `${path()}/${id}`)).status).toBe(204);
    expect((await call(stage.discord, 'GET', `${path()}/${id}`)).body).toMatchObject({ code: 10063 });
  });

  it('list their translations only where these are asked for', async () => {
    const { discord } = stage;
    const choices = [{ name: 'a', name_localizations: { de: 'b' }, value: 'a' }];
    const option = { type: 3, name: 'x', name_localizations: { de: 'y' }, description: 'd', choices };
    const translated = { ...ask, name_localizations: { de: 'frag' }, options: [option] };
    await call(discord, 'PUT', path(), [translated]);
    const listed = async (query: string) => JSON.stringify((await call(discord, 'GET', `${path()}${query}`)).body);
    expect(await listed('')).not.toContain('_localizations');
    const [full] = z.array(z.unknown()).parse(JSON.parse(await listed('?with_localizations=true')));
    expect(full).toMatchObject(translated);
  });

  it.each([
    { contexts: undefined, inServer: true, inDm: true },
    { contexts: [0], inServer: true, inDm: false },
    { contexts: [1], inServer: false, inDm: true },
    { contexts: [2], inServer: false, inDm: false },
  ])('with contexts $contexts are offered there alone', async ({ contexts, inServer, inDm }) => {
    await call(stage.discord, 'PUT', path(), [{ ...ask, contexts }]);
    expect(stage.member.commandsIn(stage.channel)).toEqual(inServer ? ['ask'] : []);
    expect(stage.member.commandsIn(stage.member.dmChannel)).toEqual(inDm ? ['ask'] : []);
  });

  it('of a server are its own', async () => {
    const ofGuild = `/applications/${stage.discord.botId}/guilds/${stage.guild.id}/commands`;
    await call(stage.discord, 'PUT', ofGuild, [ask]);
    expect((await call(stage.discord, 'GET', path())).body).toEqual([]);
    expect((await call(stage.discord, 'GET', ofGuild)).body).toMatchObject([{ guild_id: stage.guild.id }]);
    const other = stage.discord.addGuild('Without the bot', stage.owner, { bot: false });
    const elsewhere = `/applications/${stage.discord.botId}/guilds/${other.id}/commands`;
    expect((await call(stage.discord, 'PUT', elsewhere, [ask])).body).toMatchObject({ code: 50001 });
  });

  it('are made 200 times a day at most; what stays is not counted', async () => {
    const set = (from: number) => Array.from({ length: 100 }, (_, at) => ({ ...ask, name: `ask${from + at}` }));
    expect((await call(stage.discord, 'PUT', path(), set(0))).status).toBe(200);
    expect((await call(stage.discord, 'PUT', path(), set(0))).status).toBe(200);
    expect((await call(stage.discord, 'PUT', path(), set(100))).status).toBe(200);
    expect((await call(stage.discord, 'PUT', path(), set(101))).body).toMatchObject({ code: 30034 });
  });
});

describe('ids', () => {
  it('only grow, whatever the clock does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 }), { minLength: 2 }),
        (times) => {
          let at = 0;
          const next = snowflakeMaker(() => times[at++ % times.length] ?? 0);
          const ids = times.map(() => BigInt(next()));
          expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0n))).toBe(true);
        },
      ),
    );
  });
});

describe(`Discord's description${withoutOpenApi}`, () => {
  const v2 = { flags: 1 << 15, components: [container('x', 'a')] };
  const attached = 'https://example.org/picture.png';

  it.skipIf(!hasOpenApi).each([
    {
      what: 'a label of 81',
      method: 'POST',
      path: '/channels/1/messages',
      body: { components: [{ type: 1, components: [{ type: 2, style: 2, label: 'x'.repeat(81), custom_id: 'a' }] }] },
      problem: '/components/0/components/0/label must NOT have more than 80 characters',
    },
    {
      what: 'an unknown component',
      method: 'PATCH',
      path: '/webhooks/1/t/messages/@original',
      body: { components: [{ type: 99 }] },
      problem: '/components/0/type must be equal to one of the allowed values',
    },
    {
      what: 'a title of 46',
      method: 'POST',
      path: '/interactions/1/t/callback',
      body: { type: 9, data: { custom_id: 'a', title: 'x'.repeat(46), components: [{ type: 10, content: 'x' }] } },
      problem: '/data/title must NOT have more than 45 characters',
    },
    {
      what: 'permissions that are words',
      method: 'POST',
      path: '/applications/1/commands',
      body: { name: 'ask', default_member_permissions: 'all' },
      problem: '/default_member_permissions must match pattern "^-?\\d+$"',
    },
    {
      what: 'no such route',
      method: 'POST',
      path: '/channels/1/nothing',
      body: {},
      problem: 'Discord has no POST /channels/1/nothing',
    },
  ])('refuses $what', ({ method, path, body, problem }) => {
    expect(validateRequest(method, path, body)).toContain(problem);
  });

  it.skipIf(!hasOpenApi)('takes permissions as a string of digits, though it says integer', () => {
    expect(
      validateRequest('POST', '/applications/1/commands', { name: 'ask', default_member_permissions: '32' }),
    ).toEqual([]);
  });

  it.skipIf(!hasOpenApi)('fits what the loopback Discord answers', async () => {
    const { discord, channel, guild, member } = stage;
    const said = member.say(channel, `${discord.botMention} x`);
    await call(discord, 'PUT', `/applications/${discord.botId}/commands`, [{ name: 'ask', description: 'Ask' }]);
    const { id, token } = member.slash(channel, 'ask');
    const everything = [
      ...v2.components,
      { type: 9, components: [{ type: 10, content: 'x' }], accessory: { type: 11, media: { url: attached } } },
      { type: 12, items: [{ media: { url: attached } }] },
      { type: 14 },
      { type: 1, components: [{ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }] },
    ];
    const requests: [string, string, unknown?][] = [
      ['GET', '/gateway/bot'],
      ['GET', '/users/@me'],
      ['GET', '/applications/@me'],
      ['GET', `/users/${member.id}`],
      ['GET', `/channels/${channel.id}`],
      ['GET', `/channels/${member.dmChannel.id}`],
      ['POST', '/users/@me/channels', { recipient_id: member.id }],
      ['GET', `/channels/${channel.id}/messages`],
      ['GET', `/guilds/${guild.id}/members/${member.id}`],
      ['POST', `/channels/${channel.id}/messages`, { ...v2, message_reference: { message_id: said.id } }],
      ['POST', `/channels/${channel.id}/messages`, { flags: v2.flags, components: everything }],
      ['GET', `/applications/${discord.botId}/commands`],
      ['POST', `/interactions/${id}/${token}/callback?with_response=true`, { type: 4, data: v2 }],
      ['GET', `/webhooks/${discord.botId}/${token}/messages/@original`],
      ['POST', `/webhooks/${discord.botId}/${token}`, v2],
      ['POST', `/channels/${channel.id}/messages/${said.id}/threads`, { name: 'aside' }],
      ['POST', `/channels/${channel.id}/threads`, { name: 'hidden', type: 12 }],
      ['GET', `/channels/${channel.id}/messages/${said.id}`],
      ['GET', `/channels/${said.id}`],
      ['GET', `/channels/${said.id}/messages`],
      ['PATCH', `/channels/${said.id}`, { archived: true }],
      ['GET', `/guilds/${guild.id}`],
      ['GET', `/guilds/${guild.id}/channels`],
      ['GET', `/guilds/${guild.id}/threads/active`],
      ['GET', `/guilds/${guild.id}/roles`],
      ['GET', `/guilds/${guild.id}/roles/${guild.id}`],
      ['GET', `/guilds/${guild.id}/members/search?query=r`],
      ['GET', `/applications/${discord.botId}/guilds/${guild.id}/commands/permissions`],
      ['GET', `/applications/${discord.botId}/commands?with_localizations=true`],
    ];
    const problems: string[] = [];
    for (const [method, path, body] of requests) {
      const answer = await call(discord, method, path, body);
      problems.push(
        ...validateResponse(method, path.replace(/\?.*$/, ''), answer.status, answer.body).map(
          (one) => `${path}: ${one}`,
        ),
      );
    }
    expect(problems).toEqual([]);
  });
});
