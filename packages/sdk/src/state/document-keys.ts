/** Where lease and journal lie, below the environment's own prefix in the bucket. */
export const LEASE_KEY = 'lease.json';
export const JOURNAL_PREFIX = 'journal/';

const LAST_MILLISECOND = 9_999_999_999_999;

/** Keys run backwards in time, because S3 lists in ascending order and history wants the newest first. */
export function journalKey(startedAtMs: number, id: string): string {
  return `${JOURNAL_PREFIX}${String(LAST_MILLISECOND - startedAtMs).padStart(13, '0')}-${id}.json`;
}

/** `documents` prefix of one environment, without a slash at either end. */
export function statePrefix(project: string, environment: string): string {
  return `state/${project}/${environment}`;
}
