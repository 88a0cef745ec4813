import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { ResumedOperation, ResumeInput, ResumeResult } from '../domain/operations.js';
import { keyOfCommand, readCommand, writeCommand, type Command } from '../state/command.js';
import { isOperationId, LEASE_KEY } from '../state/document-keys.js';
import { findEntryKey, readEntries, readEntry, type StoredEntry } from '../state/journal.js';
import { readLease, runningOperation, type LeaseReading } from '../state/lease-document.js';
import { leaseLocked } from '../state/lease-errors.js';
import { operationUnknown } from '../state/operation-unknown.js';
import { stateUnreadable } from '../state/unreadable.js';
import { bringToEnd, lacksOnlyItsEnd } from './steps/bring-to-end.js';
import { followOperation } from './steps/follow-operation.js';
import { assertDone } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';
import { resumed } from './steps/resume-operation.js';
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
  const key = input.idempotencyKey === undefined || input.dryRun ? null : keyOfCommand(input.idempotencyKey);
  const before = key === null ? null : await readCommand(documents, key, 'resume');
  if (before) return yield* repeat(context, before.command, mode, input);
  const lease = yield* waitForExpiry(context, await readLease(documents));
  const open = await findOpen(context, lease, input.id);
  const lock = lease?.document?.state === 'locked' ? lease.document.lock : null;
  if (lock && open.some(({ aside }) => !aside)) throw leaseLocked(lock);
  if (key !== null) {
    const startedAt = new Date(context.clock.now()).toISOString();
    const entries = open.map((one) => one.key);
    const command: Command = { version: 1, id: context.newId(), verb: 'resume', startedAt, entries };
    const written = await writeCommand(documents, key, command, null);
    const faster = written ? null : await readCommand(documents, key, 'resume');
    if (faster) return yield* repeat(context, faster.command, mode, input);
  }
  const operations: ResumedOperation[] = [];
  for (const one of open) {
    const brought = yield* bringToEnd(context, one.key, { mode, ...input });
    if (brought) operations.push(brought);
  }
  return { changed: operations.length > 0 && !input.dryRun, mode, operations };
}

/** What a command found unfinished the first time comes to its end, and nothing else. */
async function* repeat(
  context: OperationContext,
  { id, entries = [] }: Command,
  mode: ResumeResult['mode'],
  { timeoutMs }: ResumeInput,
): Steps<ResumeResult> {
  yield { type: 'command.repeated', operationId: id };
  const deadlineMs = timeoutMs === undefined ? Infinity : context.clock.now() + timeoutMs;
  const operations: ResumedOperation[] = [];
  for (const key of entries) {
    const { state } = yield* followOperation(context, key, deadlineMs);
    const bringing = { mode, ...(timeoutMs !== undefined && { timeoutMs }) };
    const brought = state === 'ended' ? null : yield* bringToEnd(context, key, bringing);
    const ended = (await readEntry(context.documents, key))?.document;
    if (ended?.error) assertDone(ended);
    if (brought ?? ended) operations.push(brought ?? resumed(ended!, 'close', ended!.end));
  }
  return { changed: operations.length > 0, mode, operations };
}

interface Open {
  readonly key: string;
  /** It only lacks its end: it held nothing, or others have gone on since. */
  readonly aside: boolean;
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

function openOf(entry: StoredEntry, lease: LeaseReading | null): Open {
  return { key: entry.key, aside: lacksOnlyItsEnd(entry, lease) };
}
