import { revisionKey } from '../revision-location.js';
import { isOver, type Deployment, type DeploymentGroup } from '../state.js';
import { findDeployment, groupOfDeployment, type World } from '../world.js';
import type { DeploymentRequest } from './deployment-request.js';
import { membersOf } from './find-instances.js';
import { rollsBackOn } from './rolls-back-on.js';
import type { Ending } from './run-deployment.js';

/** A deployment that follows from the end of another one. */
export interface FollowUp {
  readonly group: DeploymentGroup;
  readonly request: DeploymentRequest;
  /** Tells the ended deployment what came of it. */
  readonly link: (deploymentId: string) => void;
}

/** Writes down how a deployment ended and says what follows from it: a rollback, or an update of late instances. */
export function finishDeployment(world: World, deployment: Deployment, ending: Ending): FollowUp[] {
  deployment.status = ending.status;
  deployment.error = ending.error;
  deployment.completeTime = world.clock.now();
  const group = groupOfDeployment(world, deployment);
  if (!group) return [];
  for (const id of Object.keys(group.instances)) if (!world.agents.agentOf(id)) delete group.instances[id];
  if (ending.status !== 'Succeeded') return rollBack(world, deployment, group);
  if (deployment.only === null) {
    group.targetRevision = deployment.revision;
    group.lastSuccessful = deployment.id;
  }
  return updateOutdated(world, deployment, group);
}

function rollBack(world: World, deployment: Deployment, group: DeploymentGroup): FollowUp[] {
  if (deployment.creator !== 'user' || !wantsRollback(deployment)) return [];
  const good = group.lastSuccessful === null ? undefined : findDeployment(world, group.lastSuccessful);
  if (!good) {
    deployment.rollback = { message: 'There is no earlier successful deployment to roll back to.' };
    return [];
  }
  const request: DeploymentRequest = {
    applicationName: deployment.applicationName,
    configName: deployment.configName,
    minimum: deployment.minimum,
    revision: good.revision,
    description: `Rolls back ${deployment.id}`,
    creator: 'codeDeployRollback',
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
    fileExistsBehavior: good.fileExistsBehavior,
    autoRollback: deployment.autoRollback,
    rollback: { triggeringDeploymentId: deployment.id },
  };
  const link = (deploymentId: string): void => {
    const message = `${deployment.id} ended as ${deployment.status}; ${deploymentId} deploys the revision of ${good.id}.`;
    deployment.rollback = { deploymentId, message };
  };
  return [{ group, request, link }];
}

function wantsRollback({ stop, status, autoRollback }: Deployment): boolean {
  return stop ? stop.rollback : status === 'Failed' && rollsBackOn(autoRollback, 'DEPLOYMENT_FAILURE');
}

/** Instances that came up during a deployment got the revision before it; they are brought up to date (contract C13). */
function updateOutdated(world: World, deployment: Deployment, group: DeploymentGroup): FollowUp[] {
  const { settings, targetRevision } = group;
  if (settings.outdatedInstancesStrategy === 'IGNORE' || settings.autoScalingGroups.length === 0) return [];
  if (!targetRevision || deployment.creator === 'CodeDeployAutoUpdate' || runningIn(world, group)) return [];
  const wanted = revisionKey(targetRevision);
  // Auto Scaling's own deployment answers for the instance it brought up, which is not in service yet.
  const candidates = deployment.creator === 'autoscaling' ? (deployment.only ?? []) : membersOf(world, group);
  const done = deployment.creator === 'autoscaling' ? [] : (deployment.targets ?? []).map(({ id }) => id);
  const outdated = candidates.filter((id) => !done.includes(id) && group.instances[id]?.revision !== wanted);
  if (outdated.length === 0) return [];
  const request: DeploymentRequest = {
    applicationName: deployment.applicationName,
    configName: deployment.configName,
    minimum: { type: 'HOST_COUNT', value: 0 },
    revision: targetRevision,
    description: `Updates instances that were launched during ${deployment.id}`,
    creator: 'CodeDeployAutoUpdate',
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
    fileExistsBehavior: deployment.fileExistsBehavior,
    autoRollback: null,
    only: outdated,
    autoUpdateRoot: deployment.id,
  };
  return [{ group, request, link: (deploymentId) => void deployment.autoUpdates.push(deploymentId) }];
}

/** The deployment that keeps a group from taking another one; what Auto Scaling asks for runs beside it. */
export function runningIn(world: World, group: DeploymentGroup): Deployment | undefined {
  return world.state.deployments.find(
    (deployment) => deployment.groupId === group.id && deployment.creator !== 'autoscaling' && !isOver(deployment),
  );
}
