/**
 * EC2 as far as a deployment needs it: what runs, in which state, and stop, start and terminate.
 *
 * Known gaps: no RunInstances (Auto Scaling launches), no images, key pairs, volumes or public addresses; one VPC with two
 * subnets whose security group filters nothing; tags of instances cannot be changed.
 */
import type { RpcService } from '../service.js';
import type { Ec2Hosts } from './hosts-port.js';
import { defaultNetwork, type Network } from './network.js';
import { describeAvailabilityZones } from './operations/describe-availability-zones.js';
import { describeInstanceStatus } from './operations/describe-instance-status.js';
import { describeInstances } from './operations/describe-instances.js';
import { describeSecurityGroups } from './operations/describe-security-groups.js';
import { describeSubnets } from './operations/describe-subnets.js';
import { describeTags } from './operations/describe-tags.js';
import { describeVpcs } from './operations/describe-vpcs.js';
import { startInstances } from './operations/start-instances.js';
import { stopInstances } from './operations/stop-instances.js';
import { terminateInstances } from './operations/terminate-instances.js';
import type { World } from './world.js';

export { defaultNetwork, type Ec2Hosts, type Network };

/** EC2 keeps nothing itself: its state is the hosts'. */
export function createEc2(options: {
  readonly account: string;
  readonly region: string;
  readonly hosts: Ec2Hosts;
  readonly network?: Network;
}): { readonly service: RpcService } {
  const world: World = { ...options, network: options.network ?? defaultNetwork(options.region) };
  return {
    service: {
      kind: 'rpc',
      name: 'ec2',
      query: { version: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/', flavour: 'ec2' },
      operations: {
        DescribeAvailabilityZones: describeAvailabilityZones(world),
        DescribeInstanceStatus: describeInstanceStatus(world),
        DescribeInstances: describeInstances(world),
        DescribeSecurityGroups: describeSecurityGroups(world),
        DescribeSubnets: describeSubnets(world),
        DescribeTags: describeTags(world),
        DescribeVpcs: describeVpcs(world),
        StartInstances: startInstances(world),
        StopInstances: stopInstances(world),
        TerminateInstances: terminateInstances(world),
      },
    },
  };
}
