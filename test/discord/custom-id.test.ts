import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CustomId, formatCustomId, parseCustomId, verbs } from '../../src/discord/custom-id.ts';
import { limits } from '../../src/discord/limits.ts';
import { InvariantError } from '../../src/domain/errors.ts';

const id = fc.record({
  shown: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{22}$/)),
  verb: fc.constantFrom(...verbs),
  page: fc.option(fc.nat({ max: 999 }), { nil: undefined }),
});

describe('a custom_id', () => {
  it('is read as it was written and keeps the limit', () => {
    fc.assert(
      fc.property(id, ({ shown, verb, page }) => {
        const written: CustomId = { shown, verb, ...(page === undefined ? {} : { page }) };
        const text = formatCustomId(written);
        expect(parseCustomId(text)).toEqual(written);
        expect(text.length).toBeLessThanOrEqual(limits.customId);
      }),
    );
  });

  it('is never anything else than what would be written again', () => {
    const almost = fc.tuple(id, fc.string()).map(([{ shown, verb }, tail]) => `h:${shown ?? '-'}:${verb}${tail}`);
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), (text) => {
        const read = parseCustomId(text);
        if (read !== undefined) expect(formatCustomId(read)).toBe(text);
      }),
    );
  });

  it.each([
    { why: 'an unknown verb', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:drop' },
    { why: 'a name of every object', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:constructor' },
    { why: 'a short id', text: 'h:AAA:source' },
    { why: 'an id with other characters', text: 'h:AAAAAAAAAAAAAAAAAAAA/A:source' },
    { why: 'a negative page', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:source:-1' },
    { why: 'a page with a leading zero', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:source:01' },
    { why: 'a huge page', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:source:1000' },
    { why: 'a line break at the end', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:source\n' },
    { why: 'more at the end', text: 'h:AAAAAAAAAAAAAAAAAAAAAA:source:1:2' },
    { why: 'nothing', text: '' },
  ])('is none with $why', ({ text }) => {
    expect(parseCustomId(text)).toBeUndefined();
  });

  it('is not written where it could not be read', () => {
    expect(() => formatCustomId({ shown: 'short', verb: 'source' })).toThrow(InvariantError);
    expect(() => formatCustomId({ shown: null, verb: 'source', page: 1000 })).toThrow(InvariantError);
  });
});
