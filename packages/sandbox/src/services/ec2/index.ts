/**
 * EC2 as far as a deployment needs it: what runs, in which state, and stop, start and terminate; launch templates.
 *
 * Known gaps: all instances are alike, whatever type and image their launch template names (both are shown); single
 * versions cannot be deleted; no RunInstances (Auto Scaling launches), no images, key pairs, volumes or public addresses;
 * a default VPC with two subnets, and what stacks made; security groups filter nothing, and addresses are loopback ones
 * whatever a subnet's range is; tags of instances cannot be changed.
 */
import type { SandboxClock } from '../../clock.js';
import type { RpcService } from '../service.js';
import type { Ec2Hosts } from './hosts-port.js';
import { templatesIn, type LaunchTemplate, type LaunchTemplates } from './launch-templates/book.js';
import { networkParts, type NetworkParts, type Subnet } from './network-parts.js';
import { defaultNetwork, type Network } from './network.js';
import { createLaunchTemplateVersion } from './operations/create-launch-template-version.js';
import { createLaunchTemplate } from './operations/create-launch-template.js';
import { deleteLaunchTemplate } from './operations/delete-launch-template.js';
import { describeAvailabilityZones } from './operations/describe-availability-zones.js';
import { describeInstanceStatus } from './operations/describe-instance-status.js';
import { describeInstances } from './operations/describe-instances.js';
import { describeLaunchTemplateVersions } from './operations/describe-launch-template-versions.js';
import { describeLaunchTemplates } from './operations/describe-launch-templates.js';
import { describeSecurityGroups } from './operations/describe-security-groups.js';
import { describeSubnets } from './operations/describe-subnets.js';
import { describeTags } from './operations/describe-tags.js';
import { describeVpcs } from './operations/describe-vpcs.js';
import { modifyLaunchTemplate } from './operations/modify-launch-template.js';
import { startInstances } from './operations/start-instances.js';
import { stopInstances } from './operations/stop-instances.js';
import { terminateInstances } from './operations/terminate-instances.js';
import type { World } from './world.js';

export { defaultNetwork, type Ec2Hosts, type LaunchTemplates, type Network, type NetworkParts };

export interface Ec2 {
  readonly service: RpcService;
  readonly templates: LaunchTemplates;
  subnet(id: string): Subnet | undefined;
  /** The launch templates; everything else is the hosts' state. */
  snapshot(): object;
  restore(state: object): Promise<void>;
}

export function createEc2(options: {
  readonly account: string;
  readonly region: string;
  readonly hosts: Ec2Hosts;
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly network?: Network;
  /** VPCs and what is in them beside the account's own. Default: none. */
  readonly made?: () => NetworkParts;
  /** Called after every change worth saving. */
  readonly onChange?: () => void;
}): Ec2 {
  const { account, region, hosts, clock, network, made, onChange } = options;
  const world: World = {
    ...{ account, region, hosts, network: network ?? defaultNetwork(region), templates: new Map() },
    made: made ?? (() => ({ vpcs: [], subnets: [], securityGroups: [] })),
    now: () => clock.now(),
    changed: () => onChange?.(),
  };
  return {
    service: {
      kind: 'rpc',
      name: 'ec2',
      query: { version: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/', flavour: 'ec2' },
      operations: {
        CreateLaunchTemplate: createLaunchTemplate(world),
        CreateLaunchTemplateVersion: createLaunchTemplateVersion(world),
        DeleteLaunchTemplate: deleteLaunchTemplate(world),
        DescribeAvailabilityZones: describeAvailabilityZones(world),
        DescribeInstanceStatus: describeInstanceStatus(world),
        DescribeInstances: describeInstances(world),
        DescribeLaunchTemplateVersions: describeLaunchTemplateVersions(world),
        DescribeLaunchTemplates: describeLaunchTemplates(world),
        DescribeSecurityGroups: describeSecurityGroups(world),
        DescribeSubnets: describeSubnets(world),
        DescribeTags: describeTags(world),
        DescribeVpcs: describeVpcs(world),
        ModifyLaunchTemplate: modifyLaunchTemplate(world),
        StartInstances: startInstances(world),
        StopInstances: stopInstances(world),
        TerminateInstances: terminateInstances(world),
      },
    },
    templates: templatesIn(world.templates),
    subnet: (id) => networkParts(world).subnets.find((subnet) => subnet.id === id),
    snapshot: () => structuredClone({ launchTemplates: [...world.templates.values()] }),
    restore: (state) => Promise.resolve().then(() => restoreTemplates(world, state)),
  };
}

function restoreTemplates({ templates }: World, state: object): void {
  const { launchTemplates } = structuredClone(state) as { launchTemplates: LaunchTemplate[] };
  templates.clear();
  for (const template of launchTemplates) templates.set(template.id, template);
}
