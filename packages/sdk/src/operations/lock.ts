import type { OperationContext } from '../domain/context.js';
import type { EnvironmentLock } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import type { JournalDocument } from '../domain/journal.js';
import type { LockInput, LockResult } from '../domain/operations.js';
import { redact } from '../state/redact.js';
import { readLease, type LeaseDocument } from '../state/lease-document.js';
import { leaseLocked } from '../state/lease-errors.js';
import { LEASE_MS } from '../state/lease.js';
import { assertUnheld, changeLease } from './steps/change-lease.js';
import { oncePerKey } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';
import { underEntry } from './steps/under-entry.js';

const LONGEST_REASON = 500;

/**
 * Keeps every operation but rollbacks out until `unlock`. It has no expiry and belongs to no process.
 *
 * @throws LEASE_HELD while an operation runs or is unfinished; LEASE_LOCKED with the other lock's reason.
 */
export function lock(context: OperationContext, input: LockInput): Operation<LockResult> {
  return closedErrors(
    context,
    oncePerKey(context, input, {
      ...{ verb: 'lock', run, resultOf: lockedBy },
      idle: (_context, _input, { lock: standing }) =>
        Promise.resolve(standing ? { changed: false, lock: standing } : null),
      foundIdle: ({ lock: standing }) => ({ lock: standing }),
    }),
  );
}

async function* run(context: OperationContext, input: LockInput): Operation<LockResult> {
  const reason = assertReason(input.reason);
  const reading = await readLease(context.documents);
  assertUnheld(reading);
  const { owner, surface } = context.actor;
  const standing = reading?.document?.lock;
  if (standing?.owner === owner && standing.reason === reason) return { changed: false, lock: standing };
  if (standing) throw leaseLocked(standing);
  return yield* underEntry(
    context,
    { verb: 'lock', reason },
    async function* (id, entry, since): Operation<LockResult> {
      const own: EnvironmentLock = { id, owner, surface, reason, since };
      const first = { id, verb: 'lock', owner, surface, reason, since, fencing: 0 };
      const before: LeaseDocument = reading?.document ?? {
        ...{ version: 2, state: 'released', operation: first, entry, claim: id, beat: 0 },
        ...{ ttlMs: context.leaseMs ?? LEASE_MS, left: 'nothing', lock: null },
      };
      const operation = { ...before.operation, fencing: before.operation.fencing + 1 };
      await changeLease(context, reading, { ...before, state: 'locked', operation, claim: id, lock: own });
      yield { type: 'environment.locked', lock: own };
      return { changed: true, lock: own };
    },
  );
}

/** What a lock on record came to. */
function lockedBy({ id, owner, surface, reason, startedAt: since }: JournalDocument): LockResult {
  return { changed: true, lock: { id, owner, surface, reason, since } };
}

/** @throws USAGE_INVALID for one that says nothing, or too much. */
export function assertReason(reason: string): string {
  const said = reason.trim();
  if (said !== '' && said.length <= LONGEST_REASON) return redact(said);
  throw new BlueGreenError(
    'USAGE_INVALID',
    `A reason has 1 to ${LONGEST_REASON} characters.`,
    'Say why, for whoever meets it: `--reason "database migration until 18:00"`.',
  );
}
