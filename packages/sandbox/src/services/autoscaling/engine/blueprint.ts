import type { LaunchDetails } from '../../../launch-details.js';
import type { Group, Member } from '../state.js';
import type { World } from '../world.js';

/** What a new instance of a group is to be. */
export interface Blueprint {
  readonly tags: Readonly<Record<string, string>>;
  readonly launch: LaunchDetails;
  /** What the group remembers of it. */
  readonly member: Pick<Member, 'launchTemplate' | 'instanceType'>;
}

/** Read from the group and its launch template as they are now. @throws Error when the template is gone */
export function blueprintOf(world: World, group: Group, availabilityZone: string): Blueprint {
  const found = group.launchTemplate && world.templates?.find(group.launchTemplate);
  if (typeof found === 'string') throw new Error(`Launching EC2 instance failed. ${found}`);
  const propagated = group.tags.filter(({ propagate }) => propagate).map(({ key, value }) => [key, value] as const);
  const { imageId = null, instanceType = null, keyName = null, securityGroupIds = [] } = found?.launch ?? {};
  return {
    // The group's own tags stand above those of its launch template.
    tags: { ...found?.instanceTags, ...Object.fromEntries(propagated), 'aws:autoscaling:groupName': group.name },
    launch: {
      ...{ subnetId: subnetIn(world, group, availabilityZone), imageId, instanceType, keyName, securityGroupIds },
      instanceProfile: found?.instanceProfile ?? null,
    },
    member: {
      ...(found && { launchTemplate: { id: found.id, name: found.name, version: String(found.version) } }),
      ...(instanceType !== null && { instanceType }),
    },
  };
}

/** Zones of the subnets that a group names; undefined when not all of them are known. */
export function zonesOf(world: World, vpcZoneIdentifier: string | undefined): string[] | undefined {
  const zones = subnetsIn(vpcZoneIdentifier ?? '').map((id) => world.zoneOfSubnet?.(id));
  const known = zones.filter((zone) => zone !== undefined);
  return known.length === 0 || known.length < zones.length ? undefined : [...new Set(known)];
}

function subnetIn(world: World, { vpcZoneIdentifier }: Group, availabilityZone: string): string | null {
  const subnets = subnetsIn(vpcZoneIdentifier);
  return subnets.find((id) => world.zoneOfSubnet?.(id) === availabilityZone) ?? subnets[0] ?? null;
}

const subnetsIn = (vpcZoneIdentifier: string): string[] =>
  vpcZoneIdentifier
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
