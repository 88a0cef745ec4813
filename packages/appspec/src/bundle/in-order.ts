/** How much work may be under way at once, so that memory does not grow with the bundle. */
export interface WorkLimits {
  items: number;
  bytes: number;
}

/**
 * Does the work of several items at once and hands the results over in the items' order. One item always fits, however
 * large. When the caller stops early, work that has begun is waited for, so that no file stays open.
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  work: (item: Item) => Promise<Result>,
  limits: WorkLimits,
): AsyncGenerator<Result> {
  const running: { size: number; result: Promise<Result> }[] = [];
  let bytes = 0;
  let next = 0;
  const begin = (item: Item): void => {
    const size = sizeOf(item);
    const result = work(item);
    // The failure is told when this item's turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    running.push({ size, result });
    bytes += size;
    next += 1;
  };
  try {
    for (;;) {
      for (let item = items[next]; item !== undefined; item = items[next]) {
        const full = running.length >= limits.items || bytes + sizeOf(item) > limits.bytes;
        if (full && running.length > 0) break;
        begin(item);
      }
      const first = running.shift();
      if (first === undefined) return;
      bytes -= first.size;
      yield await first.result;
    }
  } finally {
    await Promise.allSettled(running.map((each) => each.result));
  }
}
