import type { Clock } from '../types.js';

/** A clock that stands still until it is advanced by hand. */
export interface FakeClock extends Clock {
  /** Runs everything that falls due within `ms`, in order. */
  advance(ms: number): void;
  /** How many callbacks wait. */
  waiting(): number;
}

export function fakeClock(startMs = 1_700_000_000_000): FakeClock {
  let now = startMs;
  let order = 0;
  const due = new Map<number, { at: number; callback: () => void }>();
  return {
    now: () => now,
    after(ms, callback) {
      const id = order++;
      due.set(id, { at: now + ms, callback });
      return () => void due.delete(id);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...due]
          .filter(([, entry]) => entry.at <= end)
          .sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)[0];
        if (next === undefined) break;
        due.delete(next[0]);
        now = next[1].at;
        next[1].callback();
      }
      now = end;
    },
    waiting: () => due.size,
  };
}
