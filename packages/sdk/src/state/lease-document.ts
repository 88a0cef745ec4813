import { z } from 'zod';
import type { Color } from '../domain/color.js';
import type { EnvironmentLock, RunningOperation } from '../domain/environment.js';
import type { LastMove } from '../domain/operations.js';
import type { Documents } from '../domain/ports.js';
import type { IntendedRoutes } from '../planning/find-drift.js';
import { LEASE_KEY } from './document-keys.js';
import {
  color,
  entryKey,
  fencing,
  lock,
  operationId,
  owner,
  proof,
  release,
  route,
  routeActions,
  text,
  timestamp,
} from './schemas.js';
import { parseAs } from './unreadable.js';

/**
 * The environment's one lease. It is released by writing it again, so that nobody needs permission to delete. No time
 * in it is compared with anybody's clock: its age is told by the store.
 */
export interface LeaseDocument {
  readonly version: 2;
  /** `locked`: free, but for rollbacks alone. */
  readonly state: 'held' | 'released' | 'locked';
  /** Who holds it, or held it last. */
  readonly operation: Omit<RunningOperation, 'expired'>;
  /** Journal key of that operation. */
  readonly entry: string;
  /** Random; tells one claim from another that carries the same number. */
  readonly claim: string;
  /** Rises with each renewal, so that no two versions are equal to the byte and share an ETag. */
  readonly beat: number;
  /** How long it lasts without renewal, in ms. */
  readonly ttlMs: number;
  /**
   * What its last holder left in the journal: an entry with its end; an entry without, which somebody has to settle; or a
   * deployment that goes on in CodeDeploy, whose entry waits for it.
   */
  readonly left: 'nothing' | 'unfinished' | 'deployment';
  /** Set by `lock`, and carried along by rollbacks. */
  readonly lock: EnvironmentLock | null;
  /** What the newest record says that the routes should read. */
  readonly intended?: IntendedRoutes | null;
  /** The newest move that ended well, so that nobody has to look for it; absent: not known here. */
  readonly lastMove?: RecordedMove;
}

export interface RecordedMove extends LastMove {
  readonly to: Color;
}

export interface LeaseReading {
  /** Null when the document cannot be understood: then it blocks, and is never overwritten. */
  readonly document: LeaseDocument | null;
  /** For compare-and-set. */
  readonly version: string;
  /** Since its last writing, by the store's own time stamps. */
  readonly ageMs: number;
}

/** Both time stamps of the store have whole seconds. */
export const AGE_SLACK_MS = 2_000;

const schema = z.object({
  version: z.literal(2),
  state: z.enum(['held', 'released', 'locked']),
  operation: z.object({
    id: operationId,
    verb: text(),
    ...owner,
    reason: text(),
    since: timestamp,
    fencing,
    link: text().optional(),
  }),
  entry: entryKey,
  claim: text(100),
  beat: z.number(),
  ttlMs: z.number().int().min(1_000).max(86_400_000),
  left: z.enum(['nothing', 'unfinished', 'deployment']),
  lock: lock.nullable(),
  intended: z
    .array(z.object({ ...route.shape, actions: routeActions }))
    .max(2_000)
    .nullable()
    .optional(),
  lastMove: z
    .object({
      ...{ id: operationId, verb: text(), owner: owner.owner, endedAt: timestamp.nullable(), to: color },
      ...{ release: release.nullable(), proof: proof.nullable() },
    })
    .optional(),
});

/** Null before the first operation ever. */
export async function readLease(documents: Documents): Promise<LeaseReading | null> {
  const found = await documents.read(LEASE_KEY);
  if (!found) return null;
  try {
    return { document: parseLease(found.body), version: found.version, ageMs: found.ageMs };
  } catch {
    return { document: null, version: found.version, ageMs: found.ageMs };
  }
}

/** @throws STATE_UNREADABLE. */
export function parseLease(body: string): LeaseDocument {
  return parseAs(schema, LEASE_KEY, body);
}

export function isExpired({ ageMs }: LeaseReading, { ttlMs }: LeaseDocument): boolean {
  return ageMs >= ttlMs + AGE_SLACK_MS;
}

/** Who holds the lease, or left an operation behind unfinished; null when the environment is free. */
export function runningOperation(reading: LeaseReading | null): RunningOperation | null {
  if (!reading) return null;
  if (!reading.document) return UNREADABLE;
  const { state, operation, left } = reading.document;
  if (state === 'held') return { ...operation, expired: isExpired(reading, reading.document) };
  return left === 'unfinished' ? { ...operation, expired: true } : null;
}

/** The lock that keeps everybody but rollbacks out; null when there is none. */
export function lockOf(reading: LeaseReading | null): EnvironmentLock | null {
  return reading?.document?.lock ?? null;
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
