import type { OperationContext } from '../../domain/context.js';
import { readAgain } from '../../domain/error-kinds.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import { leaseHeld } from '../../state/lease-errors.js';
import { AGE_SLACK_MS, isExpired, readLease, type LeaseReading } from '../../state/lease-document.js';
import { pause } from './operation-errors.js';

const POLL_MS = 2_000;

/**
 * Waits until a lease whose holder gives no sign of life has expired. A living holder renews four times within a lease,
 * so that it shows soon.
 *
 * @throws LEASE_HELD as soon as the lease is renewed, or handed on.
 */
export async function* waitForExpiry(
  context: OperationContext,
  first: LeaseReading | null,
): AsyncGenerator<BlueGreenEvent, LeaseReading | null, void> {
  let reading = first;
  for (;;) {
    const document = reading?.document;
    if (!reading || !document || document.state !== 'held' || isExpired(reading, document)) return reading;
    if (reading.version !== first?.version) throw leaseHeld({ ...document.operation, expired: false });
    const expiresInMs = Math.max(0, document.ttlMs + AGE_SLACK_MS - reading.ageMs);
    yield { type: 'lease.waiting', operation: { ...document.operation, expired: false }, expiresInMs };
    await pause(context, Math.min(POLL_MS, Math.max(expiresInMs, 100)));
    reading = await readAgain(() => readLease(context.documents));
  }
}
