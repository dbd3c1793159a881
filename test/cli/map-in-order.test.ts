import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from '../../src/cli/map-in-order.ts';

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

describe('mapping in order', () => {
  it('keeps the order, whatever takes how long, and never has more under way than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 4 }), async (turns, limit) => {
        let underWay = 0;
        let most = 0;
        const results = mapInOrder(each([...turns.entries()]), limit, async ([at, count]) => {
          most = Math.max(most, ++underWay);
          for (let left = count; left > 0; left--) await turn();
          underWay--;
          return at;
        });
        expect(await all(results)).toEqual([...turns.keys()]);
        expect(most).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('gives a result before the next item comes, so that a partner in conversation can wait for it', async () => {
    let release: () => void = () => {};
    const more = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* slow(): AsyncGenerator<string> {
      yield 'first';
      await more;
      yield 'second';
    }
    const results = mapInOrder(slow(), 4, async (item) => item.toUpperCase());
    expect(await results.next()).toEqual({ done: false, value: 'FIRST' });
    release();
    expect(await all(results)).toEqual(['SECOND']);
  });

  it('throws a failure when its turn comes, after the results before it', async () => {
    const results = mapInOrder(each(['good', 'bad', 'late']), 3, async (item) => {
      if (item === 'bad') throw new Error(item);
      await turn();
      return item;
    });
    expect((await results.next()).value).toBe('good');
    await expect(results.next()).rejects.toThrow('bad');
  });

  it('stops reading when nobody wants further results', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<number> {
      try {
        for (let item = 0; ; item++) yield item;
      } finally {
        closed = true;
      }
    }
    for await (const result of mapInOrder(endless(), 2, async (item) => item)) if (result === 5) break;
    await turn();
    expect(closed).toBe(true);
  });
});
