import type { OperationContext } from '../../domain/context.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Driver, JournalDocument } from '../../domain/journal.js';
import type { EndState, ResumedOperation } from '../../domain/operations.js';
import { adoptedEntry } from '../../state/journal-entry.js';
import { readEntry, type StoredEntry } from '../../state/journal.js';
import { lockOf, readLease, type LeaseReading } from '../../state/lease-document.js';
import { redactedJson } from '../../state/redact.js';
import { sameDriver } from '../../state/same-driver.js';
import { resumed } from './resume-operation.js';

/**
 * Gives an entry its end that others have gone on from, or that held nothing: a lock, say, whose process died between the
 * lock and its record. Changes nothing but the entry, and that only as it was read: whoever wrote there meanwhile lives.
 *
 * @param stored read after the lease that shows that nobody drives it.
 * @returns null when it was left alone.
 */
export async function* closeAside(
  context: OperationContext,
  stored: StoredEntry,
  lease: LeaseReading | null,
  dryRun: boolean,
): AsyncGenerator<BlueGreenEvent, ResumedOperation | null, void> {
  const { id, verb } = stored.document;
  if (dryRun) {
    yield { type: 'operation.found', operation: stored.document, action: 'close' };
    return resumed(stored.document, 'close', null);
  }
  const fenced = await fence(context, stored, lease);
  if (!fenced) return null;
  yield { type: 'operation.found', operation: fenced.document, action: 'close' };
  // Its own process can no longer write there: what the lease says now is how it ended.
  const end = endOf(fenced.document, await readLease(context.documents));
  const endedAt = new Date(context.clock.now()).toISOString();
  try {
    await adoptedEntry(context, fenced).write({ end, endedAt });
  } catch (error) {
    if (!isBlueGreenError(error) || error.code !== 'LEASE_LOST') throw error;
    return null;
  }
  yield { type: 'operation.settled', operationId: id, verb, end };
  return resumed(fenced.document, 'close', end);
}

/** Makes ourselves its last driver; null when somebody else wrote there first. */
async function fence(
  { documents, clock, actor }: OperationContext,
  { key, document: former, version }: StoredEntry,
  lease: LeaseReading | null,
): Promise<StoredEntry | null> {
  const last = former.drivers.at(-1)?.fencing ?? 0;
  const fencing = Math.max(last + 1, lease?.document?.operation.fencing ?? 0);
  const driver: Driver = { ...actor, fencing, since: new Date(clock.now()).toISOString() };
  const document: JournalDocument = { ...former, drivers: [...former.drivers, driver] };
  const body = redactedJson(document);
  let failure: unknown;
  const written = await documents.replace(key, body, version).catch((error: unknown) => void (failure = error));
  if (written) return { key, document, version: written.version };
  if (failure === undefined) return null;
  const found = await readEntry(documents, key);
  // The answer was lost, not the write.
  return found && sameDriver(found.document.drivers.at(-1), driver) ? found : null;
}

/** As far as anybody can tell. */
function endOf({ id, verb, steps }: JournalDocument, lease: LeaseReading | null): EndState {
  const lock = lockOf(lease);
  if (verb === 'lock') return lock?.id === id ? 'done' : 'failed-unmoved';
  if (verb === 'unlock') return lock ? 'failed-unmoved' : 'done';
  return steps.length === 0 ? 'failed-unmoved' : 'needs-attention';
}
