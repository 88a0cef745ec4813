import type { Clock } from '../domain/clock.js';

/** How long a lease is still ours by our own clocks. */
export interface Hold {
  /** To be called right before a claim or renewal is sent; the returned function once it has been answered. */
  beforeSending(): () => void;
  readonly lasts: boolean;
}

/**
 * Counts from the moment before the last successful renewal was sent, so that it ends no later than the store's count
 * does. The wall clock may be set back, and the other one may stand still while the machine sleeps: the longer of both
 * times counts.
 */
export function startHold(clock: Clock, ttlMs: number): Hold {
  const look = () => ({ wall: clock.now(), steady: clock.monotonic?.() ?? clock.now() });
  let since = look();
  return {
    beforeSending() {
      const sent = look();
      return () => void (since = sent);
    },
    get lasts() {
      const now = look();
      return Math.max(now.wall - since.wall, now.steady - since.steady) < ttlMs;
    },
  };
}
