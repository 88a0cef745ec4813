import type { OperationContext } from '../../domain/context.js';
import { readAgain } from '../../domain/error-kinds.js';
import type { Driver, JournalDocument } from '../../domain/journal.js';
import { adoptedEntry, type JournalEntry } from '../../state/journal-entry.js';
import { readEntry } from '../../state/journal.js';
import type { LeaseDocument } from '../../state/lease-document.js';
import { leaseLost } from '../../state/lease-errors.js';
import { redactedJson } from '../../state/redact.js';
import { sameDriver } from '../../state/same-driver.js';

/** Tries against a former driver that writes once more, or a store that loses answers. */
const TRIES = 6;

export type Taken =
  /** Ours to go on with: the former driver's next write is refused. */
  | { readonly kind: 'open'; readonly entry: JournalEntry }
  /** It has its end; nothing is left but to free the environment. */
  | { readonly kind: 'closed'; readonly document: JournalDocument };

/**
 * Puts ourselves into a dead operation's entry as its last driver, before anything else is written anywhere. An operation
 * that died before it opened its entry gets one with its end, so that it can no longer open it. To be called under the
 * lease, for only its claim shows that nobody drives the operation.
 *
 * @param dead the lease as it stood, for an entry that was never opened.
 */
export async function takeOver(
  { documents, clock }: Pick<OperationContext, 'documents' | 'clock'>,
  key: string,
  driver: Driver,
  dead: LeaseDocument | null,
): Promise<Taken> {
  let failure: unknown;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const found = await readAgain(() => readEntry(documents, key));
    if (found && found.document.end !== null) return { kind: 'closed', document: found.document };
    const last = found?.document.drivers.at(-1);
    if (found && sameDriver(last, driver)) return { kind: 'open', entry: adoptedEntry({ documents }, found) };
    // Somebody else has claimed the lease since: we slept, and are the former driver.
    if (last && last.fencing >= driver.fencing) throw leaseLost();
    if (!found && !dead) throw leaseLost();
    const document = found
      ? { ...found.document, drivers: [...found.document.drivers, driver] }
      : neverOpened(dead!, driver, new Date(clock.now()).toISOString());
    const body = redactedJson(document);
    const writing = found ? documents.replace(key, body, found.version) : documents.create(key, body);
    const written = await writing.catch((refused: unknown) => void (failure = refused));
    if (!written) continue;
    if (!found) return { kind: 'closed', document };
    return { kind: 'open', entry: adoptedEntry({ documents }, { key, document, version: written.version }) };
  }
  throw (failure as Error | undefined) ?? leaseLost();
}

/** It died between its claim and its first intent, so it has changed nothing. */
function neverOpened({ operation }: LeaseDocument, driver: Driver, endedAt: string): JournalDocument {
  const { id, verb, owner, surface, since, fencing, reason } = operation;
  return {
    version: 1,
    ...{ id, verb, owner, surface, link: null, sequence: null },
    ...{ startedAt: since, endedAt, end: 'failed-unmoved', from: null, to: null, release: null, error: null },
    reason,
    drivers: [{ owner, surface, fencing, since }, driver],
    ...{ plan: null, fromRelease: null, deploymentId: null, steps: [], proof: null },
  };
}
