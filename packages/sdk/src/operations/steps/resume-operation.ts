import type { OperationContext } from '../../domain/context.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { ResumeAction, ResumedOperation } from '../../domain/operations.js';
import type { ResumeMode } from '../../planning/plan-resume.js';
import { operationUnknown } from '../../state/operation-unknown.js';
import { idOfJournalKey } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { acquireLease, type Lease, type Leaving } from '../../state/lease.js';
import type { LeaseDocument, LeaseReading } from '../../state/lease-document.js';
import { carryOut, lastWords } from './carry-out.js';
import { leftBehind } from './left-behind.js';
import { STALE_MS } from './observe.js';
import { pause } from './operation-errors.js';
import { publishFiguresOf } from './publish-figures.js';
import { planOf, resumeSteps } from './resume-steps.js';
import { takeOver } from './take-over.js';
import type { Held } from './under-lease.js';

export interface Unfinished {
  /** Journal key. */
  readonly key: string;
  /** As last read. */
  readonly lease: LeaseReading | null;
  readonly mode: ResumeMode;
  /** Bound on each wait. */
  readonly timeoutMs?: number;
  /** The caller publishes the figures of what it comes to. */
  readonly untold?: boolean;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/** What would be done about an operation. Changes nothing. */
export async function foresee(
  context: OperationContext,
  { key, lease, mode }: Unfinished,
): Promise<ResumedOperation | null> {
  const found = await readEntry(context.documents, key);
  const dead = leftBehind(lease?.document, key);
  if (!found) return dead && neverOpened(dead);
  const { document } = found;
  if (document.end !== null) return dead && resumed(document, 'close', document.end);
  return resumed(document, (await planOf(context, document, mode)).action, null);
}

/**
 * Takes an operation over that nobody drives any more, and brings it to an end, in its own entry and under its own
 * identifier. An entry that has its end by now is left alone. The lease is claimed over the very version that shows nobody
 * at work, and only then is the entry written.
 *
 * @returns null when it had ended by itself: nothing was claimed or written.
 * @throws LEASE_HELD when somebody still drives it; DRIFTED when a route reads what the operation never wrote; what the
 * resumed work throws.
 */
export async function* resumeOperation(
  context: OperationContext,
  unfinished: Unfinished,
): Steps<ResumedOperation | null> {
  const { key, lease: known, mode } = unfinished;
  const dead = leftBehind(known?.document, key);
  // Read after the lease: what ended since then shows its end here.
  const found = dead ? null : await readEntry(context.documents, key);
  if (found && found.document.end !== null) return null;
  const who = dead?.operation ?? found?.document;
  if (!who) throw operationUnknown(idOfJournalKey(key) ?? key);
  const { id, verb } = who;
  const above = found?.document.drivers.at(-1)?.fencing ?? 0;
  const claim = { id, verb, reason: `resume (${mode})`, entry: key, takesOver: true, above };
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
    await lease.release(leavingOf(lease, key, taken.document));
    const { document } = taken;
    yield { type: 'operation.found', operation: document, action: 'close' };
    yield { type: 'operation.settled', operationId: id, verb, end: document.end };
    if (dead && !unfinished.untold) yield* publishFiguresOf(context, document);
    return resumed(document, 'close', document.end);
  }
  let action: ResumeAction = 'close';
  const { entry } = taken;
  const steps = async function* (held: Held): Steps<void> {
    const looking = outlastLag(context, known, held.document).then(() => planOf(context, held.document, mode));
    const plan = await looking.catch((error: unknown) => {
      // Nothing was looked at, so nothing can be said about its end.
      held.leaveOpen('unfinished');
      throw error;
    });
    action = plan.action;
    yield { type: 'operation.found', operation: held.document, action };
    yield* resumeSteps(context, held, plan, unfinished);
  };
  try {
    yield* carryOut(context, lease, entry, steps);
  } catch (error) {
    if (!unfinished.untold) yield* publishFiguresOf(context, entry.document);
    throw error;
  }
  if (!unfinished.untold) yield* publishFiguresOf(context, entry.document);
  yield { type: 'operation.settled', operationId: id, verb, end: entry.document.end };
  return resumed(entry.document, action, entry.document.end);
}

/** A route that was written a moment ago, by a driver that was stopped or cut off, may still read as before it. */
async function outlastLag(context: OperationContext, known: LeaseReading | null, { steps }: JournalDocument) {
  const wrote = steps.some(({ change }) => change.kind === 'write-routes');
  const ageMs = known?.ageMs ?? Infinity;
  if (wrote && ageMs < STALE_MS) await pause(context, STALE_MS - ageMs);
}

/** Its own last words on the lease are missing, unless others have gone on since: then theirs stay. */
function leavingOf({ document, former }: Lease, key: string, ended: JournalDocument): Leaving {
  if (former && !leftBehind(former, key)) return { left: 'nothing' };
  return { left: 'nothing', ...lastWords(document, ended) };
}

export function resumed(
  { id, verb, owner, surface, from, to, release }: JournalDocument,
  action: ResumeAction,
  end: ResumedOperation['end'],
): ResumedOperation {
  return { id, verb, owner, surface, from, to, release, action, end };
}

function neverOpened({ operation: { id, verb, owner, surface } }: LeaseDocument): ResumedOperation {
  return { id, verb, owner, surface, from: null, to: null, release: null, action: 'close', end: null };
}
