import type { OperationDefinition } from '../../service.js';
import { namedInstances } from '../find-instances.js';
import { filterInstances } from '../instance-filters.js';
import { page } from '../paging.js';
import { showInstance } from '../show.js';
import type { World } from '../world.js';

/** DescribeInstances: each instance is a reservation of its own. */
export const describeInstances = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeInstances',
  handle(input) {
    const { items, nextToken } = page(
      input,
      filterInstances(world, input, namedInstances(world, input)),
      ({ id }) => id,
    );
    const reservationSet = items.map((instance) => ({
      reservationId: instance.id.replace(/^i-/, 'r-'),
      ownerId: world.account,
      groupSet: [],
      instancesSet: [showInstance(world, instance)],
    }));
    return { reservationSet, nextToken };
  },
});
