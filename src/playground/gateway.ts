import { randomBytes } from 'node:crypto';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { apiVersion, closeCodes, intents, opcodes } from './protocol.ts';
import { fullMemberJson, guildJson, selfJson } from './wire.ts';
import { botSees, type GatewayEvent, type Guild, type Member, type World } from './world.ts';

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
  /** When the bot sent something, in the last minute. */
  readonly heardAt: number[];
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
const membersAsked = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.int().nonnegative().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().max(32).optional(),
});

const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent;
const knownIntents = (1 << 26) - 1;
const keptForResume = 1_000;
/** What a bot may send over one connection. */
const packetsAMinute = 120;
const maxPacketBytes = 4_096;
const startsADay = 1_000;

/** Discord's gateway v10 in JSON: HELLO to RESUME, with everything that the world publishes. */
export class Gateway {
  readonly #world: World;
  readonly #settings: GatewaySettings;
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();
  #starts: readonly number[] = [];

  constructor(world: World, settings: GatewaySettings) {
    this.#world = world;
    this.#settings = settings;
    world.listen((event) => this.#tell(event));
  }

  /** How many sessions have a socket now. */
  get connected(): number {
    return [...this.#sessions.values()].filter((session) => session.connection !== undefined).length;
  }

  /** How many sessions may still be started today. */
  get startsLeft(): number {
    return startsADay - this.#startsToday().length;
  }

  #startsToday(): number[] {
    const dayAgo = this.#world.now() - 24 * 60 * 60_000;
    return this.#starts.filter((at) => at > dayAgo);
  }

  /** Takes a new socket. @param asked what stood in the address: `v`, and whether it said `compress=zlib-stream` */
  accept(socket: WebSocket, asked: { readonly version: string | null; readonly zlibStream: boolean }): void {
    this.#sockets.add(socket);
    const write = asked.zlibStream ? compressed(socket) : (frame: string) => socket.send(frame);
    const heart = this.#watchHeartbeat(socket);
    const connection: Connection = { socket, write, heart, heardAt: [], session: undefined };
    socket.on('message', (data) => this.#receive(connection, String(data)));
    socket.on('close', (code) => {
      clearTimeout(connection.heart);
      this.#sockets.delete(socket);
      if (connection.session?.connection === connection) this.#disconnect(connection.session, code);
    });
    socket.on('error', () => socket.terminate());
    if (asked.version !== String(apiVersion)) refuse(socket, closeCodes.invalidApiVersion, 'Invalid API version.');
    else send(connection, { op: opcodes.hello, d: { heartbeat_interval: this.#settings.heartbeatIntervalMs } });
  }

  #receive(connection: Connection, text: string): void {
    const { socket } = connection;
    if (this.#isTooMuch(connection)) {
      refuse(socket, closeCodes.rateLimited, 'Rate limited.');
      return;
    }
    const parsed = packet.safeParse(parseJson(text));
    if (!parsed.success || Buffer.byteLength(text) > maxPacketBytes) {
      refuse(socket, closeCodes.decodeError, 'Error while decoding payload.');
      return;
    }
    const { op, d } = parsed.data;
    if (op === opcodes.heartbeat) {
      connection.heart.refresh();
      send(connection, { op: opcodes.heartbeatAck });
    } else if (op === opcodes.identify || op === opcodes.resume) this.#authenticate(connection, op, d);
    else if (connection.session === undefined) refuse(socket, closeCodes.notAuthenticated, 'Not authenticated.');
    else if (op === opcodes.requestGuildMembers) this.#tellMembers(connection, connection.session, d);
    else if (!ignoredOpcodes.has(op)) refuse(socket, closeCodes.unknownOpcode, 'Unknown opcode.');
  }

  #isTooMuch({ heardAt }: Connection): boolean {
    const now = this.#world.now();
    while ((heardAt[0] ?? now) <= now - 60_000) heardAt.shift();
    heardAt.push(now);
    return heardAt.length > packetsAMinute;
  }

  /** Members by their ids or the beginning of their names; all of them only with the privileged intent. */
  #tellMembers({ socket }: Connection, session: Session, data: unknown): void {
    const parsed = membersAsked.safeParse(data);
    if (!parsed.success) {
      refuse(socket, closeCodes.decodeError, 'Error while decoding payload.');
      return;
    }
    const { guild_id: guildId, user_ids: ids, query = '', limit = 0, nonce } = parsed.data;
    const guild = this.#world.guilds.get(guildId);
    const isEverybody = ids === undefined && query === '' && limit === 0;
    const isAllowed = !isEverybody || (session.intents & intents.guildMembers) !== 0;
    if (guild === undefined || !this.#botIsIn(guildId) || !isAllowed) return;
    const all = [...guild.members.values()];
    const wanted = ids === undefined ? undefined : [ids].flat();
    const named = ({ userId }: Member): boolean =>
      this.#world.users.get(userId)?.name.toLowerCase().startsWith(query.toLowerCase()) ?? false;
    const found = wanted ? all.filter(({ userId }) => wanted.includes(userId)) : all.filter(named);
    dispatch(session, 'GUILD_MEMBERS_CHUNK', {
      guild_id: guildId,
      members: (limit === 0 ? found : found.slice(0, limit)).map((member) => fullMemberJson(this.#world, member)),
      chunk_index: 0,
      chunk_count: 1,
      not_found: (wanted ?? []).filter((id) => !guild.members.has(id)),
      ...(nonce === undefined ? {} : { nonce }),
    });
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

  /** Asks every bot for a heartbeat at once, as Discord does before it gives a connection up. */
  requestHeartbeat(): void {
    for (const { connection } of this.#sessions.values())
      if (connection !== undefined) send(connection, { op: opcodes.heartbeat });
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
    this.#starts = [...this.#startsToday(), this.#world.now()];
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
    const readsMembers = (session.intents & intents.guildMembers) !== 0;
    for (const guild of guilds) dispatch(session, 'GUILD_CREATE', guildJson(this.#world, guild, readsMembers));
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
      const isMember = event.guildId === undefined || event.toStrangers || this.#botIsIn(event.guildId);
      const isSeen = event.channel === undefined || botSees(this.#world, event.channel);
      if (wanted && isMember && isSeen && ofShard === session.shard[0])
        dispatch(session, event.name, event.data((session.intents & intents.messageContent) !== 0));
    }
  }

  #botIsIn(guildId: string): boolean {
    return this.#world.guilds.get(guildId)?.members.has(this.#world.bot.id) ?? false;
  }
}

/** Sent by clients, of no consequence here. */
const ignoredOpcodes: ReadonlySet<number> = new Set([opcodes.presenceUpdate, 4, 31]);

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
