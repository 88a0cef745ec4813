import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import type { LastMove } from '../../domain/operations.js';
import { isJournalKey, JOURNAL_PREFIX } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import type { LeaseReading, RecordedMove } from '../../state/lease-document.js';
import { recordedMove } from '../../state/recorded-move.js';

/** Entries that are looked through, one by one, where the lease does not carry the move. */
const DEPTH = 10;

/**
 * The move on record that made a colour live. The lease carries the newest one, so that nothing has to be read for it; a
 * lease of an earlier version names the newest entry at least. A journal that cannot be read tells nothing here: what is
 * live is read from the listener, and stays worth showing.
 */
export async function findLastMove(
  { documents }: Pick<OperationContext, 'documents'>,
  lease: LeaseReading | null,
  live: Color | null,
): Promise<LastMove | null> {
  const { entry: newest, lastMove: carried } = lease?.document ?? {};
  if (newest === undefined || live === null) return null;
  if (carried) return carried.to === live ? told(carried) : null;
  const moveIn = async (key: string): Promise<LastMove | null> => {
    const entry = await readEntry(documents, key);
    const move = entry && recordedMove(entry.document);
    return move?.to === live ? told(move) : null;
  };
  try {
    const first = await moveIn(newest);
    if (first) return first;
    const keys = await documents.list(JOURNAL_PREFIX, DEPTH);
    for (const key of keys.filter((each) => isJournalKey(each) && each !== newest)) {
      const move = await moveIn(key);
      if (move) return move;
    }
  } catch {
    return null;
  }
  return null;
}

function told({ id, verb, owner, endedAt, release, proof }: RecordedMove): LastMove {
  return { id, verb, owner, endedAt, release, proof };
}
