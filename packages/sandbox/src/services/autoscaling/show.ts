import type { Activity, Group, LaunchTemplate, Member } from './state.js';

const INSTANCE_TYPE = 't3.micro';

/** AutoScalingGroup element. */
export function showGroup(group: Group, withInstances = true): object {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchConfigurationName: group.launchConfigurationName ?? undefined,
    LaunchTemplate: showTemplate(group.launchTemplate),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desired,
    DefaultCooldown: group.defaultCooldown,
    AvailabilityZones: group.availabilityZones,
    LoadBalancerNames: [],
    TargetGroupARNs: group.targetGroupArns,
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriod,
    Instances: withInstances ? group.members.map((member) => showMember(group, member)) : [],
    CreatedTime: new Date(group.createdTime),
    SuspendedProcesses: group.suspended.map((ProcessName) => ({ ProcessName, SuspensionReason: 'User suspended' })),
    VPCZoneIdentifier: group.vpcZoneIdentifier,
    EnabledMetrics: [],
    Status: group.deleting ? 'Delete in progress' : undefined,
    Tags: group.tags.map(({ key, value, propagate }) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key: key,
      Value: value,
      PropagateAtLaunch: propagate,
    })),
    TerminationPolicies: group.terminationPolicies,
    NewInstancesProtectedFromScaleIn: group.newInstancesProtected,
    TrafficSources: group.targetGroupArns.map((Identifier) => ({ Identifier, Type: 'elbv2' })),
  };
}

function showMember(group: Group, member: Member): object {
  return {
    InstanceId: member.id,
    InstanceType: member.instanceType ?? INSTANCE_TYPE,
    AvailabilityZone: member.availabilityZone,
    LifecycleState: member.lifecycleState,
    HealthStatus: member.health,
    LaunchConfigurationName: group.launchConfigurationName ?? undefined,
    LaunchTemplate: showTemplate(member.launchTemplate ?? group.launchTemplate),
    ProtectedFromScaleIn: member.protectedFromScaleIn,
  };
}

/** AutoScalingInstanceDetails: a member with its group, health in capitals as AWS has it there. */
export function showInstance(group: Group, member: Member): object {
  return { ...showMember(group, member), AutoScalingGroupName: group.name, HealthStatus: member.health.toUpperCase() };
}

export function showActivity(activity: Activity): object {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.groupName,
    AutoScalingGroupARN: activity.groupArn,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startTime),
    EndTime: activity.endTime === null ? undefined : new Date(activity.endTime),
    StatusCode: activity.status,
    StatusMessage: activity.message ?? undefined,
    Progress: activity.progress,
    Details: '{}',
  };
}

function showTemplate(template: LaunchTemplate | null): object | undefined {
  if (!template) return undefined;
  return {
    LaunchTemplateId: template.id ?? undefined,
    LaunchTemplateName: template.name ?? undefined,
    Version: template.version,
  };
}
