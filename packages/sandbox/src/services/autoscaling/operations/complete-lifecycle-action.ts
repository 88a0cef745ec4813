import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { requiredText } from '../read-query.js';
import { waitingAction } from '../waiting-action.js';
import { groupOf, validationError, type World } from '../world.js';

export const completeLifecycleAction = (world: World): OperationDefinition => ({
  action: 'autoscaling:CompleteLifecycleAction',
  resources: onGroup(world),
  handle(input) {
    groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const result = requiredText(input, 'LifecycleActionResult');
    if (result !== 'CONTINUE' && result !== 'ABANDON')
      throw validationError('The lifecycle action result must be CONTINUE or ABANDON');
    waitingAction(world, input).complete(result);
    return {};
  },
});
