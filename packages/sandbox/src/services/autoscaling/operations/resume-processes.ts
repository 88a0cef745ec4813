import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { readProcesses } from '../processes.js';
import { requiredText } from '../read-query.js';
import { groupOf, type World } from '../world.js';

/** ResumeProcesses: all of them when none is named. */
export const resumeProcesses = (world: World): OperationDefinition => ({
  action: 'autoscaling:ResumeProcesses',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const resumed = readProcesses(input);
    group.suspended = group.suspended.filter((process) => !resumed.includes(process));
    world.changed(group);
    return undefined;
  },
});
