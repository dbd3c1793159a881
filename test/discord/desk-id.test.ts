import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeskId, documentMark, formatDeskId, parseDeskId } from '../../src/discord/desk-id.ts';
import { limits } from '../../src/discord/limits.ts';
import { InvariantError } from '../../src/domain/errors.ts';

const deskId: fc.Arbitrary<DeskId> = fc.record({
  document: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{10}$/)),
  verb: fc.stringMatching(/^[a-z]{1,12}$/),
  args: fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,22}$/), { maxLength: 3 }),
});

describe('an id of the desk', () => {
  it('is read as it was written and keeps the limit', () => {
    fc.assert(
      fc.property(deskId, (written) => {
        const text = formatDeskId(written);
        expect(parseDeskId(text)).toEqual(written);
        expect(text.length).toBeLessThanOrEqual(limits.customId);
      }),
    );
  });

  it('is never anything else than what would be written again', () => {
    const almost = fc.tuple(deskId, fc.string()).map(([{ verb }, tail]) => `d:-:${verb}${tail}`);
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), (text) => {
        const read = parseDeskId(text);
        if (read !== undefined) expect(formatDeskId(read)).toBe(text);
      }),
    );
  });

  it.each([
    'h:-:claim',
    'd:short:claim',
    'd:-:Claim',
    'd:-:claim:',
    'd:-:claim:1:2:3:4',
    'd:-:claim:é',
    'd:-:claim\n',
    '',
  ])('is not %j', (text) => {
    expect(parseDeskId(text)).toBeUndefined();
  });

  it('is not written where it could not be read', () => {
    expect(() => formatDeskId({ document: null, verb: 'claim', args: ['a:b'] })).toThrow(InvariantError);
    expect(() => formatDeskId({ document: null, verb: 'claim', args: [''] })).toThrow(InvariantError);
  });

  it('names a document by a mark that holds nothing of its id and differs between owners', () => {
    const mark = documentMark({ owner: 'everyone', id: 'meo-mossalaha' });
    expect(mark).toMatch(/^[A-Za-z0-9_-]{10}$/);
    expect(documentMark({ owner: '1', id: 'meo-mossalaha' })).not.toBe(mark);
  });
});
