import type { WireInput } from '../service.js';
import { optionalCount, optionalText, requiredText } from './read-query.js';
import type { LifecycleHook, LifecycleTransition } from './state.js';
import { validationError } from './world.js';

const TRANSITIONS: readonly LifecycleTransition[] = [
  'autoscaling:EC2_INSTANCE_LAUNCHING',
  'autoscaling:EC2_INSTANCE_TERMINATING',
];

/** Reads a lifecycle hook; what is absent stays as it was. @throws ValidationError */
export function readHook(input: WireInput, former?: LifecycleHook): LifecycleHook {
  const given = optionalText(input, 'LifecycleTransition') ?? former?.transition;
  const transition = TRANSITIONS.find((candidate) => candidate === given);
  if (!transition) throw validationError(`Lifecycle transition must be one of ${TRANSITIONS.join(', ')}`);
  const heartbeatSeconds = optionalCount(input, 'HeartbeatTimeout') ?? former?.heartbeatSeconds ?? 3_600;
  if (heartbeatSeconds < 30 || heartbeatSeconds > 7_200)
    throw validationError('Heartbeat timeout must be between 30 and 7200 seconds');
  const result = optionalText(input, 'DefaultResult') ?? former?.defaultResult ?? 'ABANDON';
  if (result !== 'CONTINUE' && result !== 'ABANDON')
    throw validationError('Default result must be CONTINUE or ABANDON');
  return {
    name: requiredText(input, 'LifecycleHookName'),
    transition,
    heartbeatSeconds,
    defaultResult: result,
    notificationTargetArn: optionalText(input, 'NotificationTargetARN') ?? former?.notificationTargetArn ?? null,
    notificationMetadata: optionalText(input, 'NotificationMetadata') ?? former?.notificationMetadata ?? null,
    roleArn: optionalText(input, 'RoleARN') ?? former?.roleArn ?? null,
  };
}
