import type { Driver } from '../domain/journal.js';

/** One process's hold on an operation. The number alone would do, had the lease never been lost from the bucket. */
export function sameDriver(one: Driver | undefined, other: Driver | undefined): boolean {
  return one !== undefined && one.fencing === other?.fencing && one.since === other.since;
}
