import type { OperationContext } from '../../domain/context.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { About, JournalDocument } from '../../domain/journal.js';
import type { EndState } from '../../domain/operations.js';
import { journalKey } from '../../state/document-keys.js';
import { adoptedEntry, newEntry } from '../../state/journal-entry.js';
import { readEntry } from '../../state/journal.js';
import { toBlueGreenError } from './operation-errors.js';

export interface Audited {
  readonly verb: 'lock' | 'unlock' | 'steal';
  readonly reason: string;
  readonly about?: About;
}

/**
 * A change of the lease itself, on record: an entry without an end before it, its end after it. What holds nothing needs
 * no lease.
 */
export async function* underEntry<Result>(
  context: OperationContext,
  { verb, reason, about }: Audited,
  act: (id: string, key: string, startedAt: string) => AsyncGenerator<BlueGreenEvent, Result, void>,
): AsyncGenerator<BlueGreenEvent, Result, void> {
  const { id, startedAtMs } = context.reserved ?? { id: context.newId(), startedAtMs: context.clock.now() };
  const startedAt = new Date(startedAtMs).toISOString();
  const { owner, surface, link = null } = context.actor;
  const start: JournalDocument = {
    ...{ version: 1, id, verb, owner, surface, link, sequence: null, startedAt, endedAt: null, end: null },
    ...{ from: null, to: null, release: null, error: null, reason },
    drivers: [{ ...context.actor, fencing: 0, since: startedAt }],
    ...{ plan: null, fromRelease: null, deploymentId: null, steps: [], proof: null },
    ...(about && { about }),
  };
  const entry = newEntry(context, journalKey(startedAtMs, id), start);
  await entry.write({});
  const close = async (end: EndState, error: JournalDocument['error']) => {
    const ended = { end, endedAt: new Date(context.clock.now()).toISOString(), error };
    try {
      await entry.write(ended);
    } catch (failure) {
      if (!isBlueGreenError(failure) || failure.code !== 'LEASE_LOST') throw failure;
      // A `resume` took us for dead and guessed. Nothing else follows from this entry, and only we know.
      const guessed = await readEntry(context.documents, entry.key);
      if (!guessed) throw failure;
      await adoptedEntry(context, guessed).write({
        ...ended,
        drivers: [...guessed.document.drivers, ...start.drivers],
      });
    }
  };
  let result: Result;
  try {
    result = yield* act(id, entry.key, startedAt);
  } catch (failure) {
    const { code, message } = toBlueGreenError(failure, context);
    await close('failed-unmoved', { code, message }).catch(() => undefined);
    throw failure;
  }
  try {
    await close('done', null);
  } catch (failure) {
    const why = isBlueGreenError(failure) ? failure.message : String(failure);
    yield { type: 'record.unwritten', record: 'journal', reason: why };
  }
  return result;
}
