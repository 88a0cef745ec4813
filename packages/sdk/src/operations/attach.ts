import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { AttachInput, AttachResult } from '../domain/operations.js';
import { say, toldError } from '../narration/say.js';
import { isOperationId, LEASE_KEY } from '../state/document-keys.js';
import { findEntryKey, readEntry } from '../state/journal.js';
import { readLease } from '../state/lease-document.js';
import { operationUnknown } from '../state/operation-unknown.js';
import { stateUnreadable } from '../state/unreadable.js';
import { followOperation } from './steps/follow-operation.js';
import { historyRecord } from './steps/history-record.js';
import { closedErrors } from './steps/operation-errors.js';
import { resumeOperation } from './steps/resume-operation.js';

/**
 * Follows an operation that runs elsewhere to its end. A deployment that nobody waits for any more is waited for here, and
 * gets its end. An operation whose driver died is told as `unfinished`: attaching settles nothing that moves traffic.
 *
 * @throws OPERATION_UNKNOWN; TIMED_OUT when only the following ended; for a deployment what `deploy` throws.
 */
export function attach(context: OperationContext, input: AttachInput = {}): Operation<AttachResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: AttachInput): Operation<AttachResult> {
  const key = await findKey(context, input.id);
  const deadlineMs = input.timeoutMs === undefined ? Infinity : context.clock.now() + input.timeoutMs;
  const record = yield* followOperation(context, key, deadlineMs);
  if (record.state !== 'waiting') return record;
  const lease = await readLease(context.documents);
  const { timeoutMs } = input;
  yield* resumeOperation(context, { key, lease, mode: 'finish', ...(timeoutMs !== undefined && { timeoutMs }) });
  const entry = await readEntry(context.documents, key);
  if (!entry) throw operationUnknown(record.id);
  return historyRecord(entry.document, await readLease(context.documents));
}

/** The operation that was named, or the one that runs now. */
async function findKey({ documents }: OperationContext, id: string | undefined): Promise<string> {
  if (id !== undefined && !isOperationId(id)) throw operationUnknown(id);
  const reading = await readLease(documents);
  if (id === undefined && reading && !reading.document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  const lease = reading?.document;
  if (lease && lease.state === 'held' && (id === undefined || lease.operation.id === id)) return lease.entry;
  if (id === undefined) {
    throw toldError('OPERATION_UNKNOWN', say('operation.none'), say('operation.none.next'));
  }
  const key = await findEntryKey(documents, id);
  if (key === null) throw operationUnknown(id);
  return key;
}
