import type { OperationDefinition } from '../../service.js';
import { globalTimeoutSeconds } from '../engine/lifecycle-actions.js';
import { optionalTexts, requiredText } from '../read-query.js';
import type { LifecycleHook } from '../state.js';
import { groupOf, type World } from '../world.js';

/** DescribeLifecycleHooks: the group's own and the ones CodeDeploy keeps on it. */
export const describeLifecycleHooks = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeLifecycleHooks',
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const names = optionalTexts(input, 'LifecycleHookNames') ?? [];
    const managed = (world.launchHook.hooksOf?.(group.name) ?? []).map(codeDeployHook);
    const hooks = [...group.hooks, ...managed].filter(({ name }) => names.length === 0 || names.includes(name));
    return { LifecycleHooks: hooks.map((hook) => showHook(group.name, hook)) };
  },
});

function codeDeployHook(name: string): LifecycleHook {
  return {
    name,
    transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    heartbeatSeconds: 600,
    defaultResult: 'ABANDON',
    notificationTargetArn: null,
    notificationMetadata: null,
    roleArn: null,
  };
}

function showHook(groupName: string, hook: LifecycleHook): object {
  return {
    LifecycleHookName: hook.name,
    AutoScalingGroupName: groupName,
    LifecycleTransition: hook.transition,
    NotificationTargetARN: hook.notificationTargetArn ?? undefined,
    RoleARN: hook.roleArn ?? undefined,
    NotificationMetadata: hook.notificationMetadata ?? undefined,
    HeartbeatTimeout: hook.heartbeatSeconds,
    GlobalTimeout: globalTimeoutSeconds(hook),
    DefaultResult: hook.defaultResult,
  };
}
