import { instanceArn } from './arns.js';
import type { Deployment, LifecycleEvent, Target } from './state.js';
import type { World } from './world.js';

const time = (ms: number | null): Date | undefined => (ms === null ? undefined : new Date(ms));

/** InstanceSummary of the older instance operations; there the id is an ARN (contract C10). */
export function showInstance(world: World, deployment: Deployment, target: Target): object {
  return {
    deploymentId: deployment.id,
    instanceId: instanceArn(world, target.id),
    status: target.status,
    lastUpdatedAt: time(target.lastUpdatedAt),
    lifecycleEvents: target.events.map(showEvent),
  };
}

export function showTarget(world: World, deployment: Deployment, target: Target): object {
  return {
    deploymentTargetType: 'InstanceTarget',
    instanceTarget: {
      deploymentId: deployment.id,
      targetId: target.id,
      targetArn: instanceArn(world, target.id),
      status: target.status,
      lastUpdatedAt: time(target.lastUpdatedAt),
      lifecycleEvents: target.events.map(showEvent),
    },
  };
}

function showEvent({ name, status, startTime, endTime, diagnostics }: LifecycleEvent): object {
  return {
    lifecycleEventName: name,
    diagnostics: diagnostics ? { ...diagnostics, scriptName: diagnostics.scriptName ?? '' } : undefined,
    startTime: time(startTime),
    endTime: time(endTime),
    status,
  };
}
