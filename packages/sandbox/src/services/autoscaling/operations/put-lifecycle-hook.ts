import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { readHook } from '../read-hook.js';
import { requiredText } from '../read-query.js';
import { groupOf, type World } from '../world.js';

/** PutLifecycleHook: creates the hook, or changes what is named of an existing one. */
export const putLifecycleHook = (world: World): OperationDefinition => ({
  action: 'autoscaling:PutLifecycleHook',
  resources: onGroup(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const name = requiredText(input, 'LifecycleHookName');
    const hook = readHook(
      input,
      group.hooks.find((known) => known.name === name),
    );
    group.hooks = [...group.hooks.filter((known) => known.name !== name), hook];
    world.changed(group);
    return {};
  },
});
