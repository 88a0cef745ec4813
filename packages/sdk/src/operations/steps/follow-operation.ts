import type { OperationContext } from '../../domain/context.js';
import { isPassing, readAgain } from '../../domain/error-kinds.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { HistoryRecord } from '../../domain/operations.js';
import { idOfJournalKey } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { readLease } from '../../state/lease-document.js';
import { operationUnknown } from '../../state/operation-unknown.js';
import { newsOf } from './follow-deployment.js';
import { historyRecord } from './history-record.js';
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
    const [lease, found] = await readAgain(() =>
      Promise.all([readLease(context.documents), readEntry(context.documents, key)]),
    );
    // It may not have opened its entry yet.
    const opening = lease?.document?.state === 'held' && lease.document.entry === key;
    if (!found && !opening) throw operationUnknown(idOfJournalKey(key) ?? key);
    const news = found ? [...stepsOf(found.document, told.steps)] : [];
    yield* news;
    const record = found ? historyRecord(found.document, lease) : null;
    if (record && record.state !== 'running') return record;
    const lifecycle = found ? await lifecycleOf(context, found.document, told.lifecycle) : [];
    yield* lifecycle;
    delay = news.length + lifecycle.length > 0 ? FIRST_DELAY_MS : delay;
    if (context.clock.now() + delay > deadlineMs) throw timedOut(key);
    await pause(context, delay);
    delay = longerDelay(delay);
  }
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
  return new BlueGreenError(
    'TIMED_OUT',
    `Operation ${id} still runs; only the following of it has ended.`,
    `Follow it again: \`bluegreen attach ${id}\`.`,
  );
}
