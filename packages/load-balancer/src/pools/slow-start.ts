import type { Clock } from '../types.js';

const STEPS = 50;

/**
 * Raises a target's share linearly to 1. It counts steps of the clock instead of comparing times of day, because a
 * clock may run its waits faster than its time of day.
 */
export function startRamp(clock: Clock, durationMs: number, onShare: (share: number) => void): () => void {
  let step = 1;
  onShare(step / STEPS);
  let cancel = clock.after(durationMs / STEPS, advance);

  function advance(): void {
    step++;
    onShare(step / STEPS);
    if (step < STEPS) cancel = clock.after(durationMs / STEPS, advance);
  }

  return () => cancel();
}
