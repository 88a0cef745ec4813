import type { Attempt, AttemptsInput } from '../domain/attempts.js';
import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import { readAttempts, writeAttempt } from '../state/attempts.js';
import { closedErrors } from './steps/operation-errors.js';

const DEFAULT_LIMIT = 20;

/** What people tried to do through front ends, refused ones too, newest first. Changes nothing and yields nothing. */
export function attempts(context: OperationContext, input: AttemptsInput = {}): Operation<readonly Attempt[]> {
  return closedErrors(context, read(context, input));
}

/** Puts one on record, secrets taken out. Yields nothing. */
export function recordAttempt(context: OperationContext, attempt: Attempt): Operation<void> {
  return closedErrors(context, write(context, attempt));
}

/** Operations like the others, though nothing happens on the way. */
const NO_EVENTS: readonly BlueGreenEvent[] = [];

async function* read(
  { documents }: OperationContext,
  { limit = DEFAULT_LIMIT }: AttemptsInput,
): Operation<readonly Attempt[]> {
  yield* NO_EVENTS;
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return readAttempts(documents, limit);
  throw new BlueGreenError(
    'USAGE_INVALID',
    `A limit of ${limit} makes no sense.`,
    'Give a whole number from 1 to 1000.',
  );
}

async function* write({ documents }: OperationContext, attempt: Attempt): Operation<void> {
  yield* NO_EVENTS;
  await writeAttempt(documents, attempt);
}
