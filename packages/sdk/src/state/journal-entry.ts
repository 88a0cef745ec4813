import type { OperationContext } from '../domain/context.js';
import { isRefusal, readAgain } from '../domain/error-kinds.js';
import type { JournalDocument } from '../domain/journal.js';
import { readEntry, type StoredEntry } from './journal.js';
import { leaseLost } from './lease-errors.js';
import { redactedJson } from './redact.js';
import { sameDriver } from './same-driver.js';

/** Tries of a write whose answer was lost. */
const TRIES = 3;

/** One operation's own entry, written by whoever drives it. */
export interface JournalEntry {
  readonly key: string;
  /** As it will be written next. */
  readonly document: JournalDocument;
  /** Lies in the bucket already. */
  readonly opened: boolean;
  /**
   * Adds to the document, after every write before it. A later write includes what an earlier one failed to bring.
   *
   * @throws LEASE_LOST when another driver has written there.
   */
  write(patch: Partial<JournalDocument>): Promise<void>;
}

/** An entry that the first write creates. */
export function newEntry(context: Pick<OperationContext, 'documents'>, key: string, start: JournalDocument) {
  return writer(context, key, start, null);
}

/** An entry that lies there, with ourselves as its last driver: anybody else's write would be taken for our own. */
export function adoptedEntry(context: Pick<OperationContext, 'documents'>, stored: StoredEntry): JournalEntry {
  return writer(context, stored.key, stored.document, stored.version);
}

function writer(
  { documents }: Pick<OperationContext, 'documents'>,
  key: string,
  start: JournalDocument,
  firstVersion: string | null,
): JournalEntry {
  let current = start;
  let version = firstVersion;
  let last: Promise<unknown> = Promise.resolve();

  const put = async (): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const body = redactedJson(current);
      const writing = version === null ? documents.create(key, body) : documents.replace(key, body, version);
      const written = await writing.catch((failure: unknown) => ({ failure }));
      if (written && 'version' in written) {
        version = written.version;
        return;
      }
      // What is denied now will be denied again.
      if (written && (attempt === TRIES || isRefusal(written.failure))) throw written.failure;
      const found = await readAgain(() => readEntry(documents, key));
      if (found && isOurs(found.document)) {
        version = found.version;
        if (attempt === TRIES) throw leaseLost();
      } else if (found || version !== null) throw leaseLost();
    }
  };
  /** Only the last driver writes: a newer version with ourselves there is our own, its answer lost. */
  const isOurs = (found: JournalDocument) =>
    found.id === start.id && sameDriver(found.drivers.at(-1), start.drivers.at(-1));

  return {
    key,
    get document() {
      return current;
    },
    get opened() {
      return version !== null;
    },
    write(patch) {
      current = { ...current, ...patch };
      const writing = last.then(put, put);
      last = writing.catch(() => undefined);
      return writing;
    },
  };
}
