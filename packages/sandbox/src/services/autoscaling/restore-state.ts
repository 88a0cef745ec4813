import { beginActivity } from './engine/activities.js';
import { join } from './engine/launch.js';
import { travel } from './engine/reconcile.js';
import { finishLeaving } from './engine/terminate.js';
import { isComing, isLeaving, type AutoScalingState } from './state.js';
import type { World } from './world.js';

/** Takes up a saved state; members that were on their way in or out go on from there. */
export function restoreState(world: World, saved: AutoScalingState): void {
  world.state = structuredClone(saved);
  for (const activity of world.state.activities) {
    if (activity.endTime !== null) continue;
    activity.endTime = world.clock.now();
    activity.status = 'Cancelled';
    activity.message = 'The sandbox was stopped meanwhile';
  }
  const cause = 'the sandbox came back and took it up again.';
  for (const group of Object.values(world.state.groups)) {
    for (const member of group.members) {
      member.graceOver = true;
      if (isComing(member)) {
        travel(world, () =>
          join(world, group, member, beginActivity(world, group, `Launching a new EC2 instance: ${member.id}`, cause)),
        );
      } else if (isLeaving(member)) {
        travel(world, () =>
          finishLeaving(
            world,
            group,
            member,
            beginActivity(world, group, `Terminating EC2 instance: ${member.id}`, cause),
          ),
        );
      }
    }
    world.changed(group);
  }
}
