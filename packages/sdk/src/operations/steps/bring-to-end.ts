import type { OperationContext } from '../../domain/context.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ResumedOperation } from '../../domain/operations.js';
import type { ResumeMode } from '../../planning/plan-resume.js';
import { readEntry, type StoredEntry } from '../../state/journal.js';
import { isExpired, readLease, type LeaseReading } from '../../state/lease-document.js';
import { leaseHeld } from '../../state/lease-errors.js';
import { closeAside } from './close-aside.js';
import { foresee, resumeOperation } from './resume-operation.js';

export interface Bringing {
  readonly mode: ResumeMode;
  /** Say what would be done, and change nothing. */
  readonly dryRun?: boolean;
  /** Bound on each wait. */
  readonly timeoutMs?: number;
}

/**
 * Brings an entry without an end to its end, unless its driver lives. The lease is read after the entry was seen without
 * an end, and the entry once more after the lease: a driver claims before it opens its entry, and closes its entry before
 * it releases, so that whoever lives shows in one of them.
 *
 * @returns null when it had ended by itself.
 * @throws LEASE_HELD while the operation of this entry gives signs of life; whatever the resumed work throws.
 */
export async function* bringToEnd(
  context: OperationContext,
  key: string,
  { mode, dryRun = false, timeoutMs }: Bringing,
): AsyncGenerator<BlueGreenEvent, ResumedOperation | null, void> {
  const lease = await readLease(context.documents);
  assertNobodyDrives(lease, key);
  const entry = await readEntry(context.documents, key);
  if (entry && entry.document.end === null && lacksOnlyItsEnd(entry, lease)) {
    return yield* closeAside(context, entry, lease, dryRun);
  }
  const unfinished = { key, lease, mode, ...(timeoutMs !== undefined && { timeoutMs }) };
  return dryRun ? await foresee(context, unfinished) : yield* resumeOperation(context, unfinished);
}

/** Verbs that change the lease itself, and hold nothing. */
export function isAside(verb: string): boolean {
  return verb === 'lock' || verb === 'unlock' || verb === 'steal';
}

/** A deployment can be followed whatever has happened since; a move cannot be made once others have gone on. */
export function lacksOnlyItsEnd({ document: { verb, id } }: StoredEntry, lease: LeaseReading | null): boolean {
  const last = lease?.document?.operation.id ?? id;
  return isAside(verb) || (verb !== 'deploy' && last !== id);
}

function assertNobodyDrives(lease: LeaseReading | null, key: string): void {
  const document = lease?.document;
  if (!document || document.entry !== key || document.state !== 'held' || isExpired(lease, document)) return;
  throw leaseHeld({ ...document.operation, expired: false });
}
