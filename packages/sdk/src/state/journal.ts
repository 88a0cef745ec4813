import type { OperationContext } from '../domain/context.js';
import type { Documents } from '../domain/ports.js';
import type { HistoryEntry } from '../domain/operations.js';
import { readAgain } from '../domain/error-kinds.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Plan } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import { JOURNAL_PREFIX, journalKey } from './document-keys.js';

/** One operation as written down: the intent before it acts, the end after. The plan holds the way back. */
export interface JournalDocument extends HistoryEntry {
  readonly version: 1;
  readonly reason: string;
  readonly fencing: number;
  readonly plan: Plan;
  /** What the colour that traffic leaves held at the start. */
  readonly fromRelease: ReleaseRef | null;
  readonly deploymentId: string | null;
}

/** Tries of a write whose answer was lost. */
const TRIES = 3;

export interface JournalEntry {
  /** Adds to the document. Retries; a later `write` includes what an earlier one failed to bring. */
  write(patch: Partial<JournalDocument>): Promise<void>;
}

/**
 * Writes the intent down.
 *
 * @throws INTERNAL when another operation used the same identifier at the same instant.
 */
export async function openEntry(
  { documents }: Pick<OperationContext, 'documents'>,
  intent: JournalDocument,
): Promise<JournalEntry> {
  const key = journalKey(Date.parse(intent.startedAt), intent.id);
  let current = intent;
  const created = await documents.create(key, JSON.stringify(intent)).catch(async (failure: unknown) => {
    // The answer may be lost and the entry written; then it is ours to go on with.
    const version = await ownVersion(documents, key, intent.id).catch(() => null);
    if (version === null) throw failure;
    return { version };
  });
  let version = created?.version ?? (await ownVersion(documents, key, intent.id));
  return {
    async write(patch) {
      current = { ...current, ...patch };
      for (let attempt = 1; ; attempt += 1) {
        const written = await documents
          .replace(key, JSON.stringify(current), version)
          .catch((failure: unknown) => ({ failure }));
        if (written && 'version' in written) {
          version = written.version;
          return;
        }
        if (attempt === TRIES) {
          if (written) throw written.failure;
          throw overtaken(key);
        }
        // Only the lease holder writes here, so a newer version is our own write whose answer was lost.
        version = await ownVersion(documents, key, intent.id);
      }
    },
  };
}

async function ownVersion(documents: Documents, key: string, id: string): Promise<string> {
  const found = await readAgain(() => documents.read(key));
  if (found && parseEntry(found.body)?.id === id) return found.version;
  throw overtaken(key);
}

function overtaken(key: string): BlueGreenError {
  return new BlueGreenError(
    'INTERNAL',
    `The journal entry ${key} is not what this operation wrote.`,
    'Run `bluegreen status`, then try again.',
  );
}

/** Newest first; documents that are no journal entries are left out. */
export async function readJournal(documents: Documents, limit: number): Promise<JournalDocument[]> {
  const keys = await documents.list(JOURNAL_PREFIX, limit);
  const found = await Promise.all(keys.map((key) => documents.read(key)));
  return found.flatMap((document) => parseEntry(document?.body ?? '') ?? []);
}

function parseEntry(body: string): JournalDocument | null {
  try {
    const value = JSON.parse(body) as Partial<JournalDocument> | null;
    const known = value?.version === 1 && typeof value.id === 'string' && typeof value.verb === 'string';
    return known ? (value as JournalDocument) : null;
  } catch {
    return null;
  }
}
