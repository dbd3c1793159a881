/** Every platform that libsql and hnswlib run on is little-endian, so a typed array's bytes are what is stored. */

type Stored = ArrayBuffer | Uint8Array;

export const bytesOf = (values: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** The same bytes where a 4-byte value may begin; copied only where they are not. */
function aligned(stored: Stored): Uint8Array {
  if (stored.byteLength % 4 !== 0) throw new RangeError(`${stored.byteLength} bytes are no whole number of values`);
  const bytes = stored instanceof Uint8Array ? stored : new Uint8Array(stored);
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
}

/** @throws RangeError if the bytes are no whole number of values */
export function floatsOf(stored: Stored): Float32Array {
  const { buffer, byteOffset, byteLength } = aligned(stored);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** @throws RangeError if the bytes are no whole number of values */
export function integersOf(stored: Stored): Int32Array {
  const { buffer, byteOffset, byteLength } = aligned(stored);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The characters exactly as stored: a byte order mark stays, and bytes that are not UTF-8 throw a TypeError. */
export const textOf = (stored: Stored): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stored);
