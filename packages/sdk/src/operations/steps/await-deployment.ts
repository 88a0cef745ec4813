import type { OperationContext } from '../../domain/context.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import { followDeployment } from './follow-deployment.js';
import type { Held } from './under-lease.js';

/**
 * Follows the operation's deployment to its end. When only the wait for it ends, by its deadline, an abort, or a caller
 * that stops listening, the operation stays open: it has not failed, for CodeDeploy goes on.
 */
export async function* awaitDeployment(
  context: OperationContext,
  held: Held,
  deploymentId: string,
  deadlineMs: number,
): AsyncGenerator<BlueGreenEvent, void, void> {
  let ended = false;
  try {
    yield* followDeployment(context, deploymentId, deadlineMs);
    ended = true;
  } catch (error) {
    const { code } = isBlueGreenError(error) ? error : { code: null };
    ended = code === 'DEPLOYMENT_FAILED' || code === 'DEPLOYMENT_STOPPED';
    throw error;
  } finally {
    if (!ended) held.leaveOpen('deployment');
  }
}
