import { revisionKey } from '../revision-location.js';
import type { Deployment, DeploymentGroup } from '../state.js';
import type { World } from '../world.js';
import { inOrder } from './schedule.js';

/** Ids of the instances that the group matches now: InService members of its Auto Scaling groups and tagged ones. */
export function membersOf(world: World, group: DeploymentGroup): string[] {
  const { autoScalingGroups, ec2TagFilters, ec2TagSet } = group.settings;
  const scaled = autoScalingGroups.flatMap(({ name }) =>
    world.groups.instancesOf(name).filter(({ lifecycleState }) => lifecycleState === 'InService'),
  );
  const tagged = ec2TagFilters.length > 0 ? world.agents.taggedWith(ec2TagFilters) : [];
  const lists = ec2TagSet.map((filters) => world.agents.taggedWith(filters));
  const inAllLists = (lists[0] ?? []).filter((id) => lists.every((list) => list.includes(id)));
  return [...new Set([...scaled.map(({ id }) => id), ...tagged, ...inAllLists])];
}

/** The instances of a deployment, in the order in which they are done. */
export function findInstances(world: World, deployment: Deployment, group: DeploymentGroup): string[] {
  const revision = revisionKey(deployment.revision);
  const ids = deployment.only ?? membersOf(world, group);
  const known = ids.map((id) => ({ id, ...(group.instances[id] ?? { healthy: false, revision: null }) }));
  const wanted = deployment.updateOutdatedInstancesOnly ? known.filter((one) => one.revision !== revision) : known;
  return inOrder(wanted, revision).map(({ id }) => id);
}
