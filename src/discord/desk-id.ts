import { createHash } from 'node:crypto';
import { InvariantError } from '../domain/errors.ts';

/** What a button, menu or form of the desk is about. Anybody can send any; it carries no right. */
export type DeskId = {
  /** The document by `documentMark`; null where it is about none, or a draft or an answer says which. */
  readonly document: string | null;
  readonly verb: string;
  /** A claim's number, a page, the id of a draft, of a proposal, of a shown answer. */
  readonly args: readonly string[];
};

const pattern = /^d:([A-Za-z0-9_-]{10}|-):([a-z]+)((?::[A-Za-z0-9_-]{1,40}){0,3})$/;

/** `d:<document>:<verb>[:argument…]` @throws InvariantError if it could not be parsed again */
export function formatDeskId({ document, verb, args }: DeskId): string {
  const id = ['d', document ?? '-', verb, ...args].join(':');
  const read = parseDeskId(id);
  if (read === undefined || read.args.length !== args.length)
    throw new InvariantError(`${id} is not an id of the desk`);
  return id;
}

/** Undefined for everything that `formatDeskId` does not make. */
export function parseDeskId(text: string): DeskId | undefined {
  const [whole, document, verb, args = ''] = pattern.exec(text) ?? [];
  if (whole !== text || document === undefined || verb === undefined) return undefined;
  return { document: document === '-' ? null : document, verb, args: args === '' ? [] : args.slice(1).split(':') };
}

/** Stands for a document in an id: short, and without its words. It is looked up among those that can be asked there. */
export const documentMark = ({ owner, id }: { readonly owner: string; readonly id: string }): string =>
  createHash('sha256').update(`${owner}/${id}`).digest('base64url').slice(0, 10);
