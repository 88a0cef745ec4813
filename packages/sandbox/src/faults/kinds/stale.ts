import type { CallKind } from './call-kind.js';

/**
 * A read answers what was so before the last change. It is the service's work that differs (see `interfere`): S3 leaves
 * the newest version of what is asked for out of sight, the others answer what the same question was last answered before.
 */
export const stale: CallKind = { moments: ['before'], members: [], arm: () => () => undefined };
