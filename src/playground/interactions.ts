import { randomBytes } from 'node:crypto';
import {
  alreadyAcknowledged,
  invalidForm,
  invalidWebhookToken,
  tooManyFollowUps,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './discord-error.ts';
import { type Choice, type ModalBody, parseChoices, parseMessage, parseModal } from './discord-limits.ts';
import { type Owners, ownersJson } from './installations.ts';
import { createLoadingMessage, createMessage, deleteMessage, editMessage, type Payload } from './messages.ts';
import {
  answerWithinMs,
  callbackTypes,
  contexts,
  interactionTypes,
  messageFlags,
  messageTypes,
  tokenLivesMs,
} from './protocol.ts';
import { channelJson, memberJson, messageJson, responseType, userJson } from './wire.ts';
import { type Channel, guildOf, type Message, permissionsIn, type World } from './world.ts';

/** What a bot did first with an interaction. */
export type Answer = 'message' | 'deferred' | 'deferred-update' | 'update' | 'choices' | 'modal';

/** A form on a person's screen. */
export type ShownModal = ModalBody & {
  readonly personId: string;
  readonly channelId: string;
  /** The message whose button opened it. */
  readonly messageId?: string;
};

/** Something that a person did and the bot is to answer. It changes as the bot answers. */
export type Interaction = {
  readonly id: string;
  readonly token: string;
  /** Discord's type: command, component, autocomplete or modal submit. */
  readonly type: number;
  readonly personId: string;
  readonly channel: Channel;
  readonly createdAt: number;
  readonly commandType?: number;
  readonly commandName?: string;
  /** The message that a component stands in, also where the component opened a modal that is now submitted. */
  readonly sourceId?: string;
  /** Through which installations of the application the person could do it. */
  readonly owners: Owners;
  answer?: Answer;
  /** The message behind `@original`. */
  responseId?: string;
  readonly followUpIds: string[];
  choices?: readonly Choice[];
  modal?: ShownModal;
};

/** What a person's action adds to a bare interaction. */
export type InteractionStart = Pick<
  Interaction,
  'type' | 'personId' | 'channel' | 'commandType' | 'commandName' | 'sourceId'
> & {
  readonly data: object /** Where absent, the server's installation, if there is one. */;
  readonly owners?: Owners;
};

/** How many follow-ups an application may send where only the person has installed it. */
const followUpsOfStrangers = 5;

/** The callbacks that Discord takes for each type of interaction. */
const allowedCallbacks: Readonly<Record<number, readonly number[]>> = {
  [interactionTypes.command]: [callbackTypes.message, callbackTypes.deferredMessage, callbackTypes.modal],
  [interactionTypes.component]: [
    callbackTypes.message,
    callbackTypes.deferredMessage,
    callbackTypes.deferredUpdate,
    callbackTypes.update,
    callbackTypes.modal,
  ],
  [interactionTypes.autocomplete]: [callbackTypes.choices],
  [interactionTypes.modalSubmit]: [
    callbackTypes.message,
    callbackTypes.deferredMessage,
    callbackTypes.deferredUpdate,
    callbackTypes.update,
  ],
};

/** Starts interactions for people, and takes the bot's callbacks, follow-ups and edits for them. */
export class Interactions {
  readonly #world: World;
  readonly #byId = new Map<string, Interaction>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Tells the bot what a person did. */
  start(start: InteractionStart): Interaction {
    const { data, ...rest } = start;
    const interaction: Interaction = {
      owners: this.#ownersAt(start.channel),
      ...rest,
      id: this.#world.nextId(),
      token: randomBytes(48).toString('base64url'),
      createdAt: this.#world.now(),
      followUpIds: [],
    };
    this.#byId.set(interaction.id, interaction);
    const guild = guildOf(this.#world, start.channel);
    this.#world.publish({
      name: 'INTERACTION_CREATE',
      ...(guild === undefined ? {} : { guildId: guild.id }),
      intent: 0,
      toStrangers: true,
      data: () => this.#json(interaction, data),
    });
    return interaction;
  }

  #ownersAt(channel: Channel): Owners {
    const guild = guildOf(this.#world, channel);
    const byServer = guild === undefined || guild.members.has(this.#world.bot.id);
    return { byServer, byUser: !byServer };
  }

  /**
   * The first answer: POST /interactions/{id}/{token}/callback.
   * @throws DiscordError 10062 after 3 seconds or for a wrong token, 40060 for a second answer, 50035 for a wrong body
   */
  callback(id: string, token: string, payload: Payload): { interaction: Interaction; type: number } {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.token !== token) throw unknownInteraction();
    if (interaction.answer !== undefined) throw alreadyAcknowledged();
    if (this.#world.now() - interaction.createdAt > answerWithinMs) throw unknownInteraction();
    const { type, data } = callbackOf(interaction, payload.body);
    this.#apply(interaction, type, { body: data, files: payload.files });
    this.#world.changed();
    return { interaction, type };
  }

  /** `@original`, or a follow-up by its id. @throws DiscordError 10015, 50027, 10008 */
  response(applicationId: string, token: string, messageId: string): Message {
    const interaction = this.#byToken(applicationId, token);
    const id = messageId === '@original' ? interaction.responseId : messageId;
    const isOurs = id !== undefined && (id === interaction.responseId || interaction.followUpIds.includes(id));
    const message = isOurs ? this.#world.messages.get(id) : undefined;
    if (message === undefined) throw unknownMessage();
    return message;
  }

  editResponse(applicationId: string, token: string, messageId: string, payload: Payload): Message {
    return editMessage(this.#world, this.response(applicationId, token, messageId), payload);
  }

  deleteResponse(applicationId: string, token: string, messageId: string): void {
    deleteMessage(this.#world, this.response(applicationId, token, messageId));
  }

  /**
   * One more message. While the response is still "thinking…", it fills that instead, ephemeral or not as it was:
   * Discord keeps this for old applications.
   */
  followUp(applicationId: string, token: string, payload: Payload): Message {
    const interaction = this.#byToken(applicationId, token);
    const response = this.#world.messages.get(interaction.responseId ?? '');
    if (response !== undefined && (response.flags & messageFlags.loading) !== 0)
      return editMessage(this.#world, response, payload);
    if (!interaction.owners.byServer && interaction.followUpIds.length >= followUpsOfStrangers)
      throw tooManyFollowUps();
    const body = parseMessage(payload.body);
    const replyTo = interaction.responseId;
    const place = { ...this.#place(interaction, body.flags ?? 0), type: messageTypes.reply };
    const message = createMessage(
      this.#world,
      replyTo === undefined ? place : { ...place, replyTo },
      body,
      payload.files,
    );
    interaction.followUpIds.push(message.id);
    this.#world.changed();
    return message;
  }

  #byToken(applicationId: string, token: string): Interaction {
    const interaction = [...this.#byId.values()].find((one) => one.token === token);
    const known = interaction?.answer !== undefined && applicationId === this.#world.applicationId;
    if (interaction === undefined || !known) throw unknownWebhook();
    if (this.#world.now() - interaction.createdAt > tokenLivesMs) throw invalidWebhookToken();
    return interaction;
  }

  #apply(interaction: Interaction, type: number, payload: Payload): void {
    const at = ['data'];
    switch (type) {
      case callbackTypes.message: {
        const body = parseMessage(payload.body, at);
        const place = { ...this.#place(interaction, body.flags ?? 0), at };
        interaction.responseId = createMessage(this.#world, place, body, payload.files).id;
        interaction.answer = 'message';
        return;
      }
      case callbackTypes.deferredMessage: {
        const flags = parseMessage(payload.body ?? {}, at).flags ?? 0;
        interaction.responseId = createLoadingMessage(this.#world, this.#place(interaction, flags), flags).id;
        interaction.answer = 'deferred';
        return;
      }
      case callbackTypes.deferredUpdate:
        interaction.responseId = this.#source(interaction).id;
        interaction.answer = 'deferred-update';
        return;
      case callbackTypes.update:
        interaction.responseId = editMessage(this.#world, this.#source(interaction), payload, at).id;
        interaction.answer = 'update';
        return;
      case callbackTypes.choices:
        interaction.choices = parseChoices(payload.body, at);
        interaction.answer = 'choices';
        return;
      default:
        interaction.modal = this.#shown(interaction, parseModal(payload.body, at));
        interaction.answer = 'modal';
    }
  }

  #shown(interaction: Interaction, modal: ModalBody): ShownModal {
    const { personId, channel, sourceId } = interaction;
    return { ...modal, personId, channelId: channel.id, ...(sourceId === undefined ? {} : { messageId: sourceId }) };
  }

  /** The message that the pressed component stands in. */
  #source(interaction: Interaction): Message {
    const message = this.#world.messages.get(interaction.sourceId ?? '');
    if (message === undefined) throw unknownMessage();
    return message;
  }

  /** Where an answer stands and who sees it, which its flags decide. */
  #place(interaction: Interaction, flags: number) {
    const { channel, personId, sourceId, commandName } = interaction;
    const origin = { interactionId: interaction.id, interactionType: interaction.type, personId };
    return {
      channel,
      authorId: this.#world.bot.id,
      type: responseType(interaction.commandType),
      origin: commandName === undefined ? origin : { ...origin, commandName },
      ...(sourceId === undefined ? {} : { replyTo: sourceId }),
      ...((flags & messageFlags.ephemeral) === 0 ? {} : { onlyFor: personId }),
    };
  }

  #json(interaction: Interaction, data: object): object {
    const world = this.#world;
    const { channel, personId } = interaction;
    const guild = guildOf(world, channel);
    const person = world.users.get(personId) ?? world.bot;
    const member = guild?.members.get(personId);
    const mine = permissionsIn(world, personId, channel).toString();
    const source = world.messages.get(interaction.sourceId ?? '');
    return {
      id: interaction.id,
      application_id: world.applicationId,
      type: interaction.type,
      token: interaction.token,
      version: 1,
      data,
      channel: { ...channelJson(world, channel), permissions: mine },
      channel_id: channel.id,
      app_permissions: permissionsIn(world, world.bot.id, channel).toString(),
      locale: person.locale,
      entitlements: [],
      attachment_size_limit: 10 * 1024 * 1024,
      context: guild === undefined ? contexts.botDm : contexts.guild,
      authorizing_integration_owners: ownersJson(world, personId, channel, interaction.owners),
      ...(source === undefined ? {} : { message: messageJson(world, source, true) }),
      ...(guild === undefined || member === undefined
        ? { user: userJson(person) }
        : {
            guild_id: guild.id,
            guild_locale: guild.locale,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            member: { ...memberJson(member), user: userJson(person), permissions: mine },
          }),
    };
  }
}

function callbackOf(interaction: Interaction, body: unknown): { type: number; data: unknown } {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  const allowed = (allowedCallbacks[interaction.type] ?? []).filter((one) => isPossible(interaction, one));
  if (typeof type === 'number' && allowed.includes(type)) return { type, data };
  const message = `Value must be one of {${allowed.join(', ')}}.`;
  throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
}

/** A modal that no component opened has no message to update. */
const isPossible = (interaction: Interaction, callback: number): boolean =>
  interaction.sourceId !== undefined ||
  (callback !== callbackTypes.deferredUpdate && callback !== callbackTypes.update);
