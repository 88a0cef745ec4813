import type { OperationContext } from '../../domain/context.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { ResumeAction, ResumedOperation } from '../../domain/operations.js';
import { intendedAfter } from '../../planning/find-drift.js';
import type { ResumeMode } from '../../planning/plan-resume.js';
import { operationUnknown } from '../../state/operation-unknown.js';
import { idOfJournalKey } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { acquireLease } from '../../state/lease.js';
import type { LeaseReading } from '../../state/lease-document.js';
import { carryOut } from './carry-out.js';
import { planOf, resumeSteps } from './resume-steps.js';
import { takeOver } from './take-over.js';

export interface Unfinished {
  /** Journal key. */
  readonly key: string;
  /** As last read. */
  readonly lease: LeaseReading | null;
  readonly mode: ResumeMode;
  /** Bound on each wait. */
  readonly timeoutMs?: number;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/** What would be done about an operation. Changes nothing. */
export async function foresee(context: OperationContext, { key, lease, mode }: Unfinished): Promise<ResumedOperation> {
  const found = await readEntry(context.documents, key);
  if (!found) return neverOpened(lease);
  const { document } = found;
  if (document.end !== null) return resumed(document, 'close', document.end);
  return resumed(document, (await planOf(context, document, mode)).action, null);
}

/**
 * Takes an operation over that nobody drives any more, and brings it to an end, in its own entry and under its own
 * identifier.
 *
 * @throws LEASE_HELD when somebody still drives it; DRIFTED when a route reads what the operation never wrote; what the
 * resumed work throws.
 */
export async function* resumeOperation(context: OperationContext, unfinished: Unfinished): Steps<ResumedOperation> {
  const { key, lease: known, mode } = unfinished;
  const dead = known?.document?.entry === key ? known.document : null;
  const found = dead ? null : await readEntry(context.documents, key);
  const who = dead?.operation ?? found?.document;
  if (!who) throw operationUnknown(idOfJournalKey(key) ?? key);
  const { id, verb } = who;
  const claim = { id, verb, reason: `resume (${mode})`, entry: key, takesOver: true };
  // A dead rollback may have begun under a lock.
  const lease = await acquireLease(context, { ...claim, despiteLock: verb === 'rollback' }, known);
  const { fencing, since } = lease.operation;
  const taken = await takeOver(context, key, { ...context.actor, fencing, since }, dead).catch(
    async (error: unknown) => {
      await lease.release({ left: 'unfinished' }).catch(() => undefined);
      throw error;
    },
  );
  if (taken.kind === 'closed') {
    const { document } = taken;
    yield { type: 'operation.found', operation: document, action: 'close' };
    const intended = intendedAfter(lease.document.intended ?? null, document);
    await lease.release({ left: 'nothing', intended });
    yield { type: 'operation.settled', operationId: id, verb, end: document.end };
    return resumed(document, 'close', document.end);
  }
  let action: ResumeAction = 'close';
  const { entry } = taken;
  yield* carryOut(context, lease, entry, async function* (held): Steps<void> {
    const plan = await planOf(context, held.document, mode).catch((error: unknown) => {
      // Nothing was looked at, so nothing can be said about its end.
      held.leaveOpen('unfinished');
      throw error;
    });
    action = plan.action;
    yield { type: 'operation.found', operation: held.document, action };
    yield* resumeSteps(context, held, plan, unfinished);
  });
  yield { type: 'operation.settled', operationId: id, verb, end: entry.document.end };
  return resumed(entry.document, action, entry.document.end);
}

export function resumed(
  { id, verb, owner, surface, from, to, release }: JournalDocument,
  action: ResumeAction,
  end: ResumedOperation['end'],
): ResumedOperation {
  return { id, verb, owner, surface, from, to, release, action, end };
}

function neverOpened(lease: LeaseReading | null): ResumedOperation {
  const { id, verb, owner, surface } = lease!.document!.operation;
  return { id, verb, owner, surface, from: null, to: null, release: null, action: 'close', end: null };
}
