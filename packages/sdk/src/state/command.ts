import { z } from 'zod';
import type { EnvironmentLock } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import { readAgain } from '../domain/error-kinds.js';
import type { Documents } from '../domain/ports.js';
import { commandKey } from './document-keys.js';
import { redactedJson } from './redact.js';
import { entryKey, lock, operationId, text, timestamp } from './schemas.js';
import { parseAs } from './unreadable.js';

/** One delivery of a command with an idempotency key, as written down before it acts. */
export interface Command {
  readonly version: 1;
  /** Reserved for the operation. */
  readonly id: string;
  readonly verb: string;
  /** ISO-8601. */
  readonly startedAt: string;
  /**
   * It ended without an operation of its own: there was nothing to do, for this `lock` was there, say, or it brought another
   * one's `entry` to its end.
   */
  readonly idle?: { readonly lock?: EnvironmentLock; readonly entry?: string };
  /** Of `resume`: journal keys of what it found unfinished. */
  readonly entries?: readonly string[];
}

export interface StoredCommand {
  readonly key: string;
  readonly command: Command;
  /** For compare-and-set. */
  readonly version: string;
  readonly ageMs: number;
}

const schema = z.object({
  version: z.literal(1),
  id: operationId,
  verb: text(50),
  startedAt: timestamp,
  idle: z.object({ lock: lock.optional(), entry: entryKey.optional() }).optional(),
  entries: z.array(entryKey).max(1_000).optional(),
});

/** @throws USAGE_INVALID for an idempotency key that is none. */
export function keyOfCommand(idempotencyKey: string): string {
  if (idempotencyKey !== '' && idempotencyKey.length <= 500) return commandKey(idempotencyKey);
  throw new BlueGreenError('USAGE_INVALID', 'An idempotency key has 1 to 500 characters.', 'Give another key.');
}

/** Null: never delivered. @throws STATE_UNREADABLE; USAGE_INVALID when the key stands for another verb. */
export async function readCommand(documents: Documents, key: string, verb: string): Promise<StoredCommand | null> {
  const found = await readAgain(() => documents.read(key));
  if (!found) return null;
  const command = parseAs(schema, key, found.body) as Command;
  if (command.verb === verb) return { key, command, version: found.version, ageMs: found.ageMs };
  throw new BlueGreenError(
    'USAGE_INVALID',
    `This idempotency key was given for ${command.verb} before, and cannot be used for ${verb}.`,
    'Give each command a key of its own.',
  );
}

/**
 * Writes a command down over the version that is known, or as a new one.
 *
 * @returns null when another delivery was faster; a write whose answer was lost counts.
 */
export async function writeCommand(
  documents: Documents,
  key: string,
  command: Command,
  over: StoredCommand | null,
): Promise<StoredCommand | null> {
  const body = redactedJson(command);
  let failure: unknown;
  const writing = over ? documents.replace(key, body, over.version) : documents.create(key, body);
  const written = await writing.catch((error: unknown) => void (failure = error));
  if (written) return { key, command, version: written.version, ageMs: 0 };
  const found = await readCommand(documents, key, command.verb);
  if (found?.command.id === command.id && found.version !== over?.version) return found;
  if (!found) throw (failure as Error | undefined) ?? new BlueGreenError('INTERNAL', `${key} is gone.`, 'Try again.');
  if (failure !== undefined && found.version === over?.version) throw failure as Error;
  return null;
}
