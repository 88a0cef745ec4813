import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { HistoryInput, HistoryRecord } from '../domain/operations.js';
import { readEntries } from '../state/journal.js';
import { readLease } from '../state/lease-document.js';
import { recordsOf } from './steps/history-record.js';
import { closedErrors } from './steps/operation-errors.js';

const DEFAULT_LIMIT = 20;

/** The environment's operations, newest first, from the journal. Changes nothing and yields nothing. */
export function history(context: OperationContext, input: HistoryInput = {}): Operation<readonly HistoryRecord[]> {
  return closedErrors(context, read(context, input));
}

/** An operation like the others, though nothing happens on the way. */
const NO_EVENTS: readonly BlueGreenEvent[] = [];

async function* read(
  { documents }: OperationContext,
  { limit = DEFAULT_LIMIT }: HistoryInput,
): Operation<readonly HistoryRecord[]> {
  yield* NO_EVENTS;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new BlueGreenError(
      'USAGE_INVALID',
      `A limit of ${limit} makes no sense.`,
      'Give a whole number from 1 to 1000.',
    );
  }
  const entries = await readEntries(documents, limit);
  return recordsOf(documents, entries, await readLease(documents));
}
