import type { Range } from '../retrieval/passage-index.ts';
import { dot } from '../retrieval/rank-passages.ts';
import { innerProductsModule } from './inner-products.ts';

/** Just the part of WebAssembly that is used. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    module: object,
    imports: { readonly vectors: { readonly memory: object } },
  ) => { readonly exports: { readonly innerProducts: InnerProducts } };
};
/** Of the vector from `query` on, those from `vectors` on and as many from `others` on, by their addresses in bytes. */
type InnerProducts = (
  query: number,
  queryEnd: number,
  vectors: number,
  others: number,
  products: number,
  productsEnd: number,
  otherProducts: number,
) => void;

/** Where the numbers are, and what makes the cosines of a range of the vectors with another. */
type Room = {
  readonly vectors: Float32Array;
  readonly cosines: Float64Array;
  readonly look: (vector: Float32Array, range: Range) => void;
};

/**
 * Unit vectors one after the other, all zeros at first, and their cosines with another: of 384 dimensions a thousand in
 * some 50 µs where WebAssembly can be had, else in 400; to the last digit the same.
 */
export class VectorMemory {
  readonly size: number;
  readonly dimension: number;
  readonly #room: Room;

  constructor(size: number, dimension: number) {
    this.size = size;
    this.dimension = dimension;
    this.#room = roomIn(size, dimension) ?? plainRoom(size, dimension);
  }

  /** To be filled, then not to be changed. */
  get vectors(): Float32Array {
    return this.#room.vectors;
  }

  /** Of the vectors in a range with `vector`, by position. They are overwritten when it is called again. */
  cosines(vector: Float32Array, range: Range): Float64Array {
    if (range.from < range.to) this.#room.look(vector, range);
    return this.#room.cosines;
  }
}

const pageBytes = 65_536;
const mostPages = 65_536;
const bytesAt = (index: number): number => index * Float64Array.BYTES_PER_ELEMENT;
let module: object | undefined;

/** Undefined where the machine has no room or no instructions for it, or the dimension is no multiple of four. */
function roomIn(size: number, dimension: number): Room | undefined {
  const vectorsAt = bytesAt(dimension + size);
  const pages = Math.ceil((vectorsAt + size * dimension * Float32Array.BYTES_PER_ELEMENT) / pageBytes);
  if (dimension % 4 !== 0 || pages > mostPages) return undefined;
  try {
    module ??= new WebAssembly.Module(innerProductsModule);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { innerProducts } = new WebAssembly.Instance(module, { vectors: { memory } }).exports;
    const vectors = new Float32Array(memory.buffer, vectorsAt, size * dimension);
    const query = new Float64Array(memory.buffer, 0, dimension);
    const cosines = new Float64Array(memory.buffer, bytesAt(dimension), size);
    return {
      vectors,
      cosines,
      look(vector, { from, to }) {
        query.set(vector);
        const [half, last] = [(to - from) >> 1, to - 1];
        const middle = from + half;
        const vectorAt = (at: number): number => vectorsAt + at * dimension * Float32Array.BYTES_PER_ELEMENT;
        const [start, second] = [bytesAt(dimension + from), bytesAt(dimension + middle)];
        if (half > 0) innerProducts(0, bytesAt(dimension), vectorAt(from), vectorAt(middle), start, second, second);
        // of an odd number one is left over
        if (middle + half < to) cosines[last] = dot(vector, vectors, last * dimension);
      },
    };
  } catch {
    return undefined;
  }
}

function plainRoom(size: number, dimension: number): Room {
  const [vectors, cosines] = [new Float32Array(size * dimension), new Float64Array(size)];
  return {
    vectors,
    cosines,
    look(vector, { from, to }) {
      for (let at = from; at < to; at++) cosines[at] = dot(vector, vectors, at * dimension);
    },
  };
}
