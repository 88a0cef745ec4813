import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import { requiredText } from '../read-query.js';
import { targetGroupsWith } from '../engine/target-groups.js';
import type { Group } from '../state.js';
import { groupOf, type World } from '../world.js';

/** DescribeLoadBalancerTargetGroups with the state that follows from its targets. */
export const describeLoadBalancerTargetGroups = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeLoadBalancerTargetGroups',
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const { items, NextToken } = page(input, group.targetGroupArns, (arn) => arn);
    const LoadBalancerTargetGroups = items.map((arn) => ({
      LoadBalancerTargetGroupARN: arn,
      State: stateOf(world, group, arn),
    }));
    return { LoadBalancerTargetGroups, NextToken };
  },
});

function stateOf(world: World, group: Group, arn: string): 'Adding' | 'Added' | 'InService' {
  const serving = group.members.filter(({ lifecycleState }) => lifecycleState === 'InService');
  const states = serving.map(
    ({ id }) => targetGroupsWith(world, group, id).find((target) => target.arn === arn)?.state,
  );
  if (states.includes('healthy')) return 'InService';
  return states.includes(undefined) ? 'Adding' : 'Added';
}
