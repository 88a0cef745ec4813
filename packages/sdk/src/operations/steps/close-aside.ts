import type { OperationContext } from '../../domain/context.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { EndState, ResumedOperation } from '../../domain/operations.js';
import { adoptedEntry } from '../../state/journal-entry.js';
import type { StoredEntry } from '../../state/journal.js';
import { lockOf, type LeaseReading } from '../../state/lease-document.js';
import { resumed } from './resume-operation.js';

/**
 * Gives an entry its end that others have gone on from, or that held nothing: a lock, say, whose process died between the
 * lock and its record. Changes nothing but the entry.
 */
export async function* closeAside(
  context: OperationContext,
  stored: StoredEntry,
  lease: LeaseReading | null,
  dryRun: boolean,
): AsyncGenerator<BlueGreenEvent, ResumedOperation, void> {
  const { document } = stored;
  const { id, verb } = document;
  yield { type: 'operation.found', operation: document, action: 'close' };
  if (dryRun) return resumed(document, 'close', null);
  const end = endOf(document, lease);
  const endedAt = new Date(context.clock.now()).toISOString();
  await adoptedEntry(context, stored).write({ end, endedAt });
  yield { type: 'operation.settled', operationId: id, verb, end };
  return resumed(document, 'close', end);
}

/** As far as anybody can tell. */
function endOf({ id, verb, steps }: JournalDocument, lease: LeaseReading | null): EndState {
  const lock = lockOf(lease);
  if (verb === 'lock') return lock?.id === id ? 'done' : 'failed-unmoved';
  if (verb === 'unlock') return lock ? 'failed-unmoved' : 'done';
  return steps.length === 0 ? 'failed-unmoved' : 'needs-attention';
}
