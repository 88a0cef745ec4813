import type { JournalDocument } from '../domain/journal.js';
import type { RecordedMove } from './lease-document.js';

/** An operation that made a colour live, as the lease carries it; null for any other. Pure. */
export function recordedMove(entry: JournalDocument): RecordedMove | null {
  const { id, verb, owner, endedAt, release, proof, to, end, steps } = entry;
  const moved = steps.some(({ change }) => change.kind === 'write-routes' && change.purpose === 'shift');
  return end === 'done' && to !== null && moved ? { id, verb, owner, endedAt, release, proof, to } : null;
}
