import type { OperationContext } from '../domain/context.js';
import type { RunningOperation } from '../domain/environment.js';
import { readAgain } from '../domain/error-kinds.js';
import { LEASE_KEY } from './document-keys.js';
import { startHold, type Hold } from './hold.js';
import { isExpired, readLease, runningOperation, type LeaseDocument, type LeaseReading } from './lease-document.js';
import { leaseHeld, leaseLocked, leaseLost, nobodyHolds } from './lease-errors.js';
import { redactedJson } from './redact.js';
import { stateUnreadable } from './unreadable.js';

/** How long a lease lasts without renewal, unless the context says otherwise; it is renewed four times as often. */
export const LEASE_MS = 60_000;
const BEATS = 4;
/** Tries of a write whose answer was lost or that another renewal overtook. */
const TRIES = 3;

export interface Claim {
  readonly id: string;
  readonly verb: string;
  readonly reason: string;
  /** Journal key of the operation. */
  readonly entry: string;
  /** Takes over this operation, dead and unfinished, under its own identifier. */
  readonly takesOver?: boolean;
  /** Takes it from a holder whose lease has not expired. */
  readonly steals?: boolean;
  /** A rollback is allowed on a locked environment; the lock stays. */
  readonly despiteLock?: boolean;
  /** The number is to be above this one as well: an entry may know a higher one than a lease that was lost. */
  readonly above?: number;
}

/** What a release leaves behind; see `LeaseDocument`. */
export type Leaving = Partial<Pick<LeaseDocument, 'left' | 'intended' | 'entry' | 'lastMove'>>;

export interface Lease {
  readonly operation: RunningOperation;
  /** As claimed; what it carries along from before. */
  readonly document: LeaseDocument;
  /** What it was claimed over; null for the first lease ever. */
  readonly former: LeaseDocument | null;
  /** The claim was granted on the reading that was known: nobody can have acted since. */
  readonly atFirstTry: boolean;
  /** Costs nothing. @throws LEASE_LOST when another operation took over, or renewals failed until it expired. */
  assertHeld(): void;
  /** Frees the environment; safe to repeat. Rejects when the last write failed: the lease then ends at its expiry. */
  release(leaving?: Leaving): Promise<void>;
}

type Context = Pick<OperationContext, 'documents' | 'clock' | 'actor' | 'newId' | 'leaseMs'>;

/**
 * Claims the environment for one operation and keeps the claim alive until released. `known` saves a read when the lease
 * was just observed.
 *
 * @throws LEASE_HELD with its owner, also for an operation that is unfinished and not taken over; LEASE_LOCKED with the
 * reason; STATE_UNREADABLE.
 */
export async function acquireLease(context: Context, claim: Claim, known: LeaseReading | null): Promise<Lease> {
  let reading = known;
  for (let attempt = 1; ; attempt += 1) {
    assertFree(reading, claim);
    const document = claimed(context, claim, reading?.document ?? null);
    const hold = startHold(context.clock, document.ttlMs);
    const granted = hold.beforeSending();
    const written = await writeLease(context, document, reading).catch((failure: unknown) => ({ failure }));
    const lost = written && 'version' in written ? null : await readAgain(() => readLease(context.documents));
    // The answer was lost, not the write.
    const version = written && 'version' in written ? written.version : versionOfOurs(lost, document);
    if (version !== null) {
      granted();
      return keepAlive(context, document, {
        ...{ version, hold, atFirstTry: attempt === 1 },
        former: reading?.document ?? null,
      });
    }
    if (written && 'failure' in written) throw written.failure;
    reading = lost;
    if (attempt < TRIES) continue;
    assertFree(reading, claim);
    throw leaseHeld(runningOperation(reading) ?? { ...document.operation, owner: 'another', expired: false });
  }
}

/** Nobody is in the way of the claim. */
function assertFree(reading: LeaseReading | null, claim: Claim): void {
  if (!reading) return;
  const { document } = reading;
  if (!document) throw stateUnreadable(LEASE_KEY, 'it is no lease');
  const { state, operation, left, lock } = document;
  const isOurs = claim.takesOver && operation.id === claim.id;
  if (state === 'held') {
    const expired = isExpired(reading, document);
    if (!(isOurs && (expired || claim.steals))) throw leaseHeld({ ...operation, expired });
    return;
  }
  if (claim.steals) throw nobodyHolds();
  if (lock && !claim.despiteLock) throw leaseLocked(lock);
  if (left === 'unfinished' && !isOurs) throw leaseHeld({ ...operation, expired: true });
}

function claimed(context: Context, claim: Claim, before: LeaseDocument | null): LeaseDocument {
  const { id, verb, reason, entry, above = 0 } = claim;
  const since = new Date(context.clock.now()).toISOString();
  const fencing = Math.max(before?.operation.fencing ?? 0, above) + 1;
  return {
    version: 2,
    state: 'held',
    operation: { id, verb, reason, ...context.actor, since, fencing },
    entry,
    claim: claim.takesOver ? context.newId() : id,
    beat: 0,
    ttlMs: context.leaseMs ?? LEASE_MS,
    left: 'unfinished',
    lock: before?.lock ?? null,
    ...(before?.intended === undefined ? {} : { intended: before.intended }),
    ...(before?.lastMove && { lastMove: before.lastMove }),
  };
}

function writeLease({ documents }: Pick<Context, 'documents'>, document: LeaseDocument, over: LeaseReading | null) {
  const body = redactedJson(document);
  return over ? documents.replace(LEASE_KEY, body, over.version) : documents.create(LEASE_KEY, body);
}

/** Its version, if what was read is our own claim. */
function versionOfOurs(reading: LeaseReading | null, ours: LeaseDocument): string | null {
  const found = reading?.document;
  return found?.claim === ours.claim && found.operation.fencing === ours.operation.fencing ? reading!.version : null;
}

interface Granted {
  readonly version: string;
  readonly hold: Hold;
  readonly atFirstTry: boolean;
  readonly former: LeaseDocument | null;
}

function keepAlive(
  context: Context,
  document: LeaseDocument,
  { hold, atFirstTry, former, ...granted }: Granted,
): Lease {
  const { documents, clock } = context;
  const stop = new AbortController();
  let { version } = granted;
  let beat = 0;
  let lost = false;

  /** Writes over our own document; a lost answer leaves ours under a newer version, which we adopt. */
  const write = async (patch: Partial<LeaseDocument>): Promise<void> => {
    for (let attempt = 1; !lost; attempt += 1) {
      const renewed = hold.beforeSending();
      const body = redactedJson({ ...document, ...patch, beat: (beat += 1) });
      const written = await documents.replace(LEASE_KEY, body, version).catch((failure: unknown) => ({ failure }));
      if (written && 'version' in written) {
        version = written.version;
        return renewed();
      }
      if (written && attempt === TRIES) throw written.failure;
      const reading = await readAgain(() => readLease(documents));
      const ours = versionOfOurs(reading, document);
      // A release whose answer was lost is still a release.
      if (ours !== null && patch.state && reading?.document?.state === patch.state) return;
      if (ours === null) lost = true;
      else version = ours;
    }
  };
  const beating = (async () => {
    while (await sleeps(clock.sleep(document.ttlMs / BEATS, stop.signal))) {
      // A renewal that fails is tried again at the next beat; only the expiry decides.
      await write({}).catch(() => undefined);
    }
  })();
  let released: Promise<void> | undefined;
  const end = async (leaving: Leaving) => {
    stop.abort();
    await beating;
    const state = document.lock ? 'locked' : 'released';
    if (!lost) await write({ left: 'nothing', ...leaving, state });
  };
  return {
    operation: { ...document.operation, expired: false },
    document,
    former,
    atFirstTry,
    assertHeld() {
      if (lost || !hold.lasts) throw leaseLost();
    },
    release: (leaving = {}) => (released ??= end(leaving)),
  };
}

function sleeps(sleep: Promise<void>): Promise<boolean> {
  return sleep.then(
    () => true,
    () => false,
  );
}
