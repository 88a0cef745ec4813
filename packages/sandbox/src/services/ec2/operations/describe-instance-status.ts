import type { OperationDefinition } from '../../service.js';
import { namedInstances } from '../find-instances.js';
import { filterInstances } from '../instance-filters.js';
import { page } from '../paging.js';
import { text } from '../read-input.js';
import { showState } from '../show.js';
import type { World } from '../world.js';

/** DescribeInstanceStatus: running instances only, unless IncludeAllInstances says otherwise. */
export const describeInstanceStatus = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeInstanceStatus',
  handle(input) {
    const all = text(input, 'IncludeAllInstances') === 'true';
    const wanted = filterInstances(world, input, namedInstances(world, input)).filter(
      ({ state }) => all || state === 'running',
    );
    const { items, nextToken } = page(input, wanted, ({ id }) => id);
    const instanceStatusSet = items.map(({ id, availabilityZone, state }) => {
      const status = { status: state === 'running' ? 'ok' : 'not-applicable', details: [] };
      return {
        instanceId: id,
        availabilityZone,
        instanceState: showState(state),
        systemStatus: status,
        instanceStatus: status,
      };
    });
    return { instanceStatusSet, nextToken };
  },
});
