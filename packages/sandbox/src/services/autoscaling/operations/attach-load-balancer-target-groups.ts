import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { optionalTexts, requiredText } from '../read-query.js';
import { groupOf, validationError, type World } from '../world.js';

/** AttachLoadBalancerTargetGroups: instances in service are registered at once. */
export const attachLoadBalancerTargetGroups = (world: World): OperationDefinition => ({
  action: 'autoscaling:AttachLoadBalancerTargetGroups',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const arns = optionalTexts(input, 'TargetGroupARNs') ?? [];
    if (arns.length === 0) throw validationError('TargetGroupARNs are missing');
    for (const arn of arns.filter((candidate) => !group.targetGroupArns.includes(candidate))) {
      const targets = group.members
        .filter(({ lifecycleState }) => lifecycleState === 'InService')
        .map(({ id }) => ({ id }));
      if (targets.length > 0) world.registration.register(arn, targets);
      group.targetGroupArns.push(arn);
    }
    world.changed(group);
    return {};
  },
});
