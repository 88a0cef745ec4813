import { setImmediate as turn } from 'node:timers/promises';
import type { SandboxClock } from '../../clock.js';

export interface SteppedClock extends SandboxClock {
  /** Lets time pass; between two timers everything that follows from the first one happens. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until told. Starts at the real time, because clients compare with theirs. */
export function steppedClock(): SteppedClock {
  let now = Date.now();
  const timers = new Set<Timer>();

  function after(ms: number, callback: () => void): () => void {
    const timer = { at: now + ms, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  return {
    now: () => now,
    after,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const stop = (): void => {
          cancel();
          reject(signal?.reason as Error);
        };
        const cancel = after(ms, () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        });
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = end;
    },
  };
}

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await turn();
}
