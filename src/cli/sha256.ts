import { createHash } from 'node:crypto';

/** Lower-case hex, as the library keeps it of a document's bytes. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
