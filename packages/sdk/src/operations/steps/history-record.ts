import type { JournalDocument } from '../../domain/journal.js';
import type { HistoryRecord } from '../../domain/operations.js';
import { isExpired, type LeaseReading } from '../../state/lease-document.js';

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
