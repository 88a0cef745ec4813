import { isLeaving, type Activity, type Group, type LifecycleState, type Member } from '../state.js';
import type { World } from '../world.js';
import { beginActivity, endActivity } from './activities.js';
import { blueprintOf, type Blueprint } from './blueprint.js';
import { throughHooks } from './lifecycle-actions.js';
import { beginLeaving, finishLeaving } from './terminate.js';
import { unlessEnding } from './unless-ending.js';

/** Launches one instance and brings it into service. */
export async function launchOne(world: World, group: Group, availabilityZone: string, cause: string): Promise<void> {
  const activity = beginActivity(world, group, 'Launching a new EC2 instance', cause);
  let id: string;
  let blueprint: Blueprint;
  try {
    blueprint = blueprintOf(world, group, availabilityZone);
    const { tags, launch } = blueprint;
    ({ id } = await world.fleet.launch({ groupName: group.name, tags, availabilityZone, launch }));
  } catch (error) {
    group.failedLaunches += 1;
    endActivity(world, activity, 'Failed', error instanceof Error ? error.message : String(error));
    return;
  } finally {
    launched(world, group);
  }
  activity.description = `Launching a new EC2 instance: ${id}`;
  const member: Member = {
    id,
    availabilityZone,
    joined: world.clock.now(),
    lifecycleState: 'Pending',
    health: 'Healthy',
    protectedFromScaleIn: group.newInstancesProtected,
    graceOver: false,
    ...blueprint.member,
  };
  group.members.push(member);
  world.changed();
  await join(world, group, member, activity);
}

/** One launch fewer is without an instance. */
export function launched(world: World, group: Group): void {
  world.launching.set(group.name, Math.max(0, (world.launching.get(group.name) ?? 0) - 1));
}

/**
 * The way from Pending to InService: boot, hooks, CodeDeploy's revision, target groups (contract A9, C13).
 * Also taken up again by a sandbox that comes back.
 */
export async function join(world: World, group: Group, member: Member, activity: Activity): Promise<void> {
  let problem: string | null;
  try {
    problem = await whyNot(world, group, member, activity);
    if (problem === null && !isLeaving(member)) return enterService(world, group, member, activity);
  } catch (error) {
    if (world.signal.aborted) throw error;
    problem = error instanceof Error ? error.message : String(error);
  }
  endActivity(world, activity, 'Cancelled', problem ?? 'The instance was terminated before it was in service.');
  if (isLeaving(member)) return;
  group.failedLaunches += 1;
  const cause = `an instance was taken out of service because its launch came to nothing. ${problem ?? ''}`;
  await finishLeaving(world, group, member, beginLeaving(world, group, member, cause));
}

/** Why the instance cannot come into service; null when it can. */
async function whyNot(world: World, group: Group, member: Member, activity: Activity): Promise<string | null> {
  if (!(await isUp(world, member))) return 'The instance did not start.';
  const own = group.hooks.some(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_LAUNCHING');
  const codeDeploy = (world.launchHook.hooksOf?.(group.name) ?? []).length > 0;
  if (isLeaving(member) || (!own && !codeDeploy)) return null;
  activity.status = 'MidLifecycleAction';
  moveTo(world, member, 'Pending:Wait');
  const results = await Promise.all([
    throughHooks(world, group, member, 'autoscaling:EC2_INSTANCE_LAUNCHING'),
    unlessEnding(world.signal, world.launchHook.afterLaunch(member.id, group.name)),
  ]);
  if (results.includes('ABANDON')) return 'A lifecycle action was completed with the result ABANDON.';
  if (!isLeaving(member)) moveTo(world, member, 'Pending:Proceed');
  return null;
}

async function isUp(world: World, member: Member): Promise<boolean> {
  for (;;) {
    const state = world.fleet.describe(member.id)?.state;
    if (state === 'running') return true;
    if (state !== 'pending') return false;
    await world.clock.sleep(world.pace.pollMs, world.signal);
  }
}

function enterService(world: World, group: Group, member: Member, activity: Activity): void {
  if (!group.suspended.includes('AddToLoadBalancer')) {
    for (const arn of group.targetGroupArns) world.registration.register(arn, [{ id: member.id }]);
  }
  world.clock.after(group.healthCheckGracePeriod * 1_000, () => (member.graceOver = true));
  group.failedLaunches = 0;
  endActivity(world, activity, 'Successful');
  moveTo(world, member, 'InService');
  world.changed(group);
}

function moveTo(world: World, member: Member, state: LifecycleState): void {
  member.lifecycleState = state;
  world.changed();
}
