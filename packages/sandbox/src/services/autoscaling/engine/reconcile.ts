import { isComing, isLeaving, type Group, type Member } from '../state.js';
import type { World } from '../world.js';
import { launched, launchOne } from './launch.js';
import { planGroup } from './plan.js';
import { targetGroupsWith } from './target-groups.js';
import { beginLeaving, finishLeaving } from './terminate.js';

/** Starts whatever brings the group closer to its desired capacity. Safe to call at any time. */
export function reconcile(world: World, group: Group): void {
  if (world.signal.aborted || world.state.groups[group.name] !== group) return;
  const launching = world.launching.get(group.name) ?? 0;
  const plan = planGroup(group, { launching, broken: findBroken(world, group) });
  for (const { member, cause } of plan.terminate) {
    travel(world, () => finishLeaving(world, group, member, beginLeaving(world, group, member, cause)));
  }
  if (plan.launch.length === 0) return;
  world.launching.set(group.name, launching + plan.launch.length);
  const cause = `an instance was started in response to a difference between desired and actual capacity, increasing the capacity to ${group.desired}.`;
  const pause = backoffMs(world, group);
  for (const zone of plan.launch) {
    travel(world, async () => {
      if (pause > 0) await world.clock.sleep(pause, world.signal);
      if (isWanted(group)) await launchOne(world, group, zone, cause);
      else launched(world, group);
    });
  }
}

function isWanted(group: Group): boolean {
  return !group.deleting && group.members.filter((member) => !isLeaving(member)).length < group.desired;
}

/** Runs a journey in the background; whatever it ends in, the group is looked over again. */
export function travel(world: World, work: () => Promise<void>): void {
  const journey: Promise<void> = work()
    .catch((error: unknown) => {
      if (!world.signal.aborted) throw error;
    })
    .finally(() => world.journeys.delete(journey));
  world.journeys.add(journey);
}

function backoffMs({ pace }: World, { failedLaunches }: Group): number {
  return failedLaunches === 0 ? 0 : Math.min(pace.longestBackoffMs, pace.backoffMs * 2 ** (failedLaunches - 1));
}

/** Members that EC2, the load balancer or a caller found broken; their health turns Unhealthy here. */
function findBroken(world: World, group: Group): Map<string, string> {
  const broken = new Map<string, string>();
  for (const member of group.members.filter((one) => !isLeaving(one) && !isComing(one))) {
    if (!group.suspended.includes('HealthCheck') && isFailing(world, group, member)) {
      member.health = 'Unhealthy';
    }
    if (member.health === 'Unhealthy') {
      broken.set(
        member.id,
        'an instance was taken out of service in response to a health check that found it unhealthy.',
      );
    }
  }
  return broken;
}

function isFailing(world: World, group: Group, { id, graceOver }: Member): boolean {
  if (world.fleet.describe(id)?.state !== 'running') return true;
  if (group.healthCheckType !== 'ELB' || !graceOver) return false;
  return targetGroupsWith(world, group, id).some(({ state }) => state === 'unhealthy');
}
