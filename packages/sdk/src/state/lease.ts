import type { OperationContext } from '../domain/context.js';
import type { RunningOperation } from '../domain/environment.js';
import { readAgain } from '../domain/error-kinds.js';
import { BlueGreenError } from '../domain/errors.js';
import { LEASE_KEY } from './document-keys.js';
import { readLease, runningOperation, type LeaseDocument, type LeaseReading } from './lease-document.js';

/** How long a lease lasts without renewal, and how often it is renewed. */
export const LEASE_MS = 60_000;
const BEAT_MS = 15_000;
/** Tries of a write whose answer was lost or that another renewal overtook. */
const TRIES = 3;

export interface Lease {
  readonly operation: RunningOperation;
  /** @throws LEASE_LOST when another operation took over, or renewals failed until it expired. */
  assertHeld(): void;
  /** Frees the environment; safe to repeat. Rejects when the last write failed: the lease then ends at its expiry. */
  release(): Promise<void>;
}

type Context = Pick<OperationContext, 'documents' | 'clock' | 'actor'>;

/**
 * Claims the environment for one operation and keeps the claim alive until released. An expired lease is taken over; a
 * held one is refused. `known` saves a read when the lease was just observed.
 *
 * @throws LEASE_HELD with its owner.
 */
export async function acquireLease(
  context: Context,
  claim: { readonly id: string; readonly verb: string; readonly reason: string },
  known: LeaseReading | null,
): Promise<Lease> {
  let reading = known;
  for (let attempt = 1; ; attempt += 1) {
    const now = context.clock.now();
    const running = runningOperation(reading, now);
    if (running && !running.expired && running.id !== claim.id) throw leaseHeld(running);
    const operation = {
      ...claim,
      ...context.actor,
      since: iso(now),
      fencing: (reading?.document?.operation.fencing ?? 0) + 1,
    };
    const document: LeaseDocument = { version: 1, state: 'held', operation, expiresAt: iso(now + LEASE_MS) };
    const written = await writeLease(context, document, reading).catch((failure: unknown) => ({ failure }));
    if (written && 'version' in written) return keepAlive(context, document, written.version);
    reading = await readAgain(() => readLease(context.documents));
    // The answer was lost, not the write.
    if (reading?.document?.operation.id === claim.id) return keepAlive(context, reading.document, reading.version);
    if (written) throw written.failure;
    if (attempt === TRIES)
      throw leaseHeld(runningOperation(reading, now) ?? { ...operation, owner: 'another', expired: false });
  }
}

function writeLease({ documents }: Context, document: LeaseDocument, over: LeaseReading | null) {
  const body = JSON.stringify(document);
  return over ? documents.replace(LEASE_KEY, body, over.version) : documents.create(LEASE_KEY, body);
}

function keepAlive(context: Context, claimed: LeaseDocument, firstVersion: string): Lease {
  const { documents, clock } = context;
  const stop = new AbortController();
  let current = claimed;
  let version = firstVersion;
  let lost = false;

  /** Writes `next` over our own document; a lost answer leaves ours under a newer version, which we adopt. */
  const write = async (next: LeaseDocument): Promise<void> => {
    for (let attempt = 1; !lost; attempt += 1) {
      const written = await documents
        .replace(LEASE_KEY, JSON.stringify(next), version)
        .catch((failure: unknown) => ({ failure }));
      if (written && 'version' in written) {
        version = written.version;
        current = next;
        return;
      }
      if (written && attempt === TRIES) throw written.failure;
      const reading = await readAgain(() => readLease(documents));
      if (reading?.document?.operation.id === claimed.operation.id) version = reading.version;
      else lost = true;
    }
  };
  const beating = (async () => {
    while (await sleeps(clock.sleep(BEAT_MS, stop.signal))) {
      // A renewal that fails is tried again at the next beat; only the expiry decides.
      await write({ ...current, expiresAt: iso(clock.now() + LEASE_MS) }).catch(() => undefined);
    }
  })();
  let released: Promise<void> | undefined;
  const end = async () => {
    stop.abort();
    await beating;
    if (!lost) await write({ ...current, state: 'released' });
  };
  return {
    operation: { ...claimed.operation, expired: false },
    assertHeld() {
      if (!lost && clock.now() < Date.parse(current.expiresAt)) return;
      throw new BlueGreenError(
        'LEASE_LOST',
        'Another operation took over this environment while this one was stopped or cut off.',
        'Run `bluegreen status` to see who works on it, then try again.',
      );
    },
    release: () => (released ??= end()),
  };
}

function sleeps(sleep: Promise<void>): Promise<boolean> {
  return sleep.then(
    () => true,
    () => false,
  );
}

function leaseHeld(running: RunningOperation): BlueGreenError {
  const unreadable = running.id === 'unreadable';
  return new BlueGreenError(
    'LEASE_HELD',
    unreadable
      ? running.reason
      : `${running.owner} (${running.surface}) is running "${running.verb}" since ${running.since}.`,
    unreadable
      ? `Look at ${LEASE_KEY} below the environment's prefix in the bucket, and put its last good version back.`
      : 'Wait for it to end: `bluegreen status` shows it. A lease whose owner died frees itself within a minute.',
    { evidence: [`operation ${running.id}, reason: ${running.reason}, fencing ${running.fencing}`] },
  );
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
