import { randomBytes } from 'node:crypto';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { apiVersion, closeCodes, intents, opcodes } from './protocol.ts';
import { guildJson, selfJson } from './wire.ts';
import type { GatewayEvent, Guild, World } from './world.ts';

/** What one event looked like, kept for a resume. */
type Sent = { readonly sequence: number; readonly frame: string };

/** One bot's session. It outlives its socket until the bot says goodbye or it is told to start anew. */
type Session = {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly sent: Sent[];
  sequence: number;
  connection: Connection | undefined;
};

/** A socket, what it takes to write to it, and the session that it speaks for once it has said who it is. */
type Connection = {
  readonly socket: WebSocket;
  readonly write: (frame: string) => void;
  /** Closes the socket where no heartbeat comes. */
  readonly heart: NodeJS.Timeout;
  session: Session | undefined;
};

/** Settings of the gateway, apart from the world that it tells of. */
export type GatewaySettings = {
  /** Privileged intents that the application has switched on; others close the socket with 4014. */
  readonly allowedIntents: number;
  readonly heartbeatIntervalMs: number;
};

const identify = z.object({
  token: z.string(),
  intents: z.int().nonnegative(),
  shard: z.tuple([z.int(), z.int()]).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const packet = z.object({ op: z.int(), d: z.unknown() });

const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent;
const knownIntents = (1 << 26) - 1;
const keptForResume = 1_000;

/** Discord's gateway v10 in JSON: HELLO to RESUME, with everything that the world publishes. */
export class Gateway {
  readonly #world: World;
  readonly #settings: GatewaySettings;
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();

  constructor(world: World, settings: GatewaySettings) {
    this.#world = world;
    this.#settings = settings;
    world.listen((event) => this.#tell(event));
  }

  /** How many sessions have a socket now. */
  get connected(): number {
    return [...this.#sessions.values()].filter((session) => session.connection !== undefined).length;
  }

  /** Takes a new socket. @param zlibStream whether the client asked for `compress=zlib-stream` */
  accept(socket: WebSocket, zlibStream: boolean): void {
    this.#sockets.add(socket);
    const write = zlibStream ? compressed(socket) : (frame: string) => socket.send(frame);
    const connection: Connection = { socket, write, heart: this.#watchHeartbeat(socket), session: undefined };
    socket.on('message', (data) => this.#receive(connection, String(data)));
    socket.on('close', (code) => {
      clearTimeout(connection.heart);
      this.#sockets.delete(socket);
      if (connection.session?.connection === connection) this.#disconnect(connection.session, code);
    });
    socket.on('error', () => socket.terminate());
    send(connection, { op: opcodes.hello, d: { heartbeat_interval: this.#settings.heartbeatIntervalMs } });
  }

  #receive(connection: Connection, text: string): void {
    const { socket } = connection;
    const parsed = packet.safeParse(parseJson(text));
    if (!parsed.success) {
      refuse(socket, closeCodes.decodeError, 'Error while decoding payload.');
      return;
    }
    const { op, d } = parsed.data;
    if (op === opcodes.heartbeat) {
      connection.heart.refresh();
      send(connection, { op: opcodes.heartbeatAck });
    } else if (op === opcodes.identify || op === opcodes.resume) this.#authenticate(connection, op, d);
    else if (connection.session === undefined) refuse(socket, closeCodes.notAuthenticated, 'Not authenticated.');
    else if (!ignoredOpcodes.has(op)) refuse(socket, closeCodes.unknownOpcode, 'Unknown opcode.');
  }

  #authenticate(connection: Connection, op: number, data: unknown): void {
    if (connection.session !== undefined) {
      refuse(connection.socket, closeCodes.alreadyAuthenticated, 'Already authenticated.');
      return;
    }
    connection.session = op === opcodes.identify ? this.#identify(connection, data) : this.#resume(connection, data);
    this.#world.changed();
  }

  /** Cuts every socket without a word, as a broken network does. Sessions stay and can be resumed. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Asks every bot to connect again and resume. */
  requestReconnect(): void {
    for (const { connection } of this.#sessions.values())
      if (connection !== undefined) send(connection, { op: opcodes.reconnect, d: null });
  }

  /** Ends every session with INVALID SESSION. @param resumable what the bot is told; false forgets the session */
  invalidateSessions(resumable: boolean): void {
    for (const session of [...this.#sessions.values()]) {
      if (!resumable) this.#sessions.delete(session.id);
      if (session.connection !== undefined) send(session.connection, { op: opcodes.invalidSession, d: resumable });
    }
  }

  /** Goodbye to all: the sockets are cut and nothing can be resumed. */
  close(): void {
    this.#sessions.clear();
    for (const socket of this.#sockets) socket.terminate();
  }

  #watchHeartbeat(socket: WebSocket): NodeJS.Timeout {
    const close = (): void => socket.close(closeCodes.sessionTimedOut, 'Session timed out.');
    return setTimeout(close, this.#settings.heartbeatIntervalMs * 1.5).unref();
  }

  #identify(connection: Connection, data: unknown): Session | undefined {
    const { socket } = connection;
    const parsed = identify.safeParse(data);
    if (!parsed.success) return refuse(socket, closeCodes.decodeError, 'Error while decoding payload.');
    const { token, intents: asked, shard = [0, 1] } = parsed.data;
    if (token !== this.#world.token) return refuse(socket, closeCodes.authenticationFailed, 'Authentication failed.');
    if (shard[0] < 0 || shard[0] >= shard[1]) return refuse(socket, closeCodes.invalidShard, 'Invalid shard.');
    if ((asked & ~knownIntents) !== 0) return refuse(socket, closeCodes.invalidIntents, 'Invalid intent(s).');
    if ((asked & privilegedIntents & ~this.#settings.allowedIntents) !== 0)
      return refuse(socket, closeCodes.disallowedIntents, 'Disallowed intent(s).');
    const id = randomBytes(16).toString('hex');
    const session: Session = { id, intents: asked, shard, sent: [], sequence: 0, connection };
    this.#sessions.set(session.id, session);
    this.#greet(session);
    return session;
  }

  #greet(session: Session): void {
    const guilds = [...this.#world.guilds.values()].filter(
      (guild) => guild.members.has(this.#world.bot.id) && shardOf(guild.id, session.shard[1]) === session.shard[0],
    );
    dispatch(session, 'READY', {
      v: apiVersion,
      user: selfJson(this.#world),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.#world.origin.replace(/^http/, 'ws'),
      shard: session.shard,
      application: { id: this.#world.applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const guild of guilds) dispatch(session, 'GUILD_CREATE', guildJson(this.#world, guild));
  }

  #resume(connection: Connection, data: unknown): Session | undefined {
    const { socket } = connection;
    const parsed = resume.safeParse(data);
    if (!parsed.success) return refuse(socket, closeCodes.decodeError, 'Error while decoding payload.');
    const { token, session_id: id, seq } = parsed.data;
    if (token !== this.#world.token) return refuse(socket, closeCodes.authenticationFailed, 'Authentication failed.');
    const session = this.#sessions.get(id);
    const oldest = session?.sent[0]?.sequence ?? 1;
    if (session === undefined || seq < oldest - 1) {
      send(connection, { op: opcodes.invalidSession, d: false });
      return undefined;
    }
    if (seq > session.sequence) return refuse(socket, closeCodes.invalidSequence, 'Invalid seq.');
    session.connection?.socket.terminate();
    session.connection = connection;
    for (const one of session.sent.filter(({ sequence }) => sequence > seq)) connection.write(one.frame);
    dispatch(session, 'RESUMED', {});
    return session;
  }

  /** 1000 and 1001 from the bot end its session; after anything else it may come back. */
  #disconnect(session: Session, code: number): void {
    session.connection = undefined;
    if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
    this.#world.changed();
  }

  #tell(event: GatewayEvent): void {
    for (const session of this.#sessions.values()) {
      const ofShard = event.guildId === undefined ? 0 : shardOf(event.guildId, session.shard[1]);
      const wanted = event.intent === 0 || (session.intents & event.intent) !== 0;
      const isMember = event.guildId === undefined || this.#botIsIn(event.guildId);
      if (wanted && isMember && ofShard === session.shard[0])
        dispatch(session, event.name, event.data((session.intents & intents.messageContent) !== 0));
    }
  }

  #botIsIn(guildId: string): boolean {
    return this.#world.guilds.get(guildId)?.members.has(this.#world.bot.id) ?? false;
  }
}

/** Sent by clients, of no consequence here. */
const ignoredOpcodes: ReadonlySet<number> = new Set([opcodes.presenceUpdate, opcodes.requestGuildMembers, 4, 31]);

/** Which shard hears of a server. Source: Discord's documentation, "Sharding". */
export const shardOf = (guildId: Guild['id'], shards: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(shards));

function dispatch(session: Session, name: string, data: object): void {
  session.sequence += 1;
  const frame = JSON.stringify({ op: opcodes.dispatch, t: name, s: session.sequence, d: data });
  session.sent.push({ sequence: session.sequence, frame });
  if (session.sent.length > keptForResume) session.sent.shift();
  session.connection?.write(frame);
}

const send = (connection: Connection, data: object): void =>
  connection.write(JSON.stringify({ t: null, s: null, d: null, ...data }));

function refuse(socket: WebSocket, code: number, reason: string): undefined {
  socket.close(code, reason);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One zlib stream for the whole connection, flushed after every frame. */
function compressed(socket: WebSocket): (frame: string) => void {
  const deflate: Deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
  let pending: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => pending.push(chunk));
  return (frame) => {
    deflate.write(frame);
    deflate.flush(constants.Z_SYNC_FLUSH, () => {
      socket.send(Buffer.concat(pending));
      pending = [];
    });
  };
}
