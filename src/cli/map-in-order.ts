/**
 * Maps items as they come, several at a time, and gives the results in the items' order. A result is given as soon as
 * it is there and its turn has come, whether or not a further item is in sight.
 * @param limit how many are under way at once, at least 1
 * @throws what `items` or `map` throws, when it is that item's turn
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  map: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const iterator = items[Symbol.asyncIterator]();
  const underWay: Promise<Result>[] = [];
  let next: Promise<{ item: IteratorResult<Item, unknown> }> | undefined;
  let ended = false;
  try {
    while (!ended || underWay.length > 0) {
      if (!ended && underWay.length < limit) next ??= iterator.next().then((item) => ({ item }));
      const head = underWay[0]?.then((result) => ({ result }));
      const event = await Promise.race([next, head].filter((pending) => pending !== undefined));
      if ('result' in event) {
        underWay.shift();
        yield event.result;
      } else {
        next = undefined;
        if (event.item.done) ended = true;
        else underWay.push(quietly(map(event.item.value)));
      }
    }
  } finally {
    next?.catch(() => {});
    if (!ended) void iterator.return?.()?.catch(() => {});
  }
}

/** Its failure is heard when its turn comes, and is no unhandled one until then. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
