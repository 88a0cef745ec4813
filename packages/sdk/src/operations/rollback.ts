import type { OperationContext } from '../domain/context.js';
import { isBlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { RollbackInput, RollbackResult } from '../domain/operations.js';
import { moveTraffic } from './move-traffic.js';
import { prepareRollback, type PreparedMove } from './prepare-move.js';
import { closedErrors } from './steps/operation-errors.js';

/**
 * Moves live traffic back to the colour that served before. Only after traffic has left a colour is a deployment that
 * runs there stopped (contract T12).
 */
export function rollback(context: OperationContext, input: RollbackInput = {}): Operation<RollbackResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: RollbackInput): Operation<RollbackResult> {
  const prepared = yield* prepareRollback(context);
  const result = yield* moveTraffic(context, prepared, input);
  const stops = result.changed && input.stopDeployment !== false;
  return { ...result, stoppedDeploymentId: stops ? yield* stopDeployment(context, prepared) : null };
}

/** Never fails the rollback: traffic is safe by now, which is what it was for. */
async function* stopDeployment(
  context: OperationContext,
  { plan, facts }: PreparedMove,
): AsyncGenerator<BlueGreenEvent, string | null, void> {
  const left = plan.from && facts.snapshot.colors[plan.from];
  if (!left?.deployment?.running) return null;
  const deploymentId = left.deployment.id;
  try {
    await context.deployments.stop(deploymentId);
  } catch (error) {
    const reason = isBlueGreenError(error) ? error.message : String(error);
    yield { type: 'deployment.unstopped', deploymentId, color: left.color, reason };
    return null;
  }
  yield { type: 'deployment.stopped', deploymentId, color: left.color };
  return deploymentId;
}
