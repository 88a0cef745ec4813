import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { LastMove } from '../../domain/operations.js';
import { isJournalKey, JOURNAL_PREFIX } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import type { LeaseReading } from '../../state/lease-document.js';

/** Entries that are looked through, one by one, when the newest operation was no move of traffic. */
const DEPTH = 10;

/**
 * The move on record that made a colour live. The lease names the newest entry, so that one reading mostly does. A
 * journal that cannot be read tells nothing here: what is live is read from the listener, and stays worth showing.
 */
export async function findLastMove(
  { documents }: Pick<OperationContext, 'documents'>,
  lease: LeaseReading | null,
  live: Color | null,
): Promise<LastMove | null> {
  const newest = lease?.document?.entry;
  if (newest === undefined || live === null) return null;
  try {
    const first = await readEntry(documents, newest);
    if (first && madeLive(first.document, live)) return lastMoveOf(first.document);
    const keys = await documents.list(JOURNAL_PREFIX, DEPTH);
    for (const key of keys.filter((each) => isJournalKey(each) && each !== newest)) {
      const entry = await readEntry(documents, key);
      if (entry && madeLive(entry.document, live)) return lastMoveOf(entry.document);
    }
  } catch {
    return null;
  }
  return null;
}

function madeLive({ to, end, steps }: JournalDocument, live: Color): boolean {
  const moved = steps.some(({ change }) => change.kind === 'write-routes' && change.purpose === 'shift');
  return end === 'done' && to === live && moved;
}

function lastMoveOf({ id, verb, owner, endedAt, release, proof }: JournalDocument): LastMove {
  return { id, verb, owner, endedAt, release, proof };
}
