import { constants, createInflate } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { shardOf } from '../../src/playground/gateway.ts';
import { createMessage } from '../../src/playground/messages.ts';
import { intents } from '../../src/playground/protocol.ts';
import { call, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 5_000 });

const packetShape = z.object({
  op: z.number(),
  t: z.string().nullish(),
  s: z.number().nullish(),
  d: z.unknown(),
});
type Packet = z.output<typeof packetShape>;

/** A bot that speaks the gateway by hand, packet by packet. */
class HandClient {
  readonly packets: Packet[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  #look: () => void = () => undefined;

  constructor(stage: Stage, headers: Record<string, string> = {}, version = 10) {
    const address = `${stage.discord.apiUrl.replace(/^http/, 'ws')}?v=${version}&encoding=json`;
    this.socket = new WebSocket(address, { headers });
    this.socket.on('message', (data) => {
      this.packets.push(packetShape.parse(JSON.parse(String(data))));
      this.#look();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.on('close', (code) => resolve(code)));
  }

  /** The first packet that `test` accepts, waited for. */
  find(test: (packet: Packet) => boolean): Promise<Packet> {
    return new Promise((resolve) => {
      this.#look = () => {
        const found = this.packets.find(test);
        if (found !== undefined) resolve(found);
      };
      this.#look();
    });
  }

  event(name: string): Promise<Packet> {
    return this.find(({ t }) => t === name);
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  async identify(token: string, more: object = {}): Promise<void> {
    await this.find(({ op }) => op === 10);
    this.send(2, {
      token,
      intents: intents.guilds | intents.guildMessages | intents.directMessages,
      properties: {},
      ...more,
    });
  }
}

const contentsOf = (client: HandClient): unknown[] =>
  client.packets.flatMap(({ t, d }) =>
    t === 'MESSAGE_CREATE' ? [z.looseObject({ content: z.string() }).parse(d).content] : [],
  );

let stage: Stage;
const clients: HandClient[] = [];

const connect = (headers?: Record<string, string>): HandClient => {
  const client = new HandClient(stage, headers);
  clients.push(client);
  return client;
};

beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate();
  await stage.discord.close();
});

describe('the gateway', () => {
  it('says hello, answers heartbeats, and gives the servers after READY', async () => {
    const client = connect();
    await client.identify(stage.discord.token);
    client.send(1, null);
    await client.event('GUILD_CREATE');
    const names = client.packets.map(({ op, t }) => t ?? op);
    expect(names.filter((name) => name !== 11)).toEqual([10, 'READY', 'GUILD_CREATE']);
    await client.find(({ op }) => op === 11);
    const ready = await client.event('READY');
    expect(ready.d).toMatchObject({ guilds: [{ id: stage.guild.id, unavailable: true }], shard: [0, 1], v: 10 });
  });

  it.each([
    { why: 'a wrong token', code: 4004, token: 'x', more: {} },
    { why: 'intents that do not exist', code: 4013, more: { intents: 1 << 30 } },
    { why: 'an intent that the application lacks', code: 4014, more: { intents: intents.messageContent } },
    { why: 'a shard that does not exist', code: 4010, more: { shard: [1, 1] } },
    { why: 'an IDENTIFY without intents', code: 4002, more: { intents: undefined } },
  ])('closes with $code on $why', async ({ code, token, more }) => {
    const client = connect();
    await client.identify(token ?? stage.discord.token, more);
    expect(await client.closed).toBe(code);
  });

  it.each([
    { why: 'what is not JSON', code: 4002, text: '{' },
    { why: 'a request before IDENTIFY', code: 4003, text: '{"op":8,"d":{}}' },
  ])('closes with $code on $why', async ({ code, text }) => {
    const client = connect();
    await client.find(({ op }) => op === 10);
    client.socket.send(text);
    expect(await client.closed).toBe(code);
  });

  it('closes with 4005 on a second IDENTIFY and with 4001 on an unknown opcode', async () => {
    const [twice, strange] = [connect(), connect()];
    await twice.identify(stage.discord.token);
    await twice.event('READY');
    await twice.identify(stage.discord.token);
    expect(await twice.closed).toBe(4005);
    await strange.identify(stage.discord.token);
    await strange.event('READY');
    strange.send(99, {});
    expect(await strange.closed).toBe(4001);
  });

  it('closes with 4012 where the client speaks another version', async () => {
    const client = new HandClient(stage, {}, 6);
    clients.push(client);
    expect(await client.closed).toBe(4012);
  });

  it('closes with 4002 on a packet of more than 4,096 bytes', async () => {
    const client = connect();
    await client.find(({ op }) => op === 10);
    client.send(1, 'x'.repeat(4_097));
    expect(await client.closed).toBe(4002);
  });

  it('closes with 4008 on the 121st packet of a minute, and counts anew after it', async () => {
    let time = Date.now();
    const timed = await setStage({ now: () => time });
    const [patient, hasty] = [new HandClient(timed), new HandClient(timed)];
    for (const client of [patient, hasty]) await client.identify(timed.discord.token);
    for (const client of [patient, hasty]) await client.event('READY');
    for (let at = 1; at < 120; at += 1) for (const client of [patient, hasty]) client.send(1, null);
    await patient.find(() => patient.packets.filter(({ op }) => op === 11).length === 119);
    time += 60_000;
    patient.send(1, null);
    await patient.find(() => patient.packets.filter(({ op }) => op === 11).length === 120);
    await hasty.find(() => hasty.packets.filter(({ op }) => op === 11).length === 119);
    time -= 60_000;
    hasty.send(1, null);
    expect(await hasty.closed).toBe(4008);
    patient.socket.terminate();
    await timed.discord.close();
  });

  it('asks for a heartbeat of its own accord', async () => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('READY');
    stage.discord.gateway.requestHeartbeat();
    await client.find(({ op }) => op === 1);
  });

  it('says how many sessions are left today', async () => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('READY');
    expect((await call(stage.discord, 'GET', '/gateway/bot')).body).toMatchObject({
      session_start_limit: { total: 1000, remaining: 999 },
    });
  });

  it('names the members that are asked for, by id or by the beginning of a name, but not all of them', async () => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('GUILD_CREATE');
    const ask = (asked: object) => client.send(8, { guild_id: stage.guild.id, ...asked });
    ask({ query: '', limit: 0, nonce: 'all' });
    ask({ user_ids: [stage.member.id, '1'], nonce: 'ids' });
    ask({ query: 'mi', limit: 5, nonce: 'name' });
    const chunk = (nonce: string) =>
      client.find(
        ({ t, d }) => t === 'GUILD_MEMBERS_CHUNK' && z.looseObject({ nonce: z.string() }).parse(d).nonce === nonce,
      );
    expect((await chunk('name')).d).toMatchObject({ members: [{ user: { id: stage.moderator.id } }], not_found: [] });
    expect((await chunk('ids')).d).toMatchObject({ members: [{ user: { id: stage.member.id } }], not_found: ['1'] });
    expect(client.packets.filter(({ t }) => t === 'GUILD_MEMBERS_CHUNK')).toHaveLength(2);
  });

  it('closes a connection whose heart has stopped', async () => {
    const short = await setStage({ heartbeatIntervalMs: 40 });
    const client = new HandClient(short);
    expect(await client.closed).toBe(4009);
    await short.discord.close();
  });

  it('replays in order what a dropped session has missed, and no more', async () => {
    const first = connect();
    await first.identify(stage.discord.token);
    const ready = await first.event('READY');
    await first.event('GUILD_CREATE');
    stage.member.dm('heard');
    const heard = await first.event('MESSAGE_CREATE');
    first.socket.terminate();
    await stage.discord.until(() => (stage.discord.gateway.connected === 0 ? true : undefined), 'the drop');
    stage.member.dm('missed');
    stage.member.dm('missed too');
    const second = connect();
    await second.find(({ op }) => op === 10);
    const { session_id } = z.object({ session_id: z.string() }).parse(ready.d);
    second.send(6, { token: stage.discord.token, session_id, seq: heard.s });
    await second.event('RESUMED');
    expect(contentsOf(second)).toEqual(['missed', 'missed too']);
    expect(second.packets.flatMap(({ t, s }) => (t === null || t === undefined ? [] : [[t, s]]))).toEqual([
      ['MESSAGE_CREATE', 4],
      ['MESSAGE_CREATE', 5],
      ['RESUMED', 6],
    ]);
  });

  it.each([
    { why: 'a session that nobody has', session: 'nobody', seq: 1, op: 9 },
    { why: 'a sequence before all', session: undefined, seq: -1, op: 9 },
    { why: 'a sequence from the future', session: undefined, seq: 999, close: 4007 },
  ])('does not resume $why', async ({ session, seq, op, close }) => {
    const first = connect();
    await first.identify(stage.discord.token);
    const { session_id } = z.object({ session_id: z.string() }).parse((await first.event('READY')).d);
    const second = connect();
    await second.find((packet) => packet.op === 10);
    second.send(6, { token: stage.discord.token, session_id: session ?? session_id, seq });
    if (op !== undefined) expect((await second.find((packet) => packet.op === op)).d).toBe(false);
    else expect(await second.closed).toBe(close);
  });

  it('forgets a session that said goodbye', async () => {
    const first = connect();
    await first.identify(stage.discord.token);
    const { session_id } = z.object({ session_id: z.string() }).parse((await first.event('READY')).d);
    first.socket.close(1000);
    await first.closed;
    const second = connect();
    await second.find(({ op }) => op === 10);
    second.send(6, { token: stage.discord.token, session_id, seq: 1 });
    expect((await second.find(({ op }) => op === 9)).d).toBe(false);
  });

  it.each([true, false])('ends sessions on demand with INVALID SESSION (resumable: %s)', async (resumable) => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('READY');
    stage.discord.gateway.invalidateSessions(resumable);
    expect((await client.find(({ op }) => op === 9)).d).toBe(resumable);
  });

  it('replays nothing to a session that has heard everything, and nothing twice to one that resumes twice', async () => {
    const first = connect();
    await first.identify(stage.discord.token);
    const { session_id } = z.object({ session_id: z.string() }).parse((await first.event('READY')).d);
    const { s: seq } = await first.event('GUILD_CREATE');
    const resumed = async () => {
      const again = connect();
      await again.find(({ op }) => op === 10);
      again.send(6, { token: stage.discord.token, session_id, seq });
      await again.event('RESUMED');
      return again.packets.flatMap(({ t }) => t ?? []);
    };
    expect(await resumed()).toEqual(['RESUMED']);
    // The first RESUMED is an event too, which the second resume has not acknowledged.
    expect(await resumed()).toEqual(['RESUMED', 'RESUMED']);
    expect(stage.discord.gateway.connected).toBe(1);
  });

  it('tells each shard of its own servers, and the first one of DMs', async () => {
    const clientsOfShards = [connect(), connect()];
    await Promise.all(clientsOfShards.map((client, at) => client.identify(stage.discord.token, { shard: [at, 2] })));
    await Promise.all(clientsOfShards.map((client) => client.event('READY')));
    stage.member.dm('to the first');
    stage.member.say(stage.channel, `${stage.discord.botMention} to the server's`);
    const ofGuild = shardOf(stage.guild.id, 2);
    const expected = [0, 1].map((shard) => [
      ...(shard === 0 ? ['to the first'] : []),
      ...(shard === ofGuild ? [`${stage.discord.botMention} to the server's`] : []),
    ]);
    await Promise.all(
      clientsOfShards.map((client, at) => client.find(() => contentsOf(client).length === expected[at]?.length)),
    );
    expect(clientsOfShards.map(contentsOf)).toEqual(expected);
  });

  it('compresses where the client asks for it', async () => {
    const url = `${stage.discord.apiUrl.replace(/^http/, 'ws')}?v=10&encoding=json&compress=zlib-stream`;
    const socket = new WebSocket(url);
    const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    const text = await new Promise<string>((resolve) => {
      inflate.on('data', (chunk: Buffer) => resolve(chunk.toString()));
      socket.on('message', (data: Buffer) => inflate.write(data));
    });
    expect(JSON.parse(text)).toMatchObject({ op: 10 });
    socket.terminate();
  });

  it.each([
    { what: 'another host', headers: { Host: 'evil.example' } },
    { what: "another host's page", headers: { Origin: 'https://evil.example' } },
  ])('refuses a connection from $what', async ({ headers }) => {
    const client = connect(headers);
    const status = new Promise((resolve) =>
      client.socket.on('unexpected-response', (_, response) => resolve(response.statusCode)),
    );
    expect(await status).toBe(403);
  });
});

describe('without MESSAGE_CONTENT', () => {
  const attached = 'https://example.org';

  it.each([
    { what: 'an ordinary message', say: (s: Stage) => s.member.say(s.channel, 'x'), seen: '' },
    {
      what: 'a mention of the bot',
      say: (s: Stage) => s.member.say(s.channel, `x ${s.discord.botMention}`),
      seen: /^x <@\d+>$/,
    },
    { what: 'a DM', say: (s: Stage) => s.member.dm(`x ${attached}`), seen: `x ${attached}` },
    {
      what: 'a mention of somebody else',
      say: (s: Stage) => s.member.say(s.channel, `x ${s.owner.mention}`),
      seen: '',
    },
    {
      what: "a reply to somebody else's message",
      say: (s: Stage) => s.member.say(s.channel, 'x', { to: s.owner.say(s.channel, s.discord.botMention) }),
      seen: '',
    },
  ])('the bot reads of $what: $seen', async ({ say, seen }) => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('GUILD_CREATE');
    const said = say(stage);
    const packet = await client.find(
      ({ t, d }) => t === 'MESSAGE_CREATE' && z.looseObject({ id: z.string() }).parse(d).id === said.id,
    );
    const { content } = z.looseObject({ content: z.string() }).parse(packet.d);
    if (typeof seen === 'string') expect(content).toBe(seen);
    else expect(content).toMatch(seen);
  });

  it.each([
    { what: 'an ordinary message', words: () => '', seen: 0 },
    { what: 'a mention', words: () => stage.discord.botMention, seen: 1 },
  ])('the files of $what are seen as its words are', async ({ words, seen }) => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('GUILD_CREATE');
    const bytes = new TextEncoder().encode('x');
    const files = [{ index: '0', name: 'a.txt', contentType: 'text/plain', bytes }];
    const said = stage.member.say(stage.channel, words(), { files });
    const { d } = await client.event('MESSAGE_CREATE');
    expect(z.looseObject({ attachments: z.array(z.unknown()) }).parse(d).attachments).toHaveLength(seen);
    // What was withheld is withheld of an edit too, and read once it mentions the bot.
    stage.member.edit(said, `now ${stage.discord.botMention}`);
    const edited = await client.event('MESSAGE_UPDATE');
    expect(z.looseObject({ attachments: z.array(z.unknown()) }).parse(edited.d).attachments).toHaveLength(1);
  });

  it("another application's embeds and buttons are withheld, the bot's own are not", async () => {
    const client = connect();
    await client.identify(stage.discord.token);
    await client.event('GUILD_CREATE');
    const components = [
      { type: 1 as const, components: [{ type: 2 as const, style: 2 as const, label: 'x', custom_id: 'x' }] },
    ];
    const body = { content: '', embeds: [{ title: 'x' }], components };
    for (const authorId of [stage.owner.id, stage.discord.botId])
      createMessage(stage.discord.world, { channel: stage.channel, authorId, type: 0 }, body, []);
    await client.find(() => contentsOf(client).length === 2);
    const shape = z.looseObject({ embeds: z.array(z.unknown()), components: z.array(z.unknown()) });
    const seen = client.packets.flatMap(({ t, d }) => (t === 'MESSAGE_CREATE' ? [shape.parse(d)] : []));
    expect(seen.map((one) => [one.embeds.length, one.components.length])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('with the intent the bot reads everything', async () => {
    const open = await setStage({ privilegedIntents: intents.messageContent });
    const client = new HandClient(open);
    await client.identify(open.discord.token, {
      intents: intents.guilds | intents.guildMessages | intents.messageContent,
    });
    await client.event('GUILD_CREATE');
    open.member.say(open.channel, 'x');
    await client.event('MESSAGE_CREATE');
    expect(contentsOf(client)).toEqual(['x']);
    client.socket.terminate();
    await open.discord.close();
  });
});
