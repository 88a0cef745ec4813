import type { WireInput } from '../service.js';
import { optionalText, requiredText } from './read-query.js';
import { validationError, type WaitingAction, type World } from './world.js';

/** The action a call names by token or by instance. @throws ValidationError when nobody waits there */
export function waitingAction(world: World, input: WireInput): WaitingAction {
  const groupName = requiredText(input, 'AutoScalingGroupName');
  const hookName = requiredText(input, 'LifecycleHookName');
  const instanceId = optionalText(input, 'InstanceId');
  const token = optionalText(input, 'LifecycleActionToken');
  const action = [...world.waiting].find(
    (candidate) =>
      candidate.groupName === groupName &&
      candidate.hookName === hookName &&
      (token !== undefined ? candidate.token === token : candidate.instanceId === instanceId),
  );
  if (!action)
    throw validationError(
      `No active Lifecycle Action found with ${token ? `token ${token}` : `instance ID ${instanceId ?? '(none)'}`}`,
    );
  return action;
}
