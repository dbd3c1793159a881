import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxLineBytes, splitLines } from '../../src/cli/split-lines.ts';

async function linesOf(chunks: readonly Uint8Array[]): Promise<(string | null)[]> {
  async function* each(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const lines: (string | null)[] = [];
  for await (const line of splitLines(each())) lines.push(line && Buffer.from(line).toString('utf8'));
  return lines;
}

describe('lines of bytes', () => {
  it('are the same however the bytes come in pieces', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '🕊', '\u2028', '\r') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (words, size) => {
        const bytes = Buffer.from(words);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        const expected = words.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(chunks)).toEqual(expected);
      }),
    );
  });

  it('give null for a line that is too long, and go on behind it', async () => {
    const long = Buffer.alloc(maxLineBytes, 'x');
    expect(await linesOf([Buffer.from('a\n'), long, Buffer.from('y\nb\n')])).toEqual(['a', null, 'b']);
  });
});
