import { randomBytes } from 'node:crypto';
import type { DocumentFacts } from '../domain/document.ts';
import { everyone } from '../domain/everyone.ts';
import { signTicket } from './page-link.ts';
import type { ServerStore } from './server-store.ts';

/** A link is good for so long: one to a server's own document is a right to read it. */
const daysGood = { own: 7, builtIn: 365 } as const;
const dayMs = 24 * 60 * 60_000;
const keySetting = 'page-link-key';
const keyBytes = 32;

type Settings = Pick<ServerStore, 'setting' | 'setSetting'>;

/** The key that tickets of this installation are signed with; made at first use. */
export async function pageLinkKey(settings: Settings): Promise<Uint8Array> {
  const known = await settings.setting(keySetting);
  if (known === undefined) await settings.setSetting(keySetting, randomBytes(keyBytes).toString('base64url'));
  // read again: where two processes made one at the same moment, the one that stands is good for both
  return Buffer.from((await settings.setting(keySetting)) ?? '', 'base64url');
}

/**
 * The way to a document's page as a server sees it, after the address of the web server. The same for a whole day, so
 * that an answer that is drawn again leads to the same place.
 */
export function pagePath(
  server: string,
  { id, owner }: Pick<DocumentFacts, 'id' | 'owner'>,
  key: Uint8Array,
  now: Date,
): string {
  if (server === owner && owner === everyone) return `/d/${id}`;
  const days = owner === everyone ? daysGood.builtIn : daysGood.own;
  const expiresAt = new Date((Math.floor(now.getTime() / dayMs) + 1 + days) * dayMs);
  return `/t/${signTicket(key, { server, documentId: id, expiresAt })}`;
}

const publishedSetting = (server: string, documentId: string): string => `published/${server}/${documentId}`;
const yes = 'yes';

/** Whether a server's owner has published a document's page. */
export const isPublished = async (settings: Settings, server: string, documentId: string): Promise<boolean> =>
  (await settings.setting(publishedSetting(server, documentId))) === yes;

export const setPublished = (
  settings: Settings,
  server: string,
  documentId: string,
  published: boolean,
): Promise<void> => settings.setSetting(publishedSetting(server, documentId), published ? yes : 'no');
