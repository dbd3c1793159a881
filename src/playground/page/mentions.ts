import type { Named } from './view.ts';

/** Somebody, a role or a channel, with the mark that stands before its name. */
export type Mentionable = Named & { readonly mark: '@' | '#'; readonly kind: 'user' | 'role' | 'channel' };

/** What may follow the mark at the end of a text. @returns what was typed of the name so far, and what begins so */
export function mentionsFor(
  text: string,
  mentionable: readonly Mentionable[],
): readonly [typed: string, found: readonly Mentionable[]] {
  const [, mark, typed = ''] = /(?:^|\s)([@#])([\w-]*)$/u.exec(text) ?? [];
  const begun = mentionable.filter(
    (one) => one.mark === mark && one.name.toLowerCase().startsWith(typed.toLowerCase()),
  );
  return [typed, begun];
}

const prefixes = { user: '@', role: '@&', channel: '#' } as const;

/** Names after a mark become mentions, as Discord's client makes them of what was picked; the longest name counts. */
export function withMentions(text: string, mentionable: readonly Mentionable[]): string {
  const longestFirst = mentionable.toSorted((a, b) => b.name.length - a.name.length);
  let written = '';
  for (let at = 0; at < text.length; ) {
    const named = longestFirst.find(
      ({ mark, name }) => text[at] === mark && text.startsWith(name, at + 1) && isEnd(text, at + 1 + name.length),
    );
    written += named === undefined ? text[at] : `<${prefixes[named.kind]}${named.id}>`;
    at += named === undefined ? 1 : 1 + named.name.length;
  }
  return written;
}

const isEnd = (text: string, at: number): boolean => !/^[\w-]/u.test(text.slice(at));
