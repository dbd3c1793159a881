import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine } from '../../src/cli/json-line.ts';

describe('a JSON line', () => {
  it('gives back exactly what was put in, on one line, without control characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.constantFrom('\x1b', '\x85', '\u2028', '\x7f', '\ud800', '"'), fc.string()) }),
        (words) => {
          const line = jsonLine({ words });
          expect(JSON.parse(line)).toEqual({ words });
          expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(line.at(-1)).toBe('\n');
        },
      ),
    );
  });
});
