import { chapters } from '../answer/frame.ts';
import { InvariantError } from '../domain/errors.ts';

/**
 * What the buttons and forms of an answer do. `ask` is the form that `follow` opens, `report` the one of `flag`;
 * `show` puts an answer that one person sees into the channel; a summary's chapters are opened by their names, and `all`
 * sends all of it.
 */
export const verbs = [
  'source',
  'evidence',
  'more',
  'follow',
  'ask',
  'flag',
  'report',
  'show',
  'remove',
  ...chapters,
  'all',
] as const;
export type Verb = (typeof verbs)[number];

export type CustomId = {
  /** Of a shown answer; null for a message that shows none, such as an error. */
  readonly shown: string | null;
  readonly verb: Verb;
  /** Where a card is turned to another page: that page, counted from 0. */
  readonly page?: number;
};

/** Anybody can send any custom_id, so what does not look exactly like one of ours is none. */
const pattern = /^h:([A-Za-z0-9_-]{22}|-):([a-z]+)(?::(0|[1-9]\d{0,2}))?$/;

/** `h:<shown id>:<verb>[:page]` @throws InvariantError if it could not be parsed again */
export function formatCustomId({ shown, verb, page }: CustomId): string {
  const id = `h:${shown ?? '-'}:${verb}${page === undefined ? '' : `:${page}`}`;
  if (parseCustomId(id) === undefined) throw new InvariantError(`${id} is not a custom_id of ours`);
  return id;
}

/** Undefined for everything that `formatCustomId` does not make. */
export function parseCustomId(text: string): CustomId | undefined {
  const [, shown, word, page] = pattern.exec(text) ?? [];
  const verb = verbs.find((known) => known === word);
  if (shown === undefined || verb === undefined) return undefined;
  const turned = page === undefined ? {} : { page: Number(page) };
  return { shown: shown === '-' ? null : shown, verb, ...turned };
}
