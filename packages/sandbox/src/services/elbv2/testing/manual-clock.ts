import type { Clock } from '@bluegreen/load-balancer';

export interface ManualClock extends Clock {
  /** Lets time pass; what falls due runs in order, including what it schedules within the span. */
  advance(ms: number): void;
}

/** Starts at the real time, because clients sign with it, and stands still until told. */
export function manualClock(): ManualClock {
  let now = Date.now();
  let due: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after(ms, callback) {
      const entry = { at: now + ms, callback };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = due.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        due = due.filter((entry) => entry !== next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = end;
    },
  };
}
