import type { OperationContext } from '../../domain/context.js';
import type { Snapshot } from '../../domain/environment.js';
import type { Color } from '../../domain/color.js';
import { isRefusal } from '../../domain/error-kinds.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { BundleLocation, ReleaseRef } from '../../domain/release.js';
import { createDeployment } from './create-deployment.js';
import { assertNotAborted } from './operation-errors.js';
import { assertNoDeployment, assertRoutesFresh, recheck } from './recheck.js';
import type { Held } from './under-lease.js';

export interface DeploymentWanted {
  readonly snapshot: Snapshot;
  readonly color: Color;
  readonly release: ReleaseRef;
  /** In the bucket by now. */
  readonly location: BundleLocation;
}

/** What a deployment of this operation is found by when the answer to its creation is lost. */
export function tokenOf(operationId: string): string {
  return `bluegreen:${operationId}`;
}

/** Revision into CodeDeploy, one deployment to the colour, its intent on record before and its identifier after. */
export async function* startDeployment(
  context: OperationContext,
  held: Held,
  { snapshot, color, release, location }: DeploymentWanted,
): AsyncGenerator<BlueGreenEvent, string, void> {
  const { config, deployments } = context;
  const description = `${release.release} ${release.digest}`;
  await deployments.register(config.codeDeployApplication, location, description);
  yield { type: 'revision.registered', key: location.key };
  // The upload may have taken minutes, and whoever moved traffic meanwhile would have this land on the live colour.
  const now = await recheck(context, snapshot, color);
  assertRoutesFresh(
    snapshot,
    now,
    snapshot.routes.map((route) => route.actions),
  );
  assertNoDeployment(now, color);
  assertNotAborted(context);
  const token = tokenOf(held.operation.id);
  const { deploymentGroup } = config.colors[color];
  const [step] = await held.record({ kind: 'create-deployment', color, deploymentGroup, key: location.key, token });
  let known = false;
  try {
    const deploymentId = yield* createDeployment(context, {
      ...{ color, release, location, token },
      assertHeld: () => held.assertHeld(),
    });
    held.note({ deploymentId });
    step?.done(deploymentId);
    await held.record();
    known = true;
    return deploymentId;
  } catch (error) {
    known = isRefusal(error);
    if (known) step?.done('refused');
    throw error;
  } finally {
    // Nobody can say whether it started, or how it ends: whoever resumes this looks for it by its token.
    if (!known) held.leaveOpen('unfinished');
  }
}
