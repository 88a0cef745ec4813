import type { JournalDocument } from '../../domain/journal.js';
import type { HistoryRecord } from '../../domain/operations.js';
import type { Documents } from '../../domain/ports.js';
import { readEntry, type StoredEntry } from '../../state/journal.js';
import { isExpired, type LeaseDocument, type LeaseReading } from '../../state/lease-document.js';

/**
 * Entries as history shows them. What looks as if nobody worked on it is read once more: it may have ended between the
 * two readings.
 *
 * @param lease read after the entries.
 */
export async function recordsOf(
  documents: Documents,
  entries: readonly StoredEntry[],
  lease: LeaseReading | null,
): Promise<HistoryRecord[]> {
  return Promise.all(
    entries.map(async ({ key, document }) => {
      const record = historyRecord(document, lease);
      if (record.state === 'ended' || record.state === 'running') return record;
      const again = await readEntry(documents, key);
      return again ? historyRecord(again.document, lease) : record;
    }),
  );
}

/** An operation that died before it opened its entry, as the lease alone tells of it. */
export function unopenedRecord({ operation }: LeaseDocument): HistoryRecord {
  const { id, verb, owner, surface, since, reason } = operation;
  return {
    ...{ id, verb, owner, surface, link: null, sequence: null, startedAt: since, endedAt: null, end: null },
    ...{ from: null, to: null, release: null, error: null },
    ...{ state: 'unfinished', reason, deploymentId: null, proof: null },
  };
}

/** An entry as history shows it; without an end, the lease tells whether anybody works on it. */
export function historyRecord(entry: JournalDocument, lease: LeaseReading | null): HistoryRecord {
  const { id, verb, owner, surface, link, sequence, startedAt, endedAt, end, from, to, release, error } = entry;
  const { reason, deploymentId, proof } = entry;
  return {
    ...{ id, verb, owner, surface, link, sequence, startedAt, endedAt, end, from, to, release, error },
    ...{ state: stateOf(entry, lease), reason, deploymentId, proof },
  };
}

function stateOf({ id, end, verb, deploymentId }: JournalDocument, lease: LeaseReading | null): HistoryRecord['state'] {
  if (end !== null) return 'ended';
  const document = lease?.document;
  const isLast = document?.operation.id === id;
  if (isLast && document.state === 'held') return isExpired(lease!, document) ? 'unfinished' : 'running';
  const waits = verb === 'deploy' && deploymentId !== null && !(isLast && document.left === 'unfinished');
  return waits ? 'waiting' : 'unfinished';
}
