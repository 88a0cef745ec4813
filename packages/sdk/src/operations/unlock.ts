import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { UnlockInput, UnlockResult } from '../domain/operations.js';
import { readLease } from '../state/lease-document.js';
import { assertUnheld, changeLease } from './steps/change-lease.js';
import { oncePerKey } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';
import { underEntry } from './steps/under-entry.js';

/**
 * Takes a lock away, whoever set it; the journal says who did. No lock is no error.
 *
 * @throws LEASE_HELD while a rollback runs under the lock.
 */
export function unlock(context: OperationContext, input: UnlockInput = {}): Operation<UnlockResult> {
  return closedErrors(
    context,
    oncePerKey(context, input, {
      ...{ verb: 'unlock', run, resultOf: ({ about }): UnlockResult => ({ changed: true, lock: about?.lock ?? null }) },
      idle: () => Promise.resolve({ changed: false, lock: null }),
    }),
  );
}

async function* run(context: OperationContext, input: UnlockInput): Operation<UnlockResult> {
  const reading = await readLease(context.documents);
  const document = reading?.document;
  if (reading && !document) assertUnheld(reading);
  const lock = document?.lock ?? null;
  if (!document || !lock) return { changed: false, lock: null };
  if (document.state === 'held') assertUnheld(reading);
  const reason = input.reason ?? `take away the lock by ${lock.owner}: ${lock.reason}`;
  return yield* underEntry(
    context,
    { verb: 'unlock', reason, about: { lock } },
    async function* (id): Operation<UnlockResult> {
      const operation = { ...document.operation, fencing: document.operation.fencing + 1 };
      await changeLease(context, reading, { ...document, state: 'released', operation, claim: id, lock: null });
      yield { type: 'environment.unlocked', lock };
      return { changed: true, lock };
    },
  );
}
