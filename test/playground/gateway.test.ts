import { constants, createInflate } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { shardOf } from '../../src/playground/gateway.ts';
import { intents } from '../../src/playground/protocol.ts';
import { type Stage, setStage } from './stage.ts';

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

  constructor(stage: Stage, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${stage.discord.apiUrl.replace(/^http/, 'ws')}?v=10&encoding=json`, { headers });
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
