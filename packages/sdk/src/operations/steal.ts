import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import type { JournalDocument } from '../domain/journal.js';
import type { StealInput, StealResult } from '../domain/operations.js';
import { LEASE_KEY } from '../state/document-keys.js';
import { findEntryKey, readEntry } from '../state/journal.js';
import { isExpired, readLease, type LeaseReading } from '../state/lease-document.js';
import { leaseHeld, nobodyHolds } from '../state/lease-errors.js';
import { acquireLease } from '../state/lease.js';
import { stateUnreadable } from '../state/unreadable.js';
import { assertReason } from './lock.js';
import { oncePerKey } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';
import { takeOver } from './steps/take-over.js';
import { underEntry } from './steps/under-entry.js';

/**
 * Takes the environment from an operation that still holds it: its next change is refused, and its entry waits for
 * `resume` to finish it or take it back. Only a change that is on its way at this very moment still lands.
 *
 * @throws USAGE_INVALID when nobody holds it; LEASE_HELD when the holder is dead already (`resume` is for that), or is
 * another operation than `input.id`.
 */
export function steal(context: OperationContext, input: StealInput): Operation<StealResult> {
  return closedErrors(context, oncePerKey(context, input, { verb: 'steal', run, resultOf: stolen }));
}

async function* run(context: OperationContext, input: StealInput): Operation<StealResult> {
  const reason = assertReason(input.reason);
  const reading = await readLease(context.documents);
  const document = heldBy(reading, input.id);
  const victim = { ...document.operation, expired: false };
  const { id, verb, owner } = victim;
  const audited = { verb: 'steal', reason: `${reason} (from ${verb} ${id} by ${owner})`, about: { victim } } as const;
  return yield* underEntry(context, audited, async function* (): Operation<StealResult> {
    const claim = { id, verb, reason: `stolen: ${reason}`, entry: document.entry };
    const lease = await acquireLease(context, { ...claim, takesOver: true, steals: true, despiteLock: true }, reading);
    const { fencing, since } = lease.operation;
    const driver = { ...context.actor, fencing, since };
    let unfinished: boolean;
    try {
      const taken = await takeOver(context, document.entry, driver, document);
      unfinished = taken.kind === 'open';
      await lease.release({ left: unfinished ? 'unfinished' : 'nothing' });
    } finally {
      await lease.release({ left: 'unfinished' });
    }
    yield { type: 'lease.stolen', victim };
    return { victim, unfinished };
  });
}

/** What a steal on record came to; whether its victim waits for `resume` is told as it is now. */
async function stolen({ id, about }: JournalDocument, { documents }: OperationContext): Promise<StealResult> {
  const victim = about?.victim;
  if (!victim) throw new BlueGreenError('INTERNAL', `The record of ${id} is no steal.`, 'Run `bluegreen history`.');
  const key = await findEntryKey(documents, victim.id);
  const entry = key === null ? null : await readEntry(documents, key);
  return { victim, unfinished: entry?.document.end === null };
}

function heldBy(reading: LeaseReading | null, id: string | undefined) {
  const document = reading?.document;
  if (reading && !document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  if (!reading || document?.state !== 'held') {
    throw nobodyHolds();
  }
  if (isExpired(reading, document)) throw leaseHeld({ ...document.operation, expired: true });
  if (id !== undefined && id !== document.operation.id) throw leaseHeld({ ...document.operation, expired: false });
  return document;
}
