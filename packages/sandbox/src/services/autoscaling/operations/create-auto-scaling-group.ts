import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { createGroup } from '../create-group.js';
import { readHook } from '../read-hook.js';
import {
  optionalCount,
  optionalFlag,
  optionalRecords,
  optionalText,
  optionalTexts,
  requiredCount,
  requiredText,
} from '../read-query.js';
import { passingRole, readTemplate } from '../read-template.js';
import { validationError, type World } from '../world.js';

/** CreateAutoScalingGroup from a launch template, or from a launch configuration (which is only remembered). */
export const createAutoScalingGroup = (world: World): OperationDefinition => ({
  action: 'autoscaling:CreateAutoScalingGroup',
  resources: onGroup(world),
  also: passingRole(world),
  handle(input) {
    const launchTemplate = readTemplate(world, input);
    const launchConfigurationName = optionalText(input, 'LaunchConfigurationName');
    if (!launchTemplate && !launchConfigurationName) {
      throw validationError(
        'Valid requests must contain either LaunchTemplate or LaunchConfigurationName; the sandbox knows no other way',
      );
    }
    createGroup(world, {
      name: requiredText(input, 'AutoScalingGroupName'),
      minSize: requiredCount(input, 'MinSize'),
      maxSize: requiredCount(input, 'MaxSize'),
      desired: optionalCount(input, 'DesiredCapacity'),
      availabilityZones: optionalTexts(input, 'AvailabilityZones'),
      vpcZoneIdentifier: optionalText(input, 'VPCZoneIdentifier'),
      targetGroupArns: optionalTexts(input, 'TargetGroupARNs'),
      healthCheckType: optionalText(input, 'HealthCheckType'),
      healthCheckGracePeriod: optionalCount(input, 'HealthCheckGracePeriod'),
      defaultCooldown: optionalCount(input, 'DefaultCooldown'),
      launchTemplate,
      launchConfigurationName,
      terminationPolicies: optionalTexts(input, 'TerminationPolicies'),
      newInstancesProtected: optionalFlag(input, 'NewInstancesProtectedFromScaleIn'),
      tags: (optionalRecords(input, 'Tags') ?? []).map((tag) => ({
        key: requiredText(tag, 'Key'),
        value: optionalText(tag, 'Value') ?? '',
        propagate: optionalFlag(tag, 'PropagateAtLaunch') ?? true,
      })),
      hooks: (optionalRecords(input, 'LifecycleHookSpecificationList') ?? []).map((hook) => readHook(hook)),
    });
    return undefined;
  },
});
