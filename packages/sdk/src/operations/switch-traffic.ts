import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { SwitchInput, SwitchResult } from '../domain/operations.js';
import { moveTraffic } from './move-traffic.js';
import { prepareSwitch } from './prepare-move.js';
import { closedErrors } from './steps/operation-errors.js';

/**
 * Moves live traffic to the idle colour, or to `input.to`, on every route at once. If the new colour does not prove
 * itself through the load balancer, every route gets its exact former actions back before the error is thrown.
 */
export function switchTraffic(context: OperationContext, input: SwitchInput = {}): Operation<SwitchResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: SwitchInput): Operation<SwitchResult> {
  const prepared = yield* prepareSwitch(context, input.to);
  return yield* moveTraffic(context, prepared, input);
}
