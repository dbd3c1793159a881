import { invalidForm, missingAccess, tooManyCommandCreates, unknownCommand } from './discord-error.ts';
import { type CommandBody, countProblems, parseCommand, parseCommands } from './discord-limits.ts';
import { commandTypes } from './protocol.ts';
import type { Command, World } from './world.ts';

const createsADay = 200;

/** The commands of an application, global (no `guildId`) or of one server, as its REST routes keep them. */
export class CommandRegistry {
  readonly #world: World;
  /** When commands were newly made, by scope; Discord counts 200 a day for each. */
  readonly #creates = new Map<string, number[]>();

  constructor(world: World) {
    this.#world = world;
  }

  list(guildId: string | undefined): Command[] {
    this.#refuseForeign(guildId);
    return [...this.#world.commands.values()].filter((command) => command.guildId === guildId);
  }

  /** @throws DiscordError 10063 */
  get(guildId: string | undefined, id: string): Command {
    const command = this.list(guildId).find((one) => one.id === id);
    if (command === undefined) throw unknownCommand();
    return command;
  }

  /** POST: a command of that type and name is replaced. @returns whether it is new */
  upsert(guildId: string | undefined, body: unknown): { command: Command; isNew: boolean } {
    const parsed = parseCommand(body);
    const held = this.list(guildId);
    const existing = held.find((one) => sameName(one.body, parsed));
    if (existing !== undefined) return { command: this.#store(guildId, existing.id, parsed), isNew: false };
    const problems = countProblems([...held.map((one) => one.body), parsed]);
    if (problems.length > 0) throw invalidForm(problems);
    this.#countCreates(guildId, 1);
    return { command: this.#store(guildId, this.#world.nextId(), parsed), isNew: true };
  }

  /** PATCH: what the body does not name stays. */
  edit(guildId: string | undefined, id: string, body: unknown): Command {
    const { body: before } = this.get(guildId, id);
    const changes = typeof body === 'object' && body !== null ? body : {};
    return this.#store(guildId, id, parseCommand({ ...before, ...changes, type: before.type }));
  }

  /** PUT: the whole set. A command whose type and name stay keeps its id. */
  overwrite(guildId: string | undefined, body: unknown): Command[] {
    const parsed = parseCommands(body);
    const before = this.list(guildId);
    const pairs = parsed.map((one) => ({ one, existing: before.find((command) => sameName(command.body, one)) }));
    this.#countCreates(guildId, pairs.filter(({ existing }) => existing === undefined).length);
    for (const command of before) this.#world.commands.delete(command.id);
    return pairs.map(({ one, existing }) => this.#store(guildId, existing?.id ?? this.#world.nextId(), one));
  }

  remove(guildId: string | undefined, id: string): void {
    this.#world.commands.delete(this.get(guildId, id).id);
    this.#world.changed();
  }

  #store(guildId: string | undefined, id: string, body: CommandBody): Command {
    const command = { id, version: this.#world.nextId(), ...(guildId === undefined ? {} : { guildId }), body };
    this.#world.commands.set(id, command);
    this.#world.changed();
    return command;
  }

  #refuseForeign(guildId: string | undefined): void {
    const isMember = guildId === undefined || this.#world.guilds.get(guildId)?.members.has(this.#world.bot.id);
    if (!isMember) throw missingAccess();
  }

  #countCreates(guildId: string | undefined, count: number): void {
    const scope = guildId ?? 'global';
    const dayAgo = this.#world.now() - 24 * 60 * 60_000;
    const recent = (this.#creates.get(scope) ?? []).filter((at) => at > dayAgo);
    if (recent.length + count > createsADay) throw tooManyCommandCreates();
    this.#creates.set(scope, [...recent, ...Array.from({ length: count }, () => this.#world.now())]);
  }
}

const typeOf = (body: CommandBody): number => body.type ?? commandTypes.slash;
const sameName = (a: CommandBody, b: CommandBody): boolean => a.name === b.name && typeOf(a) === typeOf(b);
