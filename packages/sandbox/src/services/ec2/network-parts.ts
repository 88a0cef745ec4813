import type { World } from './world.js';

export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly zoneId: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly mapsPublicAddress: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** One direction of traffic that a security group lets through; the sandbox filters no packets. */
export interface Permission {
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly cidr: string | null;
  /** A security group in place of addresses. */
  readonly groupId: string | null;
  readonly description: string | null;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly ingress: readonly Permission[];
  readonly egress: readonly Permission[];
  readonly tags: Readonly<Record<string, string>>;
}

/** VPCs with what is in them. */
export interface NetworkParts {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
}

/** The account's default network, and what stacks made beside it. */
export function networkParts({ network, made }: Pick<World, 'network' | 'made'>): NetworkParts {
  const { vpcId, cidr, subnets, instanceSecurityGroupId } = network;
  const { vpcs, subnets: further, securityGroups } = made();
  const group = {
    ...{ id: instanceSecurityGroupId, name: 'bluegreen-instances', description: 'Instances of the sandbox' },
    ...{ vpcId, ingress: [], egress: [], tags: {} },
  };
  return {
    vpcs: [{ id: vpcId, cidr, isDefault: true, tags: {} }, ...vpcs],
    subnets: [
      ...subnets.map((subnet) => ({ ...subnet, vpcId, isDefault: true, mapsPublicAddress: true, tags: {} })),
      ...further,
    ],
    securityGroups: [group, ...securityGroups],
  };
}
