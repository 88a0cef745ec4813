import { createHash } from 'node:crypto';
import { BlueGreenError } from '../domain/errors.js';

/** Where lease, journal and commands lie, below the environment's own prefix in the bucket. */
export const LEASE_KEY = 'lease.json';
export const JOURNAL_PREFIX = 'journal/';

const LAST_MILLISECOND = 9_999_999_999_999;
const ID = '[A-Za-z0-9][A-Za-z0-9_-]{0,99}';
const ID_PATTERN = new RegExp(`^${ID}$`);
const JOURNAL_KEY = new RegExp(`^${JOURNAL_PREFIX}\\d{13}-(${ID})\\.json$`);

/** Identifiers stand in keys, so they hold nothing that could lead elsewhere. */
export function isOperationId(value: string): boolean {
  return ID_PATTERN.test(value);
}

/**
 * Keys run backwards in time, because S3 lists in ascending order and history wants the newest first.
 *
 * @throws INTERNAL for an identifier that cannot stand in a key.
 */
export function journalKey(startedAtMs: number, id: string): string {
  const key = `${JOURNAL_PREFIX}${String(LAST_MILLISECOND - startedAtMs).padStart(13, '0')}-${id}.json`;
  if (isJournalKey(key)) return key;
  throw new BlueGreenError(
    'INTERNAL',
    `"${id}" cannot be the identifier of an operation.`,
    'Give letters, digits, `-` and `_`, at most 100.',
  );
}

/** Any other key below the journal's folder is somebody else's, and left alone. */
export function isJournalKey(key: string): boolean {
  return JOURNAL_KEY.test(key);
}

/** The operation that an entry's key names. */
export function idOfJournalKey(key: string): string | null {
  return JOURNAL_KEY.exec(key)?.[1] ?? null;
}

/** Where a command's one delivery that acts is recorded. The idempotency key itself is not written down. */
export function commandKey(idempotencyKey: string): string {
  return `commands/${createHash('sha256').update(idempotencyKey).digest('hex')}.json`;
}

/** `documents` prefix of one environment, without a slash at either end. */
export function statePrefix(project: string, environment: string): string {
  return `state/${project}/${environment}`;
}

/**
 * A key stays below its prefix: parts of ordinary characters, none of them empty, `.` or `..`.
 *
 * @throws INTERNAL.
 */
export function assertInside(key: string): string {
  const parts = key.split('/');
  const ordinary = parts.every((part) => /^[A-Za-z0-9._=+@:-]+$/.test(part) && part !== '.' && part !== '..');
  if (ordinary && key.length <= 500) return key;
  throw new BlueGreenError('INTERNAL', `"${key}" cannot be the key of a document.`, 'Report this.');
}
