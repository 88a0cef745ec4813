import { revisionKey, showRevision } from './revision-location.js';
import type {
  AutoRollback,
  Deployment,
  DeploymentConfig,
  DeploymentGroup,
  Revision,
  S3Location,
  Target,
} from './state.js';
import { findDeployment, type World } from './world.js';

const time = (ms: number | null): Date | undefined => (ms === null ? undefined : new Date(ms));
const rollbackConfiguration = (value: AutoRollback | null): object => value ?? { enabled: false, events: [] };
const style = (trafficControl: boolean): object => ({
  deploymentType: 'IN_PLACE',
  deploymentOption: trafficControl ? 'WITH_TRAFFIC_CONTROL' : 'WITHOUT_TRAFFIC_CONTROL',
});
const loadBalancers = (names: readonly string[]): object | undefined =>
  names.length > 0 ? { targetGroupInfoList: names.map((name) => ({ name })) } : undefined;

/** DeploymentInfo (contract C10). */
export function showDeployment(deployment: Deployment): object {
  const { rollback, autoUpdateRoot, autoUpdates, targets } = deployment;
  const count = (status: Target['status']): number => targets?.filter((target) => target.status === status).length ?? 0;
  return {
    applicationName: deployment.applicationName,
    deploymentGroupName: deployment.groupName,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    previousRevision: deployment.previousRevision ? showRevision(deployment.previousRevision) : undefined,
    revision: showRevision(deployment.revision),
    status: deployment.status,
    errorInformation: deployment.error ?? undefined,
    createTime: time(deployment.createTime),
    startTime: time(deployment.startTime),
    completeTime: time(deployment.completeTime),
    deploymentOverview: targets
      ? {
          Pending: count('Pending'),
          InProgress: count('InProgress'),
          Succeeded: count('Succeeded'),
          Failed: count('Failed'),
          Skipped: count('Skipped'),
          Ready: count('Ready'),
        }
      : undefined,
    description: deployment.description ?? undefined,
    creator: deployment.creator,
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
    autoRollbackConfiguration: rollbackConfiguration(deployment.autoRollback),
    overrideAlarmConfiguration: deployment.overrideAlarms ?? undefined,
    updateOutdatedInstancesOnly: deployment.updateOutdatedInstancesOnly,
    rollbackInfo: rollback
      ? {
          rollbackDeploymentId: rollback.deploymentId,
          rollbackTriggeringDeploymentId: rollback.triggeringDeploymentId,
          rollbackMessage: rollback.message,
        }
      : {},
    deploymentStyle: style(deployment.trafficControl),
    instanceTerminationWaitTimeStarted: false,
    loadBalancerInfo: loadBalancers(deployment.targetGroups),
    fileExistsBehavior: deployment.fileExistsBehavior,
    deploymentStatusMessages: [],
    computePlatform: 'Server',
    relatedDeployments:
      autoUpdateRoot !== null || autoUpdates.length > 0
        ? {
            autoUpdateOutdatedInstancesRootDeploymentId: autoUpdateRoot ?? undefined,
            autoUpdateOutdatedInstancesDeploymentIds: autoUpdates,
          }
        : undefined,
  };
}

export function showGroup(world: World, applicationName: string, group: DeploymentGroup): object {
  const { settings } = group;
  return {
    applicationName,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    deploymentConfigName: settings.configName,
    ec2TagFilters: settings.ec2TagFilters,
    ec2TagSet: settings.ec2TagSet.length > 0 ? { ec2TagSetList: settings.ec2TagSet } : undefined,
    onPremisesInstanceTagFilters: [],
    autoScalingGroups: settings.autoScalingGroups,
    serviceRoleArn: settings.serviceRoleArn,
    targetRevision: group.targetRevision ? showRevision(group.targetRevision) : undefined,
    triggerConfigurations: settings.triggerConfigurations,
    alarmConfiguration: settings.alarmConfiguration,
    autoRollbackConfiguration: rollbackConfiguration(settings.autoRollback),
    deploymentStyle: style(settings.trafficControl),
    outdatedInstancesStrategy: settings.outdatedInstancesStrategy,
    loadBalancerInfo: loadBalancers(settings.targetGroups),
    lastSuccessfulDeployment: showLast(world, group.lastSuccessful),
    lastAttemptedDeployment: showLast(world, group.lastAttempted),
    computePlatform: 'Server',
    terminationHookEnabled: settings.terminationHookEnabled,
  };
}

function showLast(world: World, id: string | null): object | undefined {
  const deployment = id === null ? undefined : findDeployment(world, id);
  if (!deployment) return undefined;
  const { status, completeTime, createTime } = deployment;
  return { deploymentId: deployment.id, status, endTime: time(completeTime), createTime: time(createTime) };
}

export function showConfig(config: DeploymentConfig): object {
  return {
    deploymentConfigId: config.id,
    deploymentConfigName: config.name,
    minimumHealthyHosts: config.minimum,
    createTime: time(config.createTime),
    computePlatform: 'Server',
  };
}

export function showRevisionInfo(world: World, applicationName: string, revision: Revision): object {
  return {
    description: revision.description ?? undefined,
    deploymentGroups: groupsWith(world, applicationName, revision.location),
    firstUsedTime: time(revision.firstUsedTime),
    lastUsedTime: time(revision.lastUsedTime),
    registerTime: time(revision.registerTime),
  };
}

/** Names of the groups whose target revision this is. */
export function groupsWith(world: World, applicationName: string, location: S3Location): string[] {
  const wanted = revisionKey(location);
  return Object.values(world.state.applications[applicationName]?.groups ?? {})
    .filter(({ targetRevision }) => targetRevision && revisionKey(targetRevision) === wanted)
    .map(({ name }) => name);
}
