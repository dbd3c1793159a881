/** A message as far as it matters for whether the bot was asked something. */
export type HeardMessage = {
  /** Discord empties it where the bot may not read it. */
  readonly content: string;
  readonly isDirect: boolean;
  readonly repliesToBot: boolean;
};

/** The words that were asked, an empty question (`help`), or nothing that concerns the bot. */
export type Heard =
  | { readonly kind: 'question'; readonly words: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'nothing' };

/** @param botId the bot's own user, whose mentions are no part of a question */
export function questionIn({ content, isDirect, repliesToBot }: HeardMessage, botId: string): Heard {
  const others = content.replaceAll(new RegExp(`<@!?${botId}>`, 'g'), ' ');
  const isMentioned = others !== content;
  const words = others.trim();
  if (!isDirect && !isMentioned && !(repliesToBot && words !== '')) return { kind: 'nothing' };
  return words === '' ? { kind: 'help' } : { kind: 'question', words };
}
