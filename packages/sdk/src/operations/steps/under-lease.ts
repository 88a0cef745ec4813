import type { OperationContext } from '../../domain/context.js';
import type { RunningOperation } from '../../domain/environment.js';
import { isBlueGreenError, type BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { EndState } from '../../domain/operations.js';
import type { Plan } from '../../domain/plan.js';
import type { ReleaseRef } from '../../domain/release.js';
import { openEntry, type JournalDocument, type JournalEntry } from '../../state/journal.js';
import { acquireLease, type Lease } from '../../state/lease.js';
import type { LeaseReading } from '../../state/lease-document.js';
import { toBlueGreenError } from './operation-errors.js';

export interface Intent {
  readonly plan: Plan;
  readonly reason: string;
  readonly fromRelease: ReleaseRef | null;
}

/** What the holder of the lease can do. */
export interface Held {
  readonly operation: RunningOperation;
  /** To be awaited before the first change of the world: the intent is on record, and the lease still ours. */
  readyToAct(): Promise<void>;
  note(patch: Partial<JournalDocument>): Promise<void>;
  /** Overrules the end state that the error alone would tell. */
  endAs(end: EndState): void;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Runs steps as the environment's only operation, on record. Whatever way they end, the journal gets its end first and
 * then the lease is released.
 *
 * @throws LEASE_HELD before anything is written.
 */
export async function* underLease<Result>(
  context: OperationContext,
  intent: Intent,
  known: LeaseReading | null,
  steps: (held: Held) => Steps<Result>,
): Steps<Result> {
  const { plan, reason } = intent;
  const lease = await acquireLease(context, { id: context.newId(), verb: plan.verb, reason }, known);
  // Not awaited here: a re-reading of the world may run meanwhile. `readyToAct` waits for it.
  const opening = openEntry(context, entryOf(lease, intent));
  opening.catch(() => undefined);
  let overruled: EndState | null = null;
  let closed = false;
  const close = async (end: EndState, error: BlueGreenError | null) => {
    closed = true;
    const endedAt = new Date(context.clock.now()).toISOString();
    const patch = { end: overruled ?? end, endedAt, error: error && { code: error.code, message: error.message } };
    return closeBoth(opening, patch, lease);
  };
  const held: Held = {
    operation: lease.operation,
    async readyToAct() {
      await opening;
      lease.assertHeld();
    },
    note: async (patch) => (await opening).write(patch),
    endAs: (end) => void (overruled = end),
  };
  try {
    yield { type: 'lease.acquired', operation: lease.operation };
    const result = yield* steps(held);
    yield* await close('done', null);
    yield { type: 'lease.released', operationId: lease.operation.id };
    return result;
  } catch (error) {
    const cause = toBlueGreenError(error, context);
    if (closed) throw cause;
    yield* await close(cause.exitCode === 8 ? 'needs-attention' : 'failed-unmoved', cause);
    yield { type: 'lease.released', operationId: lease.operation.id };
    throw cause;
  } finally {
    if (!closed) await close('failed-unmoved', null);
  }
}

function entryOf({ operation }: Lease, { plan, reason, fromRelease }: Intent): JournalDocument {
  const { id, verb, owner, surface, since, fencing } = operation;
  const { from, to, release } = plan;
  const start = { version: 1, id, verb, owner, surface, startedAt: since, endedAt: null, end: null } as const;
  return { ...start, from, to, release, error: null, reason, fencing, plan, fromRelease, deploymentId: null };
}

/** Journal first, then lease. A failure of either must not hide how the work itself ended, so it is told as an event. */
async function closeBoth(
  opening: Promise<JournalEntry>,
  patch: Partial<JournalDocument>,
  lease: Lease,
): Promise<BlueGreenEvent[]> {
  const told: BlueGreenEvent[] = [];
  const attempt = async (record: 'journal' | 'lease', act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      told.push({ type: 'record.unwritten', record, reason: isBlueGreenError(error) ? error.message : String(error) });
    }
  };
  await attempt('journal', async () => (await opening).write(patch));
  await attempt('lease', () => lease.release());
  return told;
}
