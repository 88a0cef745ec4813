import type { LifecycleEventName } from '../lifecycle-event.js';

/** What the sender tells the host, as the first line; the archive's bytes follow it. */
export interface StagingRequest {
  version: 1;
  /** Letters, digits, hyphens; names the deployment on the host. */
  id: string;
  application: string;
  release: string;
  /** SHA-256 over the bundle's content, 64 hex digits. */
  digest: string;
  /** What hook scripts see as BUNDLE_KEY. */
  key: string;
  /** Size of the archive. */
  bytes: number;
  /** SHA-256 over the archive's bytes, 64 hex digits. */
  sha256: string;
  owner: string;
}

/** A revision that stood every event, and may be gone back to. */
export type GoodRevision = Pick<StagingRequest, 'application' | 'release' | 'digest' | 'key' | 'sha256'>;

/** What the host tells the sender, one JSON document a line. */
export type StagingMessage =
  /** The runner works, holds the lock and waits for the archive. */
  | { kind: 'ready'; former: Pick<GoodRevision, 'release' | 'digest'> | null }
  /** Somebody else deploys to this host; nothing was done. `since`: ISO-8601. */
  | { kind: 'locked'; owner: string; since: string }
  /** The archive is whole. From here on the host needs the sender no more. */
  | { kind: 'received' }
  | { kind: 'restoring'; release: string; digest: string }
  | {
      kind: 'event';
      event: LifecycleEventName;
      status: 'InProgress' | 'Succeeded' | 'Failed';
      elapsedMs: number;
      script: string | null;
      message: string;
      logTail: string;
    }
  | { kind: 'ended'; outcome: StagingOutcome; message: string };

/**
 * `refused`: nothing was changed. `rolled-back`: the former revision runs again. `degraded`: it does not, or there was
 * none.
 */
export type StagingOutcome = 'done' | 'refused' | 'rolled-back' | 'degraded';

const ID = /^[A-Za-z0-9-]{1,100}$/;
const NAME = /^[A-Za-z0-9._+-]{1,100}$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** As much as CodeDeploy takes. */
const MOST_BYTES = 2 * 1024 ** 3;

/** Throws for a line that is no request: what it names becomes part of paths. */
export function parseRequest(line: string): StagingRequest {
  const { version, id, application, release, digest, key, bytes, sha256, owner } = fieldsOf(line);
  if (version !== 1) throw new Error('The request is of another version of bluegreen');
  return {
    version,
    id: matching(ID, 'id', id),
    application: matching(NAME, 'application', application),
    release: matching(NAME, 'release', release),
    digest: matching(DIGEST, 'digest', digest),
    key: matching(/^[\x21-\x7e]{1,1024}$/, 'key', key),
    bytes: sizeOf(bytes),
    sha256: matching(DIGEST, 'sha256', sha256),
    owner: matching(/^[^\p{Cc}]{1,200}$/u, 'owner', owner),
  };
}

/** Null for a line that is none, such as what a login shell says. */
export function parseMessage(line: string): StagingMessage | null {
  try {
    const found = fieldsOf(line);
    return typeof found['kind'] === 'string' ? (found as unknown as StagingMessage) : null;
  } catch {
    return null;
  }
}

function fieldsOf(line: string): Record<string, unknown> {
  const found: unknown = JSON.parse(line);
  if (typeof found !== 'object' || found === null) throw new Error('The line is no document');
  return found as Record<string, unknown>;
}

function matching(pattern: RegExp, name: string, value: unknown): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new Error(`The request's ${name} is not valid`);
}

function sizeOf(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= MOST_BYTES) return value as number;
  throw new Error("The request's size is not valid");
}
