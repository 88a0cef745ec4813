import { revisionKey } from '../revision-location.js';
import type { Deployment, DeploymentGroup, Target } from '../state.js';
import { groupOfDeployment, type World } from '../world.js';
import { findInstances } from './find-instances.js';
import { newTarget, runTarget, skipRest } from './run-target.js';
import { decide, ruleFor, type HealthRule, type InstanceView } from './schedule.js';
import { stopOnAlarm, watchAlarms } from './watch-alarms.js';

export type Ending = Pick<Deployment, 'error'> & { readonly status: 'Succeeded' | 'Failed' | 'Stopped' };

const TOO_MANY_FAILED =
  'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.';

const failed = (code: string, message: string): Ending => ({ status: 'Failed', error: { code, message } });

/** Deploys to the group's instances, batch by batch, and says how it ended. Acts on no other deployment. */
export async function runDeployment(world: World, deployment: Deployment): Promise<Ending> {
  await world.clock.sleep(world.limits.createdMs, world.signal);
  const group = groupOfDeployment(world, deployment);
  if (!group) return failed('DEPLOYMENT_GROUP_MISSING', 'The deployment group was deleted');
  if (stopOnAlarm(world, deployment, group)) return stopped(deployment);

  const ids = findInstances(world, deployment, group);
  const targets = ids.map((id) => newTarget(id, deployment.trafficControl, world.clock.now()));
  const rule = ruleFor(deployment.minimum, targets.length);
  deployment.targets = targets;
  deployment.status = 'InProgress';
  deployment.startTime = world.clock.now();
  world.changed();
  if (targets.length === 0) {
    if (deployment.updateOutdatedInstancesOnly) return { status: 'Succeeded', error: null };
    return failed(
      'NO_INSTANCES',
      `The deployment failed because no instances were found for your deployment group ${deployment.groupName}.`,
    );
  }
  if (!rule) {
    for (const target of targets) skipRest(world, target, 'Skipped');
    return failed(
      'HEALTH_CONSTRAINTS_INVALID',
      `${deployment.configName} asks for more healthy instances than ${targets.length} instances leave room for`,
    );
  }
  const ended = new AbortController();
  const watching = watchAlarms(world, deployment, group, ended.signal);
  try {
    return await runBatches(world, deployment, group, targets, rule);
  } finally {
    ended.abort();
    await watching;
  }
}

async function runBatches(
  world: World,
  deployment: Deployment,
  group: DeploymentGroup,
  targets: readonly Target[],
  rule: HealthRule,
): Promise<Ending> {
  const wasHealthy = new Map(targets.map(({ id }) => [id, group.instances[id]?.healthy ?? false]));
  const running = new Map<string, Promise<unknown>>();
  for (;;) {
    const views = targets.map((target) => viewOf(target, wasHealthy.get(target.id) ?? false));
    const decision = decide(rule, views, deployment.stop !== null);
    if (decision.kind === 'finished') {
      for (const target of targets) if (target.status === 'Pending') skipRest(world, target, 'Skipped');
      if (deployment.stop) return stopped(deployment);
      return decision.verdict === 'Succeeded'
        ? { status: 'Succeeded', error: null }
        : failed('HEALTH_CONSTRAINTS', TOO_MANY_FAILED);
    }
    for (const target of decision.kind === 'start' ? targets.filter(({ id }) => decision.ids.includes(id)) : []) {
      const work = runTarget(world, deployment, target).then(() => recordHealth(group, deployment, target));
      running.set(
        target.id,
        work.finally(() => running.delete(target.id)),
      );
    }
    await Promise.race(running.values());
  }
}

function stopped({ stop }: Deployment): Ending {
  const byUser = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' };
  return { status: 'Stopped', error: stop?.error ?? byUser };
}

function viewOf({ id, status }: Target, healthy: boolean): InstanceView {
  switch (status) {
    case 'Pending':
      return { id, healthy, phase: 'pending' };
    case 'InProgress':
      return { id, healthy, phase: 'running' };
    case 'Succeeded':
      return { id, healthy, phase: 'succeeded' };
    default:
      return { id, healthy, phase: 'failed' };
  }
}

function recordHealth(group: DeploymentGroup, deployment: Deployment, target: Target): void {
  const succeeded = target.status === 'Succeeded';
  // What a failed deployment left behind is anyone's guess.
  group.instances[target.id] = { healthy: succeeded, revision: succeeded ? revisionKey(deployment.revision) : null };
}
