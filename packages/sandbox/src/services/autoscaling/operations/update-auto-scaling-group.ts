import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { zonesOf } from '../engine/blueprint.js';
import { updatedSizes } from '../group-sizes.js';
import { optionalCount, optionalFlag, optionalText, optionalTexts, requiredText } from '../read-query.js';
import { passingRole, readTemplate } from '../read-template.js';
import { groupOf, type World } from '../world.js';

/** UpdateAutoScalingGroup: changes only what is named; desired below MinSize is refused (contract T4). */
export const updateAutoScalingGroup = (world: World): OperationDefinition => ({
  action: 'autoscaling:UpdateAutoScalingGroup',
  resources: onGroup(world),
  also: passingRole(world),
  handle(input) {
    const group = groupOf(world, requiredText(input, 'AutoScalingGroupName'));
    const sizes = updatedSizes(group, {
      minSize: optionalCount(input, 'MinSize'),
      maxSize: optionalCount(input, 'MaxSize'),
      desired: optionalCount(input, 'DesiredCapacity'),
    });
    Object.assign(group, sizes);
    group.defaultCooldown = optionalCount(input, 'DefaultCooldown') ?? group.defaultCooldown;
    const subnets = optionalText(input, 'VPCZoneIdentifier');
    group.vpcZoneIdentifier = subnets ?? group.vpcZoneIdentifier;
    group.availabilityZones =
      optionalTexts(input, 'AvailabilityZones') ?? zonesOf(world, subnets) ?? group.availabilityZones;
    group.healthCheckType = optionalText(input, 'HealthCheckType') ?? group.healthCheckType;
    group.healthCheckGracePeriod = optionalCount(input, 'HealthCheckGracePeriod') ?? group.healthCheckGracePeriod;
    group.terminationPolicies = optionalTexts(input, 'TerminationPolicies') ?? group.terminationPolicies;
    group.newInstancesProtected =
      optionalFlag(input, 'NewInstancesProtectedFromScaleIn') ?? group.newInstancesProtected;
    group.launchTemplate = readTemplate(world, input) ?? group.launchTemplate;
    group.launchConfigurationName = optionalText(input, 'LaunchConfigurationName') ?? group.launchConfigurationName;
    world.changed(group);
    return undefined;
  },
});
