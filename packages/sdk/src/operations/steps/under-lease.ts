import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import type { RunningOperation } from '../../domain/environment.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { About, Change, JournalDocument, JournalStep } from '../../domain/journal.js';
import type { EndState } from '../../domain/operations.js';
import type { Plan } from '../../domain/plan.js';
import type { ReleaseRef } from '../../domain/release.js';
import { journalKey } from '../../state/document-keys.js';
import { newEntry } from '../../state/journal-entry.js';
import { acquireLease, type Lease } from '../../state/lease.js';
import type { LeaseReading } from '../../state/lease-document.js';
import { carryOut } from './carry-out.js';

export interface Intent {
  /** Null for a verb that plans nothing. */
  readonly plan: Plan | null;
  /** Default: the plan's. */
  readonly verb?: string;
  readonly reason: string;
  readonly fromRelease: ReleaseRef | null;
  /** Default: the plan's. */
  readonly from?: Color | null;
  readonly to?: Color | null;
  readonly release?: ReleaseRef | null;
  readonly sequence?: number | null;
  readonly about?: About;
}

/** A change on record. */
export interface RecordedStep {
  /** Marks the change as seen; goes out with the next write. */
  done(observed: string): void;
}

/** What the holder of the lease can do. */
export interface Held {
  readonly operation: RunningOperation;
  /** The operation as it will be written down next. */
  readonly document: JournalDocument;
  /**
   * Writes intents down in one conditional write, which is also the fence. To be awaited before the change is made.
   * Without changes it writes what has been noted so far.
   *
   * @throws LEASE_LOST.
   */
  record(...changes: Change[]): Promise<readonly RecordedStep[]>;
  /** Costs nothing; for the moment right before a recorded change is made. @throws LEASE_LOST. */
  assertHeld(): void;
  /** Adds facts to the entry; they go out with the next write. */
  note(patch: Partial<Pick<JournalDocument, 'deploymentId' | 'proof' | 'release' | 'about'>>): void;
  /** Marks an intent of an earlier driver as seen; goes out with the next write. */
  settle(step: JournalStep, observed: string): void;
  /** Overrules the end state that the error alone would tell. */
  endAs(end: EndState): void;
  /** The operation ends here without an end: `deployment` waits for CodeDeploy, `unfinished` for somebody to look. */
  leaveOpen(left: 'deployment' | 'unfinished'): void;
}

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/**
 * Runs steps as the environment's only operation, on record. Whatever way they end, the journal gets its end first and
 * then the lease is released.
 *
 * @param beside read while the lease is claimed: what is read after `known` and before a claim on it cannot be stale. Read
 *   again when the claim was granted on a newer reading.
 * @throws LEASE_HELD or LEASE_LOCKED before anything is written.
 */
export async function* underLease<Result, Read = undefined>(
  context: OperationContext,
  intent: Intent,
  known: LeaseReading | null,
  steps: (held: Held, read: Read) => Steps<Result>,
  beside?: () => Promise<Read>,
): Steps<Result> {
  const { id, startedAtMs } = context.reserved ?? { id: context.newId(), startedAtMs: context.clock.now() };
  const entry = journalKey(startedAtMs, id);
  const verb = intent.verb ?? intent.plan?.verb ?? 'unknown';
  const claim = { id, verb, reason: intent.reason, entry, despiteLock: verb === 'rollback' };
  const early = beside?.();
  early?.catch(() => undefined);
  const lease = await acquireLease(context, claim, known);
  const start = startOf(context, lease, intent, startedAtMs);
  return yield* carryOut(context, lease, newEntry(context, entry, start), async function* (held): Steps<Result> {
    const read = (lease.atFirstTry ? await early : await beside?.()) as Read;
    return yield* steps(held, read);
  });
}

function startOf(
  { actor }: OperationContext,
  { operation }: Lease,
  intent: Intent,
  startedAtMs: number,
): JournalDocument {
  const { id, verb, owner, surface, since, fencing } = operation;
  const { plan, reason, fromRelease } = intent;
  return {
    version: 1,
    id,
    verb,
    owner,
    surface,
    link: actor.link ?? null,
    sequence: intent.sequence ?? null,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: null,
    end: null,
    from: intent.from ?? plan?.from ?? null,
    to: intent.to ?? plan?.to ?? null,
    release: intent.release ?? plan?.release ?? null,
    error: null,
    reason,
    drivers: [{ ...actor, fencing, since }],
    plan,
    fromRelease,
    deploymentId: null,
    steps: [],
    proof: null,
    ...(intent.about && { about: intent.about }),
  };
}
