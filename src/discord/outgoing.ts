import { MessageFlags } from 'discord.js';
import { checkQuotes } from './check-quotes.ts';
import { type Container, textsOf } from './components.ts';
import { checkLimits } from './limits.ts';
import type { Drawn } from './render-lines.ts';

declare const checked: unique symbol;
/** A message that has been looked at for the last time. Only `outgoing` makes one, and nothing else is sent. */
export type Outgoing = {
  readonly [checked]?: true;
  readonly flags: (MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds)[];
  readonly components: Container[];
  readonly allowedMentions: { readonly parse: []; readonly repliedUser: false };
};

/**
 * Every message and every edit leaves through here: it pings nobody, grows no previews, keeps Discord's limits, and its
 * quotes are looked at once more.
 * @throws InvariantError where a quote is not exact or a limit would be passed
 */
export function outgoing({ container, quotes }: Drawn): Outgoing {
  checkLimits(container);
  checkQuotes(textsOf(container), quotes);
  return {
    flags: [MessageFlags.IsComponentsV2, MessageFlags.SuppressEmbeds],
    components: [container],
    allowedMentions: { parse: [], repliedUser: false },
  };
}

/** The same for one person alone. Only a new message can be so; an edit stays as its message was. */
export const ephemeral = (message: Outgoing) => ({
  ...message,
  flags: [...message.flags, MessageFlags.Ephemeral as const],
});
