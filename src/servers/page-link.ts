import { createHmac, timingSafeEqual } from 'node:crypto';

/** A right to read one document as one server sees it, until then. */
export type PageTicket = { readonly server: string; readonly documentId: string; readonly expiresAt: Date };

/** 128 bits of an HMAC are enough where each guess is a request. */
const signatureBytes = 16;
const maxCharacters = 400;

const signatureOf = (key: Uint8Array, payload: string): Buffer =>
  createHmac('sha256', key).update(payload).digest().subarray(0, signatureBytes);

/** Writes a ticket as it stands in a link: payload and signature, both base64url. @param key at least 32 random bytes */
export function signTicket(key: Uint8Array, { server, documentId, expiresAt }: PageTicket): string {
  const seconds = Math.ceil(expiresAt.getTime() / 1_000);
  const payload = Buffer.from(JSON.stringify([server, documentId, seconds])).toString('base64url');
  return `${payload}.${signatureOf(key, payload).toString('base64url')}`;
}

/** @returns undefined for a ticket of another key, a changed one, and one that has expired at `now` */
export function openTicket(key: Uint8Array, written: string, now: Date): PageTicket | undefined {
  if (written.length > maxCharacters) return undefined;
  const [payload = '', signature = '', ...rest] = written.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isOurs =
    rest.length === 0 &&
    given.length === signatureBytes &&
    given.toString('base64url') === signature && // one spelling only
    timingSafeEqual(given, signatureOf(key, payload));
  if (!isOurs) return undefined;
  // as: only signTicket writes what carries our signature
  const [server, documentId, seconds] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [
    string,
    string,
    number,
  ];
  const expiresAt = new Date(seconds * 1_000);
  return expiresAt > now ? { server, documentId, expiresAt } : undefined;
}
