import type { ErrorCode, StatusResult } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';

/** What keeps a verb out before any gate is asked. */
export interface Obstacle {
  readonly code: Extract<ErrorCode, 'LEASE_LOCKED' | 'LEASE_HELD'>;
  readonly summary: string;
  readonly next: string;
}

/** A lock, which a rollback may pass, and an operation at work; one that died is settled first, and is in nobody's way. */
export function inTheWay({ lock, operation }: StatusResult, verb: string, { status }: Words): Obstacle[] {
  const found: Obstacle[] = [];
  if (lock && verb !== 'rollback') {
    const summary = status.locked(`${lock.owner} (${lock.surface})`, lock.since, lock.reason);
    found.push({ code: 'LEASE_LOCKED', summary, next: '`bluegreen unlock`' });
  }
  if (operation && !operation.expired) {
    const summary = status.operation(
      true,
      operation.verb,
      `${operation.owner} (${operation.surface})`,
      operation.since,
    );
    found.push({ code: 'LEASE_HELD', summary, next: `\`bluegreen attach ${operation.id}\`` });
  }
  return found;
}
