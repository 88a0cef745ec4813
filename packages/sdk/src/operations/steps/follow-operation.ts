import type { OperationContext } from '../../domain/context.js';
import { isPassing, readAgain } from '../../domain/error-kinds.js';
import type { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { HistoryRecord } from '../../domain/operations.js';
import { say, toldError } from '../../narration/say.js';
import { idOfJournalKey, LEASE_KEY } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { isExpired, readLease } from '../../state/lease-document.js';
import { operationUnknown } from '../../state/operation-unknown.js';
import { stateUnreadable } from '../../state/unreadable.js';
import { leftBehind } from './left-behind.js';
import { newsOf } from './follow-deployment.js';
import { recordsOf, unopenedRecord } from './history-record.js';
import { FIRST_DELAY_MS, longerDelay, pause } from './operation-errors.js';

/**
 * Follows an operation that runs elsewhere, by its entry and its deployment's lifecycle events, until it ends or nobody
 * drives it any more. Changes nothing.
 *
 * @throws OPERATION_UNKNOWN; TIMED_OUT at the deadline, while the operation goes on.
 */
export async function* followOperation(
  context: OperationContext,
  key: string,
  deadlineMs: number,
): AsyncGenerator<BlueGreenEvent, HistoryRecord, void> {
  const told = { steps: new Map<number, boolean>(), lifecycle: new Set<string>() };
  let delay = FIRST_DELAY_MS;
  for (;;) {
    const { lease, found } = await look(context, key);
    // Only the lease tells whether anybody works on it.
    if (lease && !lease.document && found?.document.end === null) throw stateUnreadable(LEASE_KEY, 'it is no lease');
    const claimed = leftBehind(lease?.document, key);
    if (!found && !claimed) throw operationUnknown(idOfJournalKey(key) ?? key);
    // It may not have opened its entry yet, or never will.
    if (!found && claimed && (claimed.state !== 'held' || isExpired(lease!, claimed))) return unopenedRecord(claimed);
    const news = found ? [...stepsOf(found.document, told.steps)] : [];
    yield* news;
    const [record] = await readAgain(() => recordsOf(context.documents, found ? [found] : [], lease));
    if (record && record.state !== 'running') return record;
    const lifecycle = found ? await lifecycleOf(context, found.document, told.lifecycle) : [];
    yield* lifecycle;
    delay = news.length + lifecycle.length > 0 ? FIRST_DELAY_MS : delay;
    if (context.clock.now() + delay > deadlineMs) throw timedOut(key);
    await pause(context, delay);
    delay = longerDelay(delay);
  }
}

/** The entry first: whoever lives then shows in the lease, or has closed the entry since. */
async function look({ documents }: OperationContext, key: string) {
  const found = await readAgain(() => readEntry(documents, key));
  const lease = await readAgain(() => readLease(documents));
  // Opened between the two readings.
  return { lease, found: found ?? (await readAgain(() => readEntry(documents, key))) };
}

/** Intents and their outcomes that were not told yet. */
function* stepsOf({ id, steps }: JournalDocument, told: Map<number, boolean>): Generator<BlueGreenEvent, void, void> {
  for (const step of steps) {
    const ended = step.endedAt !== null;
    if (told.get(step.number) === ended) continue;
    told.set(step.number, ended);
    yield { type: 'step.followed', operationId: id, step };
  }
}

async function lifecycleOf(
  { deployments }: OperationContext,
  { deploymentId }: JournalDocument,
  told: Set<string>,
): Promise<BlueGreenEvent[]> {
  if (deploymentId === null) return [];
  const progress = await deployments.progress(deploymentId).catch((error: unknown) => {
    if (isPassing(error)) return null;
    throw error;
  });
  return progress ? newsOf(deploymentId, progress, told) : [];
}

function timedOut(key: string): BlueGreenError {
  const id = idOfJournalKey(key) ?? key;
  return toldError('TIMED_OUT', say('operation.goes-on', { id }), say('operation.goes-on.next', { id }));
}
