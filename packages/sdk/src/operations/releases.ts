import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { ReleasesInput, StoredRelease } from '../domain/operations.js';
import { closedErrors } from './steps/operation-errors.js';
import { storedReleases } from './steps/stored-releases.js';

const DEFAULT_LIMIT = 20;

/** The stored bundles that can be deployed by name, newest first. Changes nothing and yields nothing. */
export function releases(context: OperationContext, input: ReleasesInput = {}): Operation<readonly StoredRelease[]> {
  return closedErrors(context, read(context, input));
}

/** An operation like the others, though nothing happens on the way. */
const NO_EVENTS: readonly BlueGreenEvent[] = [];

async function* read(
  context: OperationContext,
  { limit = DEFAULT_LIMIT }: ReleasesInput,
): Operation<readonly StoredRelease[]> {
  yield* NO_EVENTS;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new BlueGreenError('USAGE_INVALID', `A limit of ${limit} makes no sense.`, 'Give a whole number from 1.');
  }
  return (await storedReleases(context)).slice(0, limit);
}
