import { AwsError, type OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { optionalFlag, requiredText } from '../read-query.js';
import { groupOf, type World } from '../world.js';

/** DeleteAutoScalingGroup: a group with instances goes only with ForceDelete, after they have gone. */
export const deleteAutoScalingGroup = (world: World): OperationDefinition => ({
  action: 'autoscaling:DeleteAutoScalingGroup',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const force = optionalFlag(input, 'ForceDelete') ?? false;
    if (group.members.length > 0 && !force) {
      throw new AwsError(
        'ResourceInUse',
        'You cannot delete an AutoScalingGroup while there are instances still in the group.',
      );
    }
    if (group.members.length === 0) delete world.state.groups[group.name];
    else Object.assign(group, { deleting: true, minSize: 0, desired: 0, suspended: [] });
    world.changed(group);
    return undefined;
  },
});
