import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { ResumedOperation, ResumeInput, ResumeResult } from '../domain/operations.js';
import type { ResumeMode } from '../planning/plan-resume.js';
import { isOperationId, LEASE_KEY } from '../state/document-keys.js';
import { findEntryKey, readEntries, readEntry, type StoredEntry } from '../state/journal.js';
import { isExpired, readLease, runningOperation, type LeaseReading } from '../state/lease-document.js';
import { leaseHeld, leaseLocked } from '../state/lease-errors.js';
import { operationUnknown } from '../state/operation-unknown.js';
import { stateUnreadable } from '../state/unreadable.js';
import { closeAside } from './steps/close-aside.js';
import { closedErrors } from './steps/operation-errors.js';
import { foresee, resumeOperation } from './steps/resume-operation.js';
import { waitForExpiry } from './steps/wait-for-expiry.js';

/** Entries that are looked through for one without an end. */
const JOURNAL_DEPTH = 20;

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Finishes what a driver that died left behind, or takes it back. Waits for the expiry of a lease whose holder gives no
 * sign of life. Nothing unfinished is no error.
 *
 * @throws LEASE_HELD while its driver lives; LEASE_LOCKED; DRIFTED when somebody else changed a route meanwhile;
 * OPERATION_UNKNOWN for an identifier that is not on record; whatever the resumed work throws.
 */
export function resume(context: OperationContext, input: ResumeInput = {}): Operation<ResumeResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: ResumeInput): Operation<ResumeResult> {
  const { documents } = context;
  const mode = input.unwind ? 'unwind' : 'finish';
  if (input.id !== undefined && !isOperationId(input.id)) throw operationUnknown(input.id);
  const lease = yield* waitForExpiry(context, await readLease(documents));
  const open = await findOpen(context, lease, input.id);
  const lock = lease?.document?.state === 'locked' ? lease.document.lock : null;
  if (lock && open.some(({ aside }) => !aside)) throw leaseLocked(lock);
  const operations: ResumedOperation[] = [];
  for (const one of open) {
    const brought = yield* bringToEnd(context, one, { mode, ...input });
    if (brought) operations.push(brought);
  }
  return { changed: operations.length > 0 && !input.dryRun, mode, operations };
}

interface Open {
  readonly key: string;
  /** It only lacks its end: it held nothing, or others have gone on since. */
  readonly aside: boolean;
}

/**
 * The lease is read after the entry was seen without an end, and the entry once more after the lease: a driver claims
 * before it opens its entry, and closes its entry before it releases, so that whoever lives shows in one of them.
 */
async function* bringToEnd(
  context: OperationContext,
  { key }: Open,
  { mode, dryRun = false, timeoutMs }: ResumeInput & { readonly mode: ResumeMode },
): Steps<ResumedOperation | null> {
  const lease = await readLease(context.documents);
  assertNobodyDrives(lease, key);
  const entry = await readEntry(context.documents, key);
  if (entry && entry.document.end === null && openOf(entry, lease).aside) {
    return yield* closeAside(context, entry, lease, dryRun);
  }
  const unfinished = { key, lease, mode, ...(timeoutMs !== undefined && { timeoutMs }) };
  return dryRun ? await foresee(context, unfinished) : yield* resumeOperation(context, unfinished);
}

/** @throws LEASE_HELD while the operation of this entry gives signs of life. */
function assertNobodyDrives(lease: LeaseReading | null, key: string): void {
  const document = lease?.document;
  if (!document || document.entry !== key || document.state !== 'held' || isExpired(lease, document)) return;
  throw leaseHeld({ ...document.operation, expired: false });
}

/** What the lease points at first, then entries without an end, oldest first. */
async function findOpen(
  { documents }: OperationContext,
  lease: LeaseReading | null,
  id: string | undefined,
): Promise<Open[]> {
  const running = runningOperation(lease);
  if (running && !lease?.document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  const led: Open[] = running ? [{ key: lease!.document!.entry, aside: false }] : [];
  if (id !== undefined) {
    if (running?.id === id) return led;
    const key = await findEntryKey(documents, id);
    const entry = key === null ? null : await readEntry(documents, key);
    if (!entry) throw operationUnknown(id);
    return entry.document.end === null ? [openOf(entry, lease)] : [];
  }
  const entries = await readEntries(documents, JOURNAL_DEPTH);
  const open = entries.filter(({ document, key }) => document.end === null && key !== led[0]?.key);
  return [...led, ...open.reverse().map((entry) => openOf(entry, lease))];
}

/** A deployment can be followed whatever has happened since; a move cannot be made once others have gone on. */
function openOf(entry: StoredEntry, lease: LeaseReading | null): Open {
  const { verb, id } = entry.document;
  const heldNothing = verb === 'lock' || verb === 'unlock' || verb === 'steal';
  const last = lease?.document?.operation.id ?? id;
  return { key: entry.key, aside: heldNothing || (verb !== 'deploy' && last !== id) };
}
