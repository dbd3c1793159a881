import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../src/retrieval/rank-passages.ts';
import { VectorMemory } from '../../src/store/vector-memory.ts';

const floats = (length: number) =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true, max: 8, min: -8 });

describe('a memory of vectors', () => {
  it.each([
    { dimension: 384, how: 'by WebAssembly' },
    { dimension: 4, how: 'by WebAssembly, the shortest' },
    { dimension: 7, how: 'one number at a time' },
  ])('gives $dimension-dimensional inner products to the last digit as `dot` does, $how', ({ dimension }) => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), floats(dimension), floats(6 * dimension), (one, other, query, vectors) => {
        const range = { from: Math.min(one, other), to: Math.max(one, other) };
        const memory = new VectorMemory(6, dimension);
        memory.vectors.set(vectors);
        const expected = new Float64Array(6);
        for (let at = range.from; at < range.to; at++) expected[at] = dot(query, vectors, at * dimension);
        expect(memory.cosines(query, range)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('holds none', () => {
    expect(new VectorMemory(0, 384).cosines(new Float32Array(384), { from: 0, to: 0 })).toHaveLength(0);
  });
});
