import { randomUUID } from 'node:crypto';
import { AwsError } from '../service.js';
import { zonesOf } from './engine/blueprint.js';
import { checkSizes } from './group-sizes.js';
import type { Group, GroupTag, LaunchTemplate, LifecycleHook } from './state.js';
import type { World } from './world.js';

/** What a new group may be given; the rest takes AWS's defaults. */
export interface GroupSpec {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  /** Default: the minimum. */
  readonly desired?: number;
  readonly availabilityZones?: readonly string[];
  readonly vpcZoneIdentifier?: string;
  readonly targetGroupArns?: readonly string[];
  readonly healthCheckType?: string;
  readonly healthCheckGracePeriod?: number;
  readonly defaultCooldown?: number;
  readonly launchTemplate?: LaunchTemplate;
  readonly launchConfigurationName?: string;
  readonly terminationPolicies?: readonly string[];
  readonly newInstancesProtected?: boolean;
  readonly tags?: readonly GroupTag[];
  readonly hooks?: readonly LifecycleHook[];
}

/** Creates the group and starts to fill it. @throws AlreadyExists, ValidationError */
export function createGroup(world: World, spec: GroupSpec): Group {
  const desired = spec.desired ?? spec.minSize;
  checkSizes({ minSize: spec.minSize, maxSize: spec.maxSize, desired });
  if (world.state.groups[spec.name]) {
    throw new AwsError(
      'AlreadyExists',
      `AutoScalingGroup by this name already exists - A group with the name ${spec.name} already exists`,
    );
  }
  const group: Group = {
    name: spec.name,
    arn: `arn:aws:autoscaling:${world.region}:${world.account}:autoScalingGroup:${randomUUID()}:autoScalingGroupName/${spec.name}`,
    createdTime: world.clock.now(),
    minSize: spec.minSize,
    maxSize: spec.maxSize,
    desired,
    defaultCooldown: spec.defaultCooldown ?? 300,
    availabilityZones: [
      ...(spec.availabilityZones ?? zonesOf(world, spec.vpcZoneIdentifier) ?? [`${world.region}a`, `${world.region}b`]),
    ],
    vpcZoneIdentifier: spec.vpcZoneIdentifier ?? '',
    targetGroupArns: [...(spec.targetGroupArns ?? [])],
    healthCheckType: spec.healthCheckType ?? 'EC2',
    healthCheckGracePeriod: spec.healthCheckGracePeriod ?? 0,
    launchTemplate: spec.launchTemplate ?? null,
    launchConfigurationName: spec.launchConfigurationName ?? null,
    terminationPolicies: [...(spec.terminationPolicies ?? ['Default'])],
    newInstancesProtected: spec.newInstancesProtected ?? false,
    suspended: [],
    tags: [...(spec.tags ?? [])],
    hooks: [...(spec.hooks ?? [])],
    members: [],
    deleting: false,
    failedLaunches: 0,
  };
  world.state.groups[spec.name] = group;
  world.changed(group);
  return group;
}
