import type { RunningOperation } from '../domain/environment.js';
import type { Documents } from '../domain/ports.js';
import { LEASE_KEY } from './document-keys.js';

/** The environment's one lease. It is released by writing it again, so that nobody needs permission to delete. */
export interface LeaseDocument {
  readonly version: 1;
  readonly state: 'held' | 'released';
  readonly operation: Omit<RunningOperation, 'expired'>;
  /** ISO-8601; the holder renews it long before. */
  readonly expiresAt: string;
}

export interface LeaseReading {
  /** Null when the document cannot be understood: then it blocks, and is never overwritten. */
  readonly document: LeaseDocument | null;
  /** For compare-and-set. */
  readonly version: string;
}

/** Null before the first operation ever. */
export async function readLease(documents: Documents): Promise<LeaseReading | null> {
  const found = await documents.read(LEASE_KEY);
  return found ? { document: parseLease(found.body), version: found.version } : null;
}

/** Who holds the lease; null when it is free. */
export function runningOperation(reading: LeaseReading | null, nowMs: number): RunningOperation | null {
  if (!reading) return null;
  if (!reading.document) return UNREADABLE;
  const { state, operation, expiresAt } = reading.document;
  return state === 'held' ? { ...operation, expired: Date.parse(expiresAt) <= nowMs } : null;
}

const UNREADABLE: RunningOperation = {
  id: 'unreadable',
  verb: 'unknown',
  owner: 'unknown',
  surface: 'unknown',
  reason: `${LEASE_KEY} in the bucket cannot be read as a lease`,
  since: new Date(0).toISOString(),
  fencing: 0,
  expired: false,
};

function parseLease(body: string): LeaseDocument | null {
  try {
    const value = JSON.parse(body) as Partial<LeaseDocument> | null;
    const known = value?.version === 1 && (value.state === 'held' || value.state === 'released');
    const dated = typeof value?.expiresAt === 'string' && !Number.isNaN(Date.parse(value.expiresAt));
    return known && dated && typeof value.operation?.fencing === 'number' ? (value as LeaseDocument) : null;
  } catch {
    return null;
  }
}
