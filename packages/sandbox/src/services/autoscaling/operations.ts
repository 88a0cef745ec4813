import type { OperationDefinition } from '../service.js';
import { attachLoadBalancerTargetGroups } from './operations/attach-load-balancer-target-groups.js';
import { completeLifecycleAction } from './operations/complete-lifecycle-action.js';
import { createOrUpdateTags } from './operations/create-or-update-tags.js';
import { createAutoScalingGroup } from './operations/create-auto-scaling-group.js';
import { deleteAutoScalingGroup } from './operations/delete-auto-scaling-group.js';
import { deleteLifecycleHook } from './operations/delete-lifecycle-hook.js';
import { deleteTags } from './operations/delete-tags.js';
import { describeAutoScalingGroups } from './operations/describe-auto-scaling-groups.js';
import { describeAutoScalingInstances } from './operations/describe-auto-scaling-instances.js';
import { describeLifecycleHooks } from './operations/describe-lifecycle-hooks.js';
import { describeLoadBalancerTargetGroups } from './operations/describe-load-balancer-target-groups.js';
import { describeScalingActivities } from './operations/describe-scaling-activities.js';
import { describeTags } from './operations/describe-tags.js';
import { detachLoadBalancerTargetGroups } from './operations/detach-load-balancer-target-groups.js';
import { putLifecycleHook } from './operations/put-lifecycle-hook.js';
import { recordLifecycleActionHeartbeat } from './operations/record-lifecycle-action-heartbeat.js';
import { resumeProcesses } from './operations/resume-processes.js';
import { setDesiredCapacity } from './operations/set-desired-capacity.js';
import { setInstanceHealth } from './operations/set-instance-health.js';
import { suspendProcesses } from './operations/suspend-processes.js';
import { terminateInstanceInAutoScalingGroup } from './operations/terminate-instance-in-auto-scaling-group.js';
import { updateAutoScalingGroup } from './operations/update-auto-scaling-group.js';
import type { World } from './world.js';

/** Every operation by the name that stands in Action. */
export function operationsOf(world: World): Record<string, OperationDefinition> {
  return {
    AttachLoadBalancerTargetGroups: attachLoadBalancerTargetGroups(world),
    CompleteLifecycleAction: completeLifecycleAction(world),
    CreateAutoScalingGroup: createAutoScalingGroup(world),
    CreateOrUpdateTags: createOrUpdateTags(world),
    DeleteAutoScalingGroup: deleteAutoScalingGroup(world),
    DeleteLifecycleHook: deleteLifecycleHook(world),
    DeleteTags: deleteTags(world),
    DescribeAutoScalingGroups: describeAutoScalingGroups(world),
    DescribeAutoScalingInstances: describeAutoScalingInstances(world),
    DescribeLifecycleHooks: describeLifecycleHooks(world),
    DescribeLoadBalancerTargetGroups: describeLoadBalancerTargetGroups(world),
    DescribeScalingActivities: describeScalingActivities(world),
    DescribeTags: describeTags(world),
    DetachLoadBalancerTargetGroups: detachLoadBalancerTargetGroups(world),
    PutLifecycleHook: putLifecycleHook(world),
    RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat(world),
    ResumeProcesses: resumeProcesses(world),
    SetDesiredCapacity: setDesiredCapacity(world),
    SetInstanceHealth: setInstanceHealth(world),
    SuspendProcesses: suspendProcesses(world),
    TerminateInstanceInAutoScalingGroup: terminateInstanceInAutoScalingGroup(world),
    UpdateAutoScalingGroup: updateAutoScalingGroup(world),
  };
}
