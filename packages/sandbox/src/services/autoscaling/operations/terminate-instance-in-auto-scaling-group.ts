import type { OperationDefinition } from '../../service.js';
import { onGroupOfInstance } from '../arns.js';
import { travel } from '../engine/reconcile.js';
import { beginLeaving, finishLeaving } from '../engine/terminate.js';
import { optionalFlag, requiredText } from '../read-query.js';
import { showActivity } from '../show.js';
import { memberOf, validationError, type World } from '../world.js';
import { isLeaving } from '../state.js';

/** TerminateInstanceInAutoScalingGroup: with the decrement the group shrinks, without it the instance is replaced. */
export const terminateInstanceInAutoScalingGroup = (world: World): OperationDefinition => ({
  action: 'autoscaling:TerminateInstanceInAutoScalingGroup',
  resources: onGroupOfInstance(world),
  handle(input) {
    const { group, member } = memberOf(world, requiredText(input, 'InstanceId'));
    const decrement = optionalFlag(input, 'ShouldDecrementDesiredCapacity') ?? false;
    if (isLeaving(member)) throw validationError(`Instance ${member.id} is already being terminated`);
    if (decrement && group.desired <= group.minSize) {
      throw validationError(
        `Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
      );
    }
    if (decrement) group.desired -= 1;
    const activity = beginLeaving(
      world,
      group,
      member,
      'instance was taken out of service in response to a user request.',
    );
    const answer = { Activity: showActivity(activity) };
    travel(world, () => finishLeaving(world, group, member, activity));
    world.changed(group);
    return answer;
  },
});
