import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { StatusResult } from '../domain/operations.js';
import { findLastMove } from './steps/find-last-move.js';
import { closedErrors } from './steps/operation-errors.js';
import { observe } from './steps/observe.js';

/** One picture of the environment, read from AWS at once. Changes nothing. */
export function status(context: OperationContext): Operation<StatusResult> {
  return closedErrors(context, look(context));
}

async function* look(context: OperationContext): Operation<StatusResult> {
  const { snapshot, lease } = await observe(context);
  const lastMove = await findLastMove(context, lease, snapshot.live);
  yield { type: 'environment.observed', snapshot };
  return { ...snapshot, lastMove };
}
