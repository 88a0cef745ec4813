import type { Clock } from '../types.js';
import type { CheckOutcome } from './health-state.js';

/** Starts one check; returns its cancel function. `onClosed` follows when nothing of it is left. */
export type StartCheck = (onOutcome: (outcome: CheckOutcome) => void, onClosed: () => void) => () => void;

/**
 * Checks at once, then every interval. Each check stands alone: a slow one neither moves nor skips the next (contract B1).
 * The returned function stops the ticks and cancels what is under way; no outcome arrives after it.
 */
export function startChecks(
  clock: Clock,
  intervalMs: number,
  startCheck: StartCheck,
  onOutcome: (outcome: CheckOutcome) => void,
): () => void {
  const underWay = new Set<() => void>();
  let cancelTick = clock.after(0, tick);

  function tick(): void {
    cancelTick = clock.after(intervalMs, tick);
    const cancel = startCheck(onOutcome, () => underWay.delete(cancel));
    underWay.add(cancel);
  }

  return () => {
    cancelTick();
    for (const cancel of underWay) cancel();
  };
}
