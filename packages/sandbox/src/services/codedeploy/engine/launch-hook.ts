import { findDeployment, type World } from '../world.js';
import type { DeploymentGroup } from '../state.js';
import { startDeployment } from './start-deployment.js';

/** What Auto Scaling lets CodeDeploy do to a new instance before it counts (contract C13). */
export interface LaunchHook {
  /** Resolves once the group's last successful revision is on the instance, or cannot be. */
  afterLaunch(instanceId: string, groupName: string): Promise<'CONTINUE' | 'ABANDON'>;
  /** Names of the lifecycle hooks that CodeDeploy keeps on an Auto Scaling group. */
  hooksOf(groupName: string): readonly string[];
}

export function createLaunchHook(world: World): LaunchHook {
  const watching = (name: string): { applicationName: string; group: DeploymentGroup }[] =>
    Object.values(world.state.applications).flatMap((application) =>
      Object.values(application.groups)
        .filter(({ settings }) => settings.autoScalingGroups.some((scaling) => scaling.name === name))
        .map((group) => ({ applicationName: application.name, group })),
    );
  return {
    hooksOf: (name) =>
      watching(name).flatMap(({ group }) =>
        group.settings.autoScalingGroups.filter((scaling) => scaling.name === name).map(({ hook }) => hook),
      ),
    async afterLaunch(instanceId, name) {
      for (const { applicationName, group } of watching(name)) {
        if (!(await bringUp(world, applicationName, group, instanceId))) return 'ABANDON';
      }
      return 'CONTINUE';
    },
  };
}

/** False when the instance could not get the revision. Nothing to deploy is fine. */
async function bringUp(world: World, applicationName: string, group: DeploymentGroup, id: string): Promise<boolean> {
  const good = group.lastSuccessful === null ? undefined : findDeployment(world, group.lastSuccessful);
  if (!group.targetRevision || !good) return true;
  const deployment = startDeployment(world, group, {
    applicationName,
    configName: 'CodeDeployDefault.OneAtATime',
    minimum: { type: 'MOST_CONCURRENCY', value: 1 },
    revision: group.targetRevision,
    description: `Auto Scaling launched ${id}`,
    creator: 'autoscaling',
    ignoreApplicationStopFailures: false,
    fileExistsBehavior: good.fileExistsBehavior,
    autoRollback: null,
    only: [id],
  });
  await world.running.get(deployment.id);
  world.signal.throwIfAborted();
  return deployment.status === 'Succeeded';
}
