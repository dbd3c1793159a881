/*
 * A WebAssembly module, written out: its one function adds up inner products in the order in which `dot` does, four sums
 * in two registers, so that both give the same to the last digit. By the clock it is five times as fast, because the
 * compiler of JavaScript knows no registers of two numbers. In C it would read:
 *
 *   void innerProducts(double *query, double *queryEnd, float *vectors, double *products, double *productsEnd) {
 *     do {
 *       double *at = query, a = 0, b = 0, c = 0, d = 0;
 *       do {
 *         a += at[0] * vectors[0], b += at[1] * vectors[1];
 *         c += at[2] * vectors[2], d += at[3] * vectors[3];
 *         at += 4, vectors += 4;
 *       } while (at < queryEnd);
 *       *products++ = a + b + c + d;
 *     } while (products < productsEnd);
 *   }
 */

type Code = readonly (number | Code)[];

/** Every number below stays under 128, which is one byte of LEB128; under 64 where it has a sign. */
const [query, queryEnd, vectors, products, productsEnd, at, ab, cd] = [0, 1, 2, 3, 4, 5, 6, 7];
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
const floats = (offset: number): Code => [get(vectors), simd(0x5d), 2, offset, simd(0x5f)];
const addProducts = (sums: number, offset: number): Code => [
  [get(sums), floats(offset), doubles(2 * offset), simd(0xf2), simd(0xf0)],
  set(sums),
];
const advance = (local: number, bytes: number): Code => [get(local), 0x41, bytes, 0x6a, set(local)];
const loopWhileBelow = (local: number, end: number, body: Code): Code => [
  [0x03, 0x40],
  body,
  [get(local), get(end), 0x49],
  [0x0d, 0, 0x0b],
];

const body: Code = loopWhileBelow(products, productsEnd, [
  [get(query), set(at), zero, set(ab), zero, set(cd)],
  loopWhileBelow(at, queryEnd, [addProducts(ab, 0), addProducts(cd, 8), advance(vectors, 16), advance(at, 32)]),
  [get(products), lane(ab, 0), lane(ab, 1), f64Add, lane(cd, 0), f64Add, lane(cd, 1), f64Add, [0x39, 3, 0]],
  advance(products, 8),
]);

const bytesOf = (code: Code): number[] => code.flatMap((part) => (typeof part === 'number' ? [part] : bytesOf(part)));
const size = (count: number): number[] => (count < 128 ? [count] : [(count & 127) | 128, count >> 7]);
const sized = (code: Code): Code => [size(bytesOf(code).length), code];
const named = (name: string): Code => sized([...Buffer.from(name)]);
const section = (id: number, code: Code): Code => [id, sized(code)];
const locals: Code = [2, [1, i32], [2, v128]];

/** Imports `vectors.memory`, exports `innerProducts`; all five parameters are addresses in bytes. */
export const innerProductsModule = Uint8Array.from(
  bytesOf([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, [1, 0x60, sized([i32, i32, i32, i32, i32]), 0]),
    section(2, [1, named('vectors'), named('memory'), 2, 0, 0]),
    section(3, [1, 0]),
    section(7, [1, named('innerProducts'), 0, 0]),
    section(10, [1, sized([locals, body, 0x0b])]),
  ]),
);
