import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { requiredText } from '../read-query.js';
import { groupOf, validationError, type World } from '../world.js';

/** DeleteLifecycleHook: whoever waits in it goes on. */
export const deleteLifecycleHook = (world: World): OperationDefinition => ({
  action: 'autoscaling:DeleteLifecycleHook',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const name = requiredText(input, 'LifecycleHookName');
    if (!group.hooks.some((hook) => hook.name === name)) throw validationError(`No Lifecycle Hook found - ${name}`);
    group.hooks = group.hooks.filter((hook) => hook.name !== name);
    for (const action of [...world.waiting]) {
      if (action.groupName === group.name && action.hookName === name) action.complete('CONTINUE');
    }
    world.changed(group);
    return {};
  },
});
