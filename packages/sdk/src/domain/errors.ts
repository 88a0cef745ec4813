import type { Told } from './sentences.js';

/** Every way an operation can end badly, with the process exit code that a front end reports (ux.md section 3). */
export const ERROR_CODES = {
  INTERNAL: 1,
  USAGE_INVALID: 2,
  CONFIG_INVALID: 2,
  CONFIG_MISSING: 2,
  COLOR_INVALID: 2,
  ENVIRONMENT_UNKNOWN: 2,
  ARN_MALFORMED: 2,
  RESOURCE_MISSING: 2,
  BUCKET_MISSING: 2,
  BUNDLE_INVALID: 2,
  LIVE_COLOR_REFUSED: 2,
  OPERATION_UNKNOWN: 2,
  CREDENTIALS_MISSING: 3,
  CREDENTIALS_INVALID: 3,
  CREDENTIALS_EXPIRED: 3,
  ACCESS_DENIED: 3,
  HOST_KEY_UNKNOWN: 3,
  HOST_ACCESS_DENIED: 3,
  LEASE_HELD: 4,
  LEASE_LOCKED: 4,
  HOST_BUSY: 4,
  DEPLOYMENT_RUNNING: 4,
  CONFIRMATION_MISSING: 5,
  GATE_FAILED: 6,
  TARGETS_UNREFERENCED: 6,
  DEPLOYMENT_FAILED: 6,
  DEPLOYMENT_STOPPED: 6,
  STACK_FAILED: 6,
  NEVER_HEALTHY: 6,
  RELEASE_MISMATCH: 6,
  NOTHING_TO_ROLL_BACK_TO: 6,
  VALIDATION_FAILED: 6,
  THROTTLED: 6,
  ENDPOINT_UNREACHABLE: 6,
  AWS_REFUSED: 6,
  LEASE_LOST: 6,
  CAPACITY_REFUSED: 6,
  HOST_UNREACHABLE: 6,
  STAGING_REFUSED: 6,
  PROBE_FAILED: 7,
  READ_BACK_MISMATCH: 7,
  SWITCH_REVERTED: 7,
  STAGING_ROLLED_BACK: 7,
  RESTORE_FAILED: 8,
  STATE_UNREADABLE: 8,
  STAGING_FAILED: 8,
  PLAN_STALE: 9,
  DRIFTED: 9,
  RELEASE_SUPERSEDED: 9,
  TIMED_OUT: 10,
  HOST_LOST: 10,
  ABORTED: 130,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

const BRAND = Symbol.for('@bluegreen/sdk/error');

/**
 * The one error that leaves the SDK. Recognise it with `isBlueGreenError`, not `instanceof`: bundles and test realms
 * may hold two copies of this class.
 */
export class BlueGreenError extends Error {
  readonly [BRAND] = true;
  override readonly name = 'BlueGreenError';
  /** The next command or act, a full sentence. */
  readonly next: string;
  /** Lines that show why: reasons, log tails, what was read. */
  readonly evidence: readonly string[];
  /** Message and next step by their keys, where they can be said in other languages than English. */
  readonly told: Told | undefined;
  readonly nextTold: Told | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    next: string,
    details: {
      readonly evidence?: readonly string[];
      readonly cause?: unknown;
      readonly told?: Told;
      readonly nextTold?: Told;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.next = next;
    this.evidence = details.evidence ?? [];
    this.told = details.told;
    this.nextTold = details.nextTold;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code];
  }
}

export function isBlueGreenError(value: unknown): value is BlueGreenError {
  return typeof value === 'object' && value !== null && BRAND in value;
}
