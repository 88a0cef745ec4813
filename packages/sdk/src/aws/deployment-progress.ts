import type { Deployments } from '../domain/ports.js';
import { fromTarget } from './deployment-targets.js';
import type { DeploymentsCall } from './deployments.js';
import { isRefusal } from './map-error.js';
import { allPages, batches } from './pages.js';

/** BatchGetDeploymentTargets takes at most this many ids (contract A6). */
const TARGETS_A_CALL = 25;

export async function readProgress(
  call: DeploymentsCall,
  deploymentId: string,
): Promise<Awaited<ReturnType<Deployments['progress']>>> {
  const [{ deploymentInfo }, ids] = await Promise.all([
    call('GetDeployment', { deploymentId }),
    allPages(
      (nextToken) => call('ListDeploymentTargets', { deploymentId, nextToken }).catch(emptyBeforeStart),
      (page) => page.targetIds,
      (page) => page.nextToken,
    ),
  ]);
  // Details are read after the status, so that an ended deployment never shows a target still at work.
  const answers = await Promise.all(
    batches(ids, TARGETS_A_CALL).map((targetIds) => call('BatchGetDeploymentTargets', { deploymentId, targetIds })),
  );
  const error = deploymentInfo?.errorInformation;
  return {
    status: deploymentInfo?.status ?? 'Unknown',
    error: error?.code ? `${error.code}: ${error.message ?? ''}` : null,
    instances: answers.flatMap((answer) => answer.deploymentTargets ?? []).map(fromTarget),
  };
}

/** A deployment without targets yet is refused rather than answered with an empty list. */
function emptyBeforeStart(error: unknown): { targetIds?: string[]; nextToken?: string } {
  if (isRefusal(error, 'DeploymentNotStarted')) return {};
  throw error;
}
