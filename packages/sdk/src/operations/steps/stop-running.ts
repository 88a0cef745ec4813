import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalStep } from '../../domain/journal.js';
import type { Held } from './under-lease.js';

export interface Stopping {
  readonly color: Color;
  readonly deploymentId: string;
  /** The intent, when an earlier driver has it on record. */
  readonly recorded?: JournalStep;
}

/**
 * Tells a deployment on the colour that traffic has left to stop. Never fails the operation: traffic is safe by now, which
 * is what it was for. Returns whether it was told.
 */
export async function* stopRunning(
  { deployments }: Pick<OperationContext, 'deployments'>,
  held: Held,
  { color, deploymentId, recorded }: Stopping,
): AsyncGenerator<BlueGreenEvent, boolean, void> {
  try {
    const [step] = recorded ? [] : await held.record({ kind: 'stop-deployment', color, deploymentId });
    const seen = (observed: string) => (recorded ? held.settle(recorded, observed) : step?.done(observed));
    held.assertHeld();
    try {
      await deployments.stop(deploymentId);
    } catch (error) {
      seen('could not be stopped');
      throw error;
    }
    seen('told to stop');
  } catch (error) {
    if (isBlueGreenError(error) && error.code === 'LEASE_LOST') throw error;
    const reason = isBlueGreenError(error) ? error.message : String(error);
    yield { type: 'deployment.unstopped', deploymentId, color, reason };
    return false;
  }
  yield { type: 'deployment.stopped', deploymentId, color };
  return true;
}
