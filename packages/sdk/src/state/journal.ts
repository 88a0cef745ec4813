import type { JournalDocument } from '../domain/journal.js';
import type { Documents } from '../domain/ports.js';
import { idOfJournalKey, isJournalKey, JOURNAL_PREFIX } from './document-keys.js';
import { parseEntry } from './journal-schema.js';

export interface StoredEntry {
  readonly key: string;
  readonly document: JournalDocument;
  /** For compare-and-set. */
  readonly version: string;
}

/**
 * The newest entries, newest first; reads no more of them than asked. Objects under other keys are not ours, and left
 * out.
 *
 * @throws STATE_UNREADABLE for an entry that is none.
 */
export async function readEntries(documents: Documents, limit: number): Promise<StoredEntry[]> {
  const keys = await documents.list(JOURNAL_PREFIX, limit);
  const found = await Promise.all(keys.filter(isJournalKey).map((key) => readEntry(documents, key)));
  return found.flatMap((entry) => entry ?? []);
}

/** What the entries say, newest first. @throws STATE_UNREADABLE. */
export async function readJournal(documents: Documents, limit: number): Promise<JournalDocument[]> {
  return (await readEntries(documents, limit)).map((entry) => entry.document);
}

/** Null when there is none under this key. @throws STATE_UNREADABLE. */
export async function readEntry(documents: Documents, key: string): Promise<StoredEntry | null> {
  const found = await documents.read(key);
  return found ? { key, document: parseEntry(key, found.body), version: found.version } : null;
}

/** How far back an operation is found by its identifier: as many keys as one page of a listing holds. */
const DEEPEST = 1_000;

/** The key of an operation's entry, found without reading any; null when there is none among the newest thousand. */
export async function findEntryKey(documents: Documents, id: string): Promise<string | null> {
  const keys = await documents.list(JOURNAL_PREFIX, DEEPEST);
  return keys.find((key) => idOfJournalKey(key) === id) ?? null;
}
