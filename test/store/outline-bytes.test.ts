import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import { blockKinds, type Outline } from '../../src/domain/passage.ts';
import { packOutline, unpackOutline } from '../../src/store/outline-bytes.ts';

const offset = fc.nat(2 ** 31 - 1);
const outlines: fc.Arbitrary<Outline> = fc.record({
  blocks: fc
    .array(fc.record({ kind: fc.constantFrom(...blockKinds), start: offset, end: offset, under: offset }))
    .map((blocks) => blocks.map((block, at) => ({ ...block, number: at + 1 }))),
  sentences: fc
    .array(
      fc.record({ start: offset, end: offset, block: fc.integer({ min: 1, max: 2 ** 31 - 1 }), cut: fc.boolean() }),
    )
    .map((sentences) =>
      sentences.map(({ cut, ...sentence }, at) => ({ ...sentence, ordinal: at, ...(cut ? { goesOn: true } : {}) })),
    ),
});

describe('a packed outline', () => {
  it('is unpacked as it was', () => {
    fc.assert(
      fc.property(outlines, (outline) => {
        expect(unpackOutline(packOutline(outline))).toEqual(outline);
      }),
    );
  });

  it('is read from any place in a buffer', () => {
    const outline: Outline = { blocks: [{ kind: 'heading', start: 3, end: 9, number: 1, under: 0 }], sentences: [] };
    const shifted = Buffer.concat([Buffer.from('x'), packOutline(outline)]).subarray(1);
    expect(unpackOutline(shifted)).toEqual(outline);
  });

  it.each([
    { why: 'no bytes', bytes: [] },
    { why: 'half a number', bytes: [1, 0, 0] },
    { why: 'fewer values than it says', bytes: [1, 0, 0, 0, 0, 0, 0, 0] },
    { why: 'a negative count', bytes: [255, 255, 255, 255, 0, 0, 0, 0] },
    { why: 'an unknown kind', bytes: [1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] },
  ])('is refused when it has $why', ({ bytes }) => {
    expect(() => unpackOutline(Uint8Array.from(bytes))).toThrow(RangeError);
  });

  it('is not made of an outline that counts in another way', () => {
    const block = { kind: 'title', start: 0, end: 1, number: 2, under: 0 } as const;
    expect(() => packOutline({ blocks: [block], sentences: [] })).toThrow(InvariantError);
    const sentence = { start: 0, end: 1, ordinal: 1, block: 1 };
    expect(() => packOutline({ blocks: [], sentences: [sentence] })).toThrow(InvariantError);
  });
});
