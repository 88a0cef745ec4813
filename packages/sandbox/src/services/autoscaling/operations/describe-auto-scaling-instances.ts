import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import { optionalTexts } from '../read-query.js';
import { showInstance } from '../show.js';
import type { World } from '../world.js';

/** DescribeAutoScalingInstances: ids that belong to no group are left out. */
export const describeAutoScalingInstances = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeAutoScalingInstances',
  handle(input) {
    const ids = optionalTexts(input, 'InstanceIds') ?? [];
    const wanted = Object.values(world.state.groups)
      .flatMap((group) => group.members.map((member) => ({ group, member })))
      .filter(({ member }) => ids.length === 0 || ids.includes(member.id));
    const { items, NextToken } = page(input, wanted, ({ member }) => member.id, 50);
    return { AutoScalingInstances: items.map(({ group, member }) => showInstance(group, member)), NextToken };
  },
});
