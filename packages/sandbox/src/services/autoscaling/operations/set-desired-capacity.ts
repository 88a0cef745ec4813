import { AwsError, type OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { optionalFlag, requiredCount, requiredText } from '../read-query.js';
import { groupOf, validationError, type World } from '../world.js';

/** SetDesiredCapacity. HonorCooldown refuses while an activity is under way; the cooldown after it is not counted. */
export const setDesiredCapacity = (world: World): OperationDefinition => ({
  action: 'autoscaling:SetDesiredCapacity',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const desired = requiredCount(input, 'DesiredCapacity');
    if (desired < group.minSize) {
      throw validationError(
        `New SetDesiredCapacity value ${desired} is below min value ${group.minSize} for the AutoScalingGroup.`,
      );
    }
    if (desired > group.maxSize) {
      throw validationError(
        `New SetDesiredCapacity value ${desired} is above max value ${group.maxSize} for the AutoScalingGroup.`,
      );
    }
    const active = world.state.activities.find(
      ({ groupName, endTime }) => groupName === group.name && endTime === null,
    );
    if (active && optionalFlag(input, 'HonorCooldown')) {
      throw new AwsError(
        'ScalingActivityInProgress',
        `Scaling activity ${active.id} is in progress and blocks this action`,
      );
    }
    group.desired = desired;
    world.changed(group);
    return undefined;
  },
});
