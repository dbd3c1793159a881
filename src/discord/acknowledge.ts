import { DiscordAPIError, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Audience } from './render-answer.ts';

export const deferReply = (interaction: RepliableInteraction, audience: Audience): Promise<void> =>
  acknowledge(interaction, audience, () =>
    interaction.deferReply(audience === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {}),
  );

/** What can change the message that it came from. */
export type FromMessage = RepliableInteraction & { deferUpdate(): Promise<unknown> };

/** Nothing is seen of it: the message with the button stays until it is edited or deleted. */
export const deferUpdate = (interaction: FromMessage): Promise<void> =>
  acknowledge(interaction, null, () => interaction.deferUpdate());

const alreadyAcknowledged = 40_060;

async function acknowledge(
  interaction: RepliableInteraction,
  audience: Audience | null,
  send: () => Promise<unknown>,
): Promise<void> {
  if (await arrives(send)) return;
  interaction.deferred = true;
  interaction.ephemeral = audience === null ? null : audience === 'ephemeral';
}

/**
 * Sends the one response that an interaction takes. Where it is sent again because its acknowledgement was lost, the
 * first one stands.
 * @returns whether it arrived at this attempt
 */
export async function arrives(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === alreadyAcknowledged) return false;
    throw error;
  }
}
