import type { Services } from '../services.js';
import type { Ask } from '../topology/ask.js';
import { poll, type Waiting } from './poll.js';

interface DeploymentAnswer {
  readonly deploymentInfo: { readonly status: string; readonly errorInformation?: { readonly message: string } };
}
interface TargetAnswer {
  readonly deploymentTarget: {
    readonly instanceTarget: {
      readonly lifecycleEvents: readonly {
        readonly lifecycleEventName: string;
        readonly status: string;
        readonly diagnostics?: { readonly message: string; readonly logTail: string };
      }[];
    };
  };
}

const OVER = new Set(['Succeeded', 'Failed', 'Stopped']);

/** @throws RangeError with the failed event and the end of its log when one of the deployments does not succeed */
export async function followDeployments(
  input: Waiting & { readonly services: Services; readonly ask: Ask },
  ids: readonly string[],
): Promise<void> {
  const { ask, services } = input;
  for (const deploymentId of ids) {
    const { status, errorInformation } = await poll(input, `deployment ${deploymentId} to end`, async () => {
      const { deploymentInfo } = await ask<DeploymentAnswer>(services.codedeploy, 'GetDeployment', { deploymentId });
      return OVER.has(deploymentInfo.status) ? deploymentInfo : null;
    });
    if (status === 'Succeeded') continue;
    const reason = (await firstFailure(input, deploymentId)) ?? errorInformation?.message ?? status;
    throw new RangeError(`app: its first deployment (${deploymentId}) ended as ${status}: ${reason}`);
  }
}

async function firstFailure(
  { ask, services }: { ask: Ask; services: Services },
  deploymentId: string,
): Promise<string | null> {
  const { targetIds = [] } = await ask<{ targetIds?: string[] }>(services.codedeploy, 'ListDeploymentTargets', {
    deploymentId,
  });
  for (const targetId of targetIds) {
    const answer = await ask<TargetAnswer>(services.codedeploy, 'GetDeploymentTarget', { deploymentId, targetId });
    const failed = answer.deploymentTarget.instanceTarget.lifecycleEvents.find((event) => event.status === 'Failed');
    if (failed)
      return `${failed.lifecycleEventName} on ${targetId}: ${failed.diagnostics?.message ?? ''}\n${failed.diagnostics?.logTail ?? ''}`;
  }
  return null;
}
