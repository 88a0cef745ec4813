import type { Ec2Instance } from './hosts-port.js';
import { networkParts } from './network-parts.js';
import type { World } from './world.js';

const CODES: Readonly<Record<Ec2Instance['state'], number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const IMAGE_ID = 'ami-0b1e000000000000a';
const INSTANCE_TYPE = 't3.micro';

export const typeOf = ({ launch }: Ec2Instance): string => launch?.instanceType ?? INSTANCE_TYPE;

export const showState = (state: Ec2Instance['state']): { code: number; name: string } => ({
  code: CODES[state],
  name: state,
});

export const showTags = (tags: Readonly<Record<string, string>>): { key: string; value: string }[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** The subnet an instance is in, and its security groups. */
export function placeOf(world: World, { availabilityZone, launch }: Ec2Instance) {
  const { subnets, securityGroups } = networkParts(world);
  const own = subnets.find(({ id }) => id === launch?.subnetId);
  const subnet = own ?? subnets.find((one) => one.availabilityZone === availabilityZone) ?? subnets[0];
  const wanted = launch?.securityGroupIds.length ? launch.securityGroupIds : [world.network.instanceSecurityGroupId];
  const groups = wanted.map((id) => ({ id, name: securityGroups.find((group) => group.id === id)?.name ?? id }));
  return { subnetId: subnet?.id ?? '', vpcId: subnet?.vpcId ?? world.network.vpcId, groups };
}

/** An instance in the wire's own names. A terminated one has lost its place in the network, as on EC2. */
export function showInstance(world: World, instance: Ec2Instance): object {
  const { id, address, availabilityZone, state, launch } = instance;
  const gone = state === 'terminated';
  const { subnetId, vpcId, groups } = placeOf(world, instance);
  const name = gone ? '' : `ip-${address.host.replaceAll('.', '-')}.ec2.internal`;
  return {
    instanceId: id,
    imageId: launch?.imageId ?? IMAGE_ID,
    instanceState: showState(state),
    privateDnsName: name,
    dnsName: '',
    reason: instance.stateReason === 'Client.UserInitiatedShutdown' ? 'User initiated' : '',
    stateReason: instance.stateReason ? { code: instance.stateReason, message: instance.stateReason } : undefined,
    keyName: launch?.keyName ?? undefined,
    amiLaunchIndex: 0,
    instanceType: typeOf(instance),
    launchTime: new Date(instance.launchTime),
    placement: { availabilityZone, groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    subnetId: gone ? undefined : subnetId,
    vpcId: gone ? undefined : vpcId,
    privateIpAddress: gone ? undefined : address.host,
    groupSet: gone ? [] : groups.map((group) => ({ groupId: group.id, groupName: group.name })),
    iamInstanceProfile: launch?.instanceProfile ? { arn: launch.instanceProfile } : undefined,
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    virtualizationType: 'hvm',
    tagSet: showTags(instance.tags),
  };
}
