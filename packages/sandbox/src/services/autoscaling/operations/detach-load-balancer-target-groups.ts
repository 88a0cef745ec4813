import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { optionalTexts, requiredText } from '../read-query.js';
import { groupOf, validationError, type World } from '../world.js';

/** DetachLoadBalancerTargetGroups: instances are deregistered and stay in service. */
export const detachLoadBalancerTargetGroups = (world: World): OperationDefinition => ({
  action: 'autoscaling:DetachLoadBalancerTargetGroups',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const arns = optionalTexts(input, 'TargetGroupARNs') ?? [];
    const foreign = arns.filter((arn) => !group.targetGroupArns.includes(arn));
    if (arns.length === 0 || foreign.length > 0) {
      throw validationError(
        arns.length === 0
          ? 'TargetGroupARNs are missing'
          : `Trying to remove target groups that are not part of the group: ${foreign.join(', ')}`,
      );
    }
    for (const arn of arns)
      world.registration.deregister(
        arn,
        group.members.map(({ id }) => id),
      );
    group.targetGroupArns = group.targetGroupArns.filter((arn) => !arns.includes(arn));
    world.changed(group);
    return {};
  },
});
