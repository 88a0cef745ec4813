import type { Clock } from '../domain/clock.js';
import { createTokenBucket } from './token-bucket.js';

/** Waits until a call may be made. */
export type Pace = (operation: string, signal?: AbortSignal) => Promise<void>;

/**
 * ELB's published rates for one account and region (contract F1): 40 calls at once and 10 a second over all of them, of
 * which 20 and 3 a second may change something. Other clients of the account draw on the same rates; what they use up
 * still comes back as throttling, which the retries bear.
 */
export function loadBalancingPace(clock: Clock): Pace {
  const all = createTokenBucket({ size: 40, perSecond: 10, clock });
  const changes = createTokenBucket({ size: 20, perSecond: 3, clock });
  return async (operation, signal) => {
    if (!operation.startsWith('Describe')) await changes.take(signal);
    await all.take(signal);
  };
}
