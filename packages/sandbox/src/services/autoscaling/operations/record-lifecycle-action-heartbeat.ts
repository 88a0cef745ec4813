import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { requiredText } from '../read-query.js';
import { waitingAction } from '../waiting-action.js';
import { groupOf, type World } from '../world.js';

export const recordLifecycleActionHeartbeat = (world: World): OperationDefinition => ({
  action: 'autoscaling:RecordLifecycleActionHeartbeat',
  resources: onGroup(world),
  handle(input) {
    groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    waitingAction(world, input).heartbeat();
    return {};
  },
});
