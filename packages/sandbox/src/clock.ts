import { setTimeout as delay } from 'node:timers/promises';

/**
 * The sandbox's time. Waiting periods (health interval, draining, propagation) run `scale` times faster than the wall;
 * time stamps stay wall time, because clients sign and compare with theirs.
 */
export interface SandboxClock {
  /** Wall time in ms since the epoch. */
  now(): number;
  /** Calls back once after `ms` of sandbox time; returns a cancel function. Does not keep the process alive. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves after `ms` of sandbox time; rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What a Node timer can do at most; it fires at once when asked for more. */
const LONGEST_MS = 2 ** 31 - 1;

export function scaledClock(scale: number): SandboxClock {
  return {
    now: () => Date.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms / scale, LONGEST_MS)).unref();
      return () => clearTimeout(timer);
    },
    async sleep(ms, signal) {
      try {
        await delay(Math.min(ms / scale, LONGEST_MS), undefined, { signal, ref: false });
      } catch (error) {
        // Node rejects with an AbortError of its own.
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
