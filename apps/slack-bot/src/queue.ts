/** How long nothing may arrive before work begins. */
const PAUSE_MS = 10;
/** Where it never stops arriving, work begins all the same: a form has to open within three seconds. */
const MOST_PAUSES = 50;

/**
 * Work in the order of its coming, so many pieces at once: what is under way must not keep Slack's next delivery waiting
 * for its acknowledgement, so it begins only when nothing more arrives.
 */
export function createQueue(
  atOnce: number,
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  let arrived = 0;
  const calm = async () => {
    for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
      const before = arrived;
      await pause();
      if (arrived === before) return;
    }
  };
  return async (work) => {
    arrived += 1;
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    await calm();
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
