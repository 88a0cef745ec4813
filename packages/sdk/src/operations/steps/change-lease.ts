import type { OperationContext } from '../../domain/context.js';
import { readAgain } from '../../domain/error-kinds.js';
import { LEASE_KEY } from '../../state/document-keys.js';
import { readLease, runningOperation, type LeaseDocument, type LeaseReading } from '../../state/lease-document.js';
import { leaseHeld } from '../../state/lease-errors.js';
import { redactedJson } from '../../state/redact.js';
import { stateUnreadable } from '../../state/unreadable.js';

/**
 * Writes a lease that nobody holds, over the reading that the change rests on.
 *
 * @throws LEASE_HELD when somebody was faster.
 */
export async function changeLease(
  { documents }: Pick<OperationContext, 'documents'>,
  over: LeaseReading | null,
  next: LeaseDocument,
): Promise<void> {
  const body = redactedJson(next);
  let failure: unknown;
  const writing = over ? documents.replace(LEASE_KEY, body, over.version) : documents.create(LEASE_KEY, body);
  const written = await writing.catch((error: unknown) => void (failure = error));
  if (written) return;
  const now = await readAgain(() => readLease(documents));
  // The answer was lost, not the write.
  if (now?.document?.claim === next.claim) return;
  if (failure !== undefined) throw failure as Error;
  throw leaseHeld(runningOperation(now) ?? { ...next.operation, owner: 'another', expired: false });
}

/** A lease that nobody holds and that has nothing to be settled. @throws LEASE_HELD, STATE_UNREADABLE. */
export function assertUnheld(reading: LeaseReading | null): void {
  if (reading && !reading.document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  const running = runningOperation(reading);
  if (running) throw leaseHeld(running);
}
