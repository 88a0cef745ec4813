import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { readProcesses } from '../processes.js';
import { requiredText } from '../read-query.js';
import { groupOf, type World } from '../world.js';

/** SuspendProcesses: all of them when none is named. */
export const suspendProcesses = (world: World): OperationDefinition => ({
  action: 'autoscaling:SuspendProcesses',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    group.suspended = [...new Set([...group.suspended, ...readProcesses(input)])];
    world.changed(group);
    return undefined;
  },
});
