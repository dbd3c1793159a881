/** Longer lines are not kept in memory. */
export const maxLineBytes = 1_000_000;

/**
 * The lines of a stream of bytes, without their line feeds. Only LF ends a line: U+2028 and U+2029, at which
 * node:readline breaks, may stand inside a JSON string.
 * @returns `null` in place of a line that is too long
 */
export async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const line = (): Uint8Array | null => {
    const whole = length > maxLineBytes ? null : Buffer.concat(pieces);
    pieces = [];
    length = 0;
    return whole;
  };
  const keep = (piece: Uint8Array): void => {
    length += piece.length;
    if (length <= maxLineBytes) pieces.push(piece);
    else pieces = [];
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      keep(chunk.subarray(from, end));
      from = end + 1;
      yield line();
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) yield line();
}
