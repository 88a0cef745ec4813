import type { Activity, Group, Member } from '../state.js';
import type { World } from '../world.js';
import { beginActivity, endActivity } from './activities.js';
import { throughHooks } from './lifecycle-actions.js';
import { drain, targetGroupsWith } from './target-groups.js';

/** Starts to take a member out; the activity is there at once. */
export function beginLeaving(world: World, group: Group, member: Member, cause: string): Activity {
  member.lifecycleState = 'Terminating';
  // Its launch, if that still waits in a hook, is pointless now.
  for (const action of [...world.waiting]) if (action.instanceId === member.id) action.complete('ABANDON');
  const activity = beginActivity(world, group, `Terminating EC2 instance: ${member.id}`, cause);
  world.changed();
  return activity;
}

/** Out of the target groups, the draining waited out, hooks, then the machine (contract A9). */
export async function finishLeaving(world: World, group: Group, member: Member, activity: Activity): Promise<void> {
  const dead = world.fleet.describe(member.id)?.state !== 'running';
  let problem: string | null = null;
  try {
    await leaveTargetGroups(world, group, member, activity, dead);
    if (!dead) await leaveThroughHooks(world, group, member, activity);
    if (world.fleet.describe(member.id)) await world.fleet.terminate(member.id);
  } catch (error) {
    if (world.signal.aborted) throw error;
    problem = error instanceof Error ? error.message : String(error);
  }
  member.lifecycleState = 'Terminated';
  group.members = group.members.filter(({ id }) => id !== member.id);
  endActivity(world, activity, problem === null ? 'Successful' : 'Failed', problem);
  if (group.deleting && group.members.length === 0) delete world.state.groups[group.name];
  world.changed(group);
}

async function leaveTargetGroups(
  world: World,
  group: Group,
  member: Member,
  activity: Activity,
  dead: boolean,
): Promise<void> {
  const arns = targetGroupsWith(world, group, member.id).map(({ arn }) => arn);
  if (dead) {
    for (const arn of arns) world.registration.deregister(arn, [member.id]);
    return;
  }
  if (arns.length === 0) return;
  activity.status = 'WaitingForELBConnectionDraining';
  world.changed();
  await drain(world, arns, member.id);
}

async function leaveThroughHooks(world: World, group: Group, member: Member, activity: Activity): Promise<void> {
  if (!group.hooks.some(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_TERMINATING')) return;
  member.lifecycleState = 'Terminating:Wait';
  activity.status = 'MidLifecycleAction';
  world.changed();
  await throughHooks(world, group, member, 'autoscaling:EC2_INSTANCE_TERMINATING');
  member.lifecycleState = 'Terminating:Proceed';
  world.changed();
}
