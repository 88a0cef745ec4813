import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import type { JournalDocument } from '../domain/journal.js';
import type { SwitchInput, SwitchResult } from '../domain/operations.js';
import { moveTraffic } from './move-traffic.js';
import { prepareSwitch } from './prepare-move.js';
import { oncePerKey } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';

/**
 * Moves live traffic to the idle colour, or to `input.to`, on every route at once. If the new colour does not prove
 * itself through the load balancer, every route gets its exact former actions back before the error is thrown.
 */
export function switchTraffic(context: OperationContext, input: SwitchInput = {}): Operation<SwitchResult> {
  return closedErrors(context, oncePerKey(context, input, { verb: 'switch', run, resultOf: movedResult }));
}

async function* run(context: OperationContext, input: SwitchInput): Operation<SwitchResult> {
  const prepared = yield* prepareSwitch(context, input.to, !input.dryRun);
  return yield* moveTraffic(context, prepared, input);
}

/** What a move on record came to. */
export function movedResult({ id, plan, from, to, release, startedAt, endedAt, end }: JournalDocument): SwitchResult {
  if (!plan || !to) throw new BlueGreenError('INTERNAL', `The record of ${id} is no move.`, 'Run `bluegreen history`.');
  const elapsedMs = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt);
  return { changed: end === 'done', plan, from, live: to, release, elapsedMs };
}
