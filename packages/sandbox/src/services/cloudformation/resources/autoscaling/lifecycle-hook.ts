import { generatedName } from '../names.js';
import { asQuery, requiredText, text, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

export const lifecycleHook: ResourceType = {
  type: 'AWS::AutoScaling::LifecycleHook',
  required: ['AutoScalingGroupName', 'LifecycleTransition'],
  properties: [
    ...['AutoScalingGroupName', 'DefaultResult', 'HeartbeatTimeout', 'LifecycleHookName', 'LifecycleTransition'],
    ...['NotificationMetadata', 'NotificationTargetARN', 'RoleARN'],
  ],
  replacedBy: ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleTransition'],
  attributes: [],
  namedBy: 'LifecycleHookName',
  async create(properties, context) {
    const LifecycleHookName = text(properties, 'LifecycleHookName') ?? generatedName(context, 255);
    await context.ask('autoscaling', 'PutLifecycleHook', asQuery({ ...properties, LifecycleHookName }));
    return { physicalId: LifecycleHookName, attributes: {} };
  },
  async update({ physicalId, wanted }, context) {
    await context.ask('autoscaling', 'PutLifecycleHook', asQuery({ ...wanted, LifecycleHookName: physicalId }));
    return {};
  },
  remove({ physicalId, properties }, context) {
    const AutoScalingGroupName = requiredText(properties, 'AutoScalingGroupName');
    const input = { AutoScalingGroupName, LifecycleHookName: physicalId };
    return unlessGone(context.ask('autoscaling', 'DeleteLifecycleHook', input), ['ValidationError']);
  },
};
