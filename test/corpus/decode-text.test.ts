import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, maxDocumentBytes, requireWords } from '../../src/corpus/decode-text.ts';
import { InputError } from '../../src/domain/errors.ts';
import { generatedText } from './generated-text.ts';

const bytesOf = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1');

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.userMessage;
    throw error;
  }
  return 'accepted';
}

describe('a file that becomes a text', () => {
  it('keeps every character', () => {
    fc.assert(
      fc.property(generatedText, (generated) => {
        const text = `\uFEFF${generated.replaceAll('\u0000', '')} word`;
        expect(decodeText(Buffer.from(text), 'a.txt')).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    { why: 'a PDF', bytes: bytesOf('%PDF-1.7 text'), says: 'a PDF file' },
    { why: 'a Word document', bytes: bytesOf('PK\x03\x04word/document.xml'), says: '.docx' },
    { why: 'an old Word document', bytes: bytesOf('\xd0\xcf\x11\xe0\xa1\xb1'), says: '.doc' },
    { why: 'an RTF document', bytes: bytesOf('{\\rtf1 text}'), says: 'RTF' },
    { why: 'a PNG', bytes: bytesOf('\x89PNG\r\n\x1a\n'), says: 'a picture' },
    { why: 'a JPEG', bytes: bytesOf('\xff\xd8\xff\xe0'), says: 'a picture' },
    { why: 'a gzip archive', bytes: bytesOf('\x1f\x8b\x08'), says: 'gzip' },
    { why: 'a NUL byte', bytes: bytesOf('text\x00text'), says: 'a binary file' },
    { why: 'UTF-16, little-endian', bytes: Buffer.from('\uFEFFtext', 'utf16le'), says: 'UTF-16' },
    { why: 'UTF-16, big-endian', bytes: bytesOf('\xfe\xff\x00t'), says: 'UTF-16' },
    { why: 'UTF-32', bytes: bytesOf('\xff\xfe\x00\x00t\x00\x00\x00'), says: 'UTF-32' },
    { why: 'Latin-1', bytes: bytesOf('Caf\xe9 au lait'), says: 'not UTF-8' },
    { why: 'half a surrogate pair', bytes: bytesOf('a\xed\xa0\x80'), says: 'not UTF-8' },
    { why: 'a cut-off character', bytes: bytesOf('a\xf0\x9f\x95'), says: 'not UTF-8' },
    { why: 'no bytes', bytes: bytesOf(''), says: 'is empty' },
    { why: 'only a byte order mark', bytes: Buffer.from('\uFEFF'), says: 'nothing but white space' },
    { why: 'only white space', bytes: Buffer.from(' \r\n\u00a0\u200b\u3164'), says: 'nothing but white space' },
    { why: 'only punctuation', bytes: Buffer.from('*** … !'), says: 'no words' },
    { why: 'too many bytes', bytes: new Uint8Array(maxDocumentBytes + 100_000).fill(97), says: '20.1 MB' },
  ])('is refused with its name and a way out: $why', ({ bytes, says }) => {
    const refusal = refusalOf(() => decodeText(bytes, 'report.txt'));
    expect(refusal).toContain(says);
    expect(refusal).toMatch(/^report\.txt .*: (?:save|open|check|split) [^:]*\.$/);
  });

  it('may be as large as the limit', () => {
    expect(decodeText(new Uint8Array(maxDocumentBytes).fill(97), 'a.txt')).toHaveLength(maxDocumentBytes);
  });

  it.each(['a', '7', 'م', '他', '\uFEFFé'])('holds words if there is one letter or digit: %s', (text) => {
    expect(() => requireWords(text, 'a.txt')).not.toThrow();
  });
});
