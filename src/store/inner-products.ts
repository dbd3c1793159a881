/*
 * A WebAssembly module, written out: its one function adds up inner products in the order in which `dot` does, four sums
 * in two registers, so that both give the same to the last digit. By the clock it is several times as fast, because the
 * compiler of JavaScript knows no registers of two numbers, and because two vectors are added up side by side: one sum
 * has to wait for its last addition, and meanwhile the other goes on. They come from two runs, each of which is read
 * from one end to the other: that is what a processor fetches ahead. In C it would read:
 *
 *   void innerProducts(double *query, double *queryEnd, float *vectors, float *others,
 *                      double *products, double *productsEnd, double *otherProducts) {
 *     do {
 *       double *at = query, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
 *       do {
 *         a += at[0] * vectors[0], b += at[1] * vectors[1], e += at[0] * others[0], f += at[1] * others[1];
 *         c += at[2] * vectors[2], d += at[3] * vectors[3], g += at[2] * others[2], h += at[3] * others[3];
 *         at += 4, vectors += 4, others += 4;
 *       } while (at < queryEnd);
 *       *products++ = a + b + c + d, *otherProducts++ = e + f + g + h;
 *     } while (products < productsEnd);
 *   }
 */

type Code = readonly (number | Code)[];

/** Every number below stays under 128, which is one byte of LEB128; under 64 where it has a sign. */
const [query, queryEnd, vectors, others, products, productsEnd, otherProducts] = [0, 1, 2, 3, 4, 5, 6];
const [at, asked, ab, cd, ef, gh] = [7, 8, 9, 10, 11, 12];
const [i32, v128] = [0x7f, 0x7b];
const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const simd = (code: number): Code => [0xfd, ...(code < 128 ? [code] : [(code & 127) | 128, 1])];
const zero: Code = [simd(0x0c), ...Array<number>(16).fill(0)];
const f64Add: Code = [0xa0];
const lane = (register: number, index: number): Code => [get(register), simd(0x21), index];
/** Two doubles of the query, at an offset in bytes. */
const doubles = (offset: number): Code => [get(at), simd(0x00), 2, offset];
/** Two floats of a vector, as doubles. */
const floats = (vector: number, offset: number): Code => [get(vector), simd(0x5d), 2, offset, simd(0x5f)];
/** Two floats of both vectors, at an offset in bytes, times two doubles of the query. */
const addProducts = (sums: number, otherSums: number, offset: number): Code => [
  [doubles(2 * offset), set(asked)],
  [get(sums), floats(vectors, offset), get(asked), simd(0xf2), simd(0xf0), set(sums)],
  [get(otherSums), floats(others, offset), get(asked), simd(0xf2), simd(0xf0), set(otherSums)],
];
const advance = (local: number, bytes: number): Code => [get(local), 0x41, bytes, 0x6a, set(local)];
/** A product out of four sums. */
const keepProduct = (place: number, sums: number, moreSums: number): Code => [
  [get(place), lane(sums, 0), lane(sums, 1), f64Add, lane(moreSums, 0), f64Add, lane(moreSums, 1), f64Add, 0x39, 3, 0],
  advance(place, 8),
];
const loopWhileBelow = (local: number, end: number, body: Code): Code => [
  [0x03, 0x40],
  body,
  [get(local), get(end), 0x49],
  [0x0d, 0, 0x0b],
];

const body: Code = loopWhileBelow(products, productsEnd, [
  [get(query), set(at), [ab, cd, ef, gh].map((sums) => [zero, set(sums)])],
  loopWhileBelow(at, queryEnd, [
    [addProducts(ab, ef, 0), addProducts(cd, gh, 8)],
    [advance(vectors, 16), advance(others, 16), advance(at, 32)],
  ]),
  [keepProduct(products, ab, cd), keepProduct(otherProducts, ef, gh)],
]);

const bytesOf = (code: Code): number[] => code.flatMap((part) => (typeof part === 'number' ? [part] : bytesOf(part)));
const size = (count: number): number[] => (count < 128 ? [count] : [(count & 127) | 128, count >> 7]);
const sized = (code: Code): Code => [size(bytesOf(code).length), code];
const named = (name: string): Code => sized([...Buffer.from(name)]);
const section = (id: number, code: Code): Code => [id, sized(code)];
const locals: Code = [2, [1, i32], [5, v128]];

/** Imports `vectors.memory`, exports `innerProducts`; all seven parameters are addresses in bytes. */
export const innerProductsModule = Uint8Array.from(
  bytesOf([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, [1, 0x60, sized(Array<number>(7).fill(i32)), 0]),
    section(2, [1, named('vectors'), named('memory'), 2, 0, 0]),
    section(3, [1, 0]),
    section(7, [1, named('innerProducts'), 0, 0]),
    section(10, [1, sized([locals, body, 0x0b])]),
  ]),
);
