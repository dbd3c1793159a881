import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { permissions } from '../../src/playground/protocol.ts';
import type { Message } from '../../src/playground/world.ts';
import { call, container, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.discord.close());

/** Sends as the bot. @returns the names of those whom it pings */
async function pinged(body: object): Promise<string[]> {
  const path = `/channels/${stage.channel.id}/messages`;
  const { id } = z.looseObject({ id: z.string() }).parse((await call(stage.discord, 'POST', path, body)).body);
  return namesOf(stage.discord.message(id));
}

const namesOf = (message: Message | undefined): string[] =>
  [stage.owner, stage.moderator, stage.member].filter(({ id }) => message?.pings.includes(id)).map(({ name }) => name);

const nobody = { parse: [] };
const mention = (): string => stage.member.mention;
const role = (): string => `<@&${[...stage.guild.roles.values()].find(({ name }) => name === 'moderator')?.id}>`;

describe('a message of the bot pings', () => {
  it.each([
    { whom: 'who is mentioned', body: () => ({ content: mention() }), names: ['Ruben'] },
    {
      whom: 'who is mentioned with an exclamation mark',
      body: () => ({ content: `<@!${stage.member.id}>` }),
      names: ['Ruben'],
    },
    {
      whom: 'who is mentioned in a text display',
      body: () => ({ flags: 1 << 15, components: [container(mention())] }),
      names: ['Ruben'],
    },
    {
      whom: 'nobody, where parse is empty',
      body: () => ({ content: `${mention()} ${role()} @everyone`, allowed_mentions: nobody }),
      names: [],
    },
    {
      whom: 'only who is listed',
      body: () => ({ content: `${mention()} ${stage.owner.mention}`, allowed_mentions: { users: [stage.owner.id] } }),
      names: ['Olga'],
    },
    { whom: 'nobody, in code', body: () => ({ content: `\`${mention()}\` \`\`\`\n${mention()}\n\`\`\`` }), names: [] },
    { whom: 'who is mentioned after a backslash', body: () => ({ content: `\\${mention()}` }), names: ['Ruben'] },
    { whom: "a mentionable role's members", body: () => ({ content: role() }), names: ['Mina'] },
    {
      whom: 'nobody by a role, where only users are parsed',
      body: () => ({ content: role(), allowed_mentions: { parse: ['users'] } }),
      names: [],
    },
    { whom: 'nobody by @everyone, without the permission', body: () => ({ content: '@everyone @here' }), names: [] },
  ])('$whom', async ({ body, names }) => {
    expect(await pinged(body())).toEqual(names);
  });

  it('everybody by @everyone, with the permission and allowed', async () => {
    const herald = stage.discord.addRole(stage.guild, 'herald', { permissions: permissions.mentionEveryone });
    stage.discord.setBotRoles(stage.guild, [herald]);
    expect(await pinged({ content: '@everyone' })).toEqual(['Olga', 'Mina', 'Ruben']);
    expect(await pinged({ content: '@everyone', allowed_mentions: nobody })).toEqual([]);
  });

  it('whom it replies to, unless it says otherwise', async () => {
    const { id } = stage.member.say(stage.channel, 'x');
    const reply = { content: 'y', message_reference: { message_id: id } };
    expect(await pinged(reply)).toEqual(['Ruben']);
    expect(await pinged({ ...reply, allowed_mentions: nobody })).toEqual([]);
  });

  it('nobody who cannot read it', async () => {
    const stranger = stage.discord.addPerson('Stranger');
    const path = `/channels/${stage.channel.id}/messages`;
    const { body } = await call(stage.discord, 'POST', path, { content: stranger.mention });
    const { id } = z.looseObject({ id: z.string() }).parse(body);
    expect(stage.discord.message(id)?.pings).toEqual([]);
  });

  it('anew with every edit, which needs its own allowed_mentions', async () => {
    const path = `/channels/${stage.channel.id}/messages`;
    const { body } = await call(stage.discord, 'POST', path, { content: 'x', allowed_mentions: nobody });
    const { id } = z.looseObject({ id: z.string() }).parse(body);
    await call(stage.discord, 'PATCH', `${path}/${id}`, { content: mention() });
    expect(namesOf(stage.discord.message(id))).toEqual(['Ruben']);
  });
});
