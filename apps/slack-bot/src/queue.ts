/**
 * Work in the order of its coming, so many pieces at once: what is under way must not keep Slack's next delivery waiting
 * for its acknowledgement.
 */
export function createQueue(atOnce: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    // Whatever has arrived meanwhile is acknowledged first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
