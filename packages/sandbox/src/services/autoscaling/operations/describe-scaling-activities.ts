import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import { optionalFlag, optionalText, optionalTexts } from '../read-query.js';
import { showActivity } from '../show.js';
import { groupOf, type World } from '../world.js';

/** DescribeScalingActivities, newest first. */
export const describeScalingActivities = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeScalingActivities',
  handle(input) {
    const name = optionalText(input, 'AutoScalingGroupName');
    const ids = optionalTexts(input, 'ActivityIds') ?? [];
    const deletedToo = optionalFlag(input, 'IncludeDeletedGroups') ?? false;
    if (name !== undefined && !deletedToo) groupOf(world, name);
    const wanted = world.state.activities
      .filter(({ groupName }) => name === undefined || groupName === name)
      .filter(({ groupName }) => deletedToo || world.state.groups[groupName])
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .reverse();
    const { items, NextToken } = page(input, wanted, ({ id }) => id);
    return { Activities: items.map(showActivity), NextToken };
  },
});
