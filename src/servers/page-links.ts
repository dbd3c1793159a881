import { randomBytes } from 'node:crypto';
import { signTicket } from './page-link.ts';
import type { ServerStore } from './server-store.ts';

/** A link to a server's own document is good for so long. */
const daysGood = 7;
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

/** The way to a document's page, after the address of the web server. @param isOwnView whether a server sees it otherwise than everybody */
export function pagePath(
  {
    server,
    documentId,
    isOwnView,
  }: { readonly server: string; readonly documentId: string; readonly isOwnView: boolean },
  key: Uint8Array,
  now: Date,
): string {
  if (!isOwnView) return `/d/${documentId}`;
  const expiresAt = new Date(now.getTime() + daysGood * 24 * 60 * 60_000);
  return `/t/${signTicket(key, { server, documentId, expiresAt })}`;
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
