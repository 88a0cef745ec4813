import type { OperationContext } from '../../domain/context.js';
import { isRefusal } from '../../domain/error-kinds.js';
import type { Color } from '../../domain/color.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { BundleLocation, ReleaseRef } from '../../domain/release.js';
import { assertNotAborted, pause } from './operation-errors.js';

/** Tries of a creation whose answer was lost, and look-ups after each, for ListDeployments may lag. */
const TRIES = 3;
const LOOK_UPS_MS = [0, 1_000, 2_000];
/** How far before its creation a deployment is looked for: clocks differ. */
const CLOCK_SKEW_MS = 10 * 60_000;

export interface NewDeployment {
  readonly color: Color;
  readonly release: ReleaseRef;
  readonly location: BundleLocation;
  /** Unique to the operation; what a lost answer is found by. */
  readonly token: string;
  /** Called right before each try; throws when it is no longer ours to make. */
  readonly assertHeld: () => void;
}

/**
 * Starts exactly one deployment. After a lost answer the deployment that carries our token is looked for before any
 * other try, and adopted. That also covers the client's own retry, which CodeDeploy answers with "one runs already".
 */
export async function* createDeployment(
  context: OperationContext,
  { color, release, location, token, assertHeld }: NewDeployment,
): AsyncGenerator<BlueGreenEvent, string, void> {
  const application = context.config.codeDeployApplication;
  const group = context.config.colors[color].deploymentGroup;
  const sinceMs = context.clock.now() - CLOCK_SKEW_MS;
  for (let attempt = 1; ; attempt += 1) {
    assertNotAborted(context);
    assertHeld();
    try {
      const { deploymentId } = await context.deployments.create({ application, group, location, token });
      yield { type: 'deployment.created', deploymentId, color, release };
      return deploymentId;
    } catch (error) {
      const throttled = isBlueGreenError(error) && error.code === 'THROTTLED';
      if (isRefusal(error) && !throttled) throw error;
      const found = await lookFor(context, () => context.deployments.find(application, group, token, sinceMs));
      if (found) {
        yield { type: 'deployment.adopted', deploymentId: found.deploymentId, color };
        return found.deploymentId;
      }
      const othersRun = isBlueGreenError(error) && error.code === 'DEPLOYMENT_RUNNING';
      if (othersRun || attempt === TRIES) throw error;
    }
  }
}

/** @throws when the last look-up failed: without an answer to "did it start?", starting another is not safe. */
async function lookFor<Found>(context: OperationContext, find: () => Promise<Found | null>): Promise<Found | null> {
  for (const [index, pauseMs] of LOOK_UPS_MS.entries()) {
    if (pauseMs > 0) await pause(context, pauseMs);
    try {
      const found = await find();
      if (found) return found;
    } catch (error) {
      if (index === LOOK_UPS_MS.length - 1) throw error;
    }
  }
  return null;
}
