import type { Clock } from '../domain/clock.js';

export interface HandClock extends Clock {
  /** Moves time on at once and wakes whoever slept until then. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly at: number;
  readonly foreground: boolean;
  readonly wake: () => void;
}

/**
 * Time that passes only because somebody waits for it: as soon as nothing else is left to do, it jumps to the end of the
 * shortest sleep. A sleep under another signal than `driving` (a heartbeat) wakes when time passes it, but never moves
 * time by itself, for it would run away while real files are read.
 */
export function handClock(startMs: number, driving?: AbortSignal): HandClock {
  let now = startMs;
  let scheduled = false;
  const sleepers = new Set<Sleeper>();

  const advanceTo = (time: number) => {
    now = Math.max(now, time);
    for (const sleeper of [...sleepers].sort((a, b) => a.at - b.at)) if (sleeper.at <= now) sleeper.wake();
  };
  const turn = () => {
    scheduled = false;
    const waiting = [...sleepers].filter((sleeper) => sleeper.foreground);
    if (waiting.length === 0) return;
    advanceTo(Math.min(...waiting.map((sleeper) => sleeper.at)));
    schedule();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  return {
    now: () => now,
    advance: (ms) => advanceTo(now + ms),
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const foreground = signal === undefined || signal === driving;
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal!.reason as Error);
        };
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper: Sleeper = { at: now + ms, foreground, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        if (foreground) schedule();
      }),
  };
}
