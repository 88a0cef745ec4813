import type { Ec2Instance } from './hosts-port.js';
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
export const INSTANCE_TYPE = 't3.micro';

export const showState = (state: Ec2Instance['state']): { code: number; name: string } => ({
  code: CODES[state],
  name: state,
});

export const showTags = (tags: Readonly<Record<string, string>>): { key: string; value: string }[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** An instance in the wire's own names. A terminated one has lost its place in the network, as on EC2. */
export function showInstance({ network }: World, instance: Ec2Instance): object {
  const { id, address, availabilityZone, state } = instance;
  const gone = state === 'terminated';
  const subnet =
    network.subnets.find((candidate) => candidate.availabilityZone === availabilityZone) ?? network.subnets[0];
  const groups = [{ groupId: network.instanceSecurityGroupId, groupName: 'bluegreen-instances' }];
  const name = gone ? '' : `ip-${address.host.replaceAll('.', '-')}.ec2.internal`;
  return {
    instanceId: id,
    imageId: IMAGE_ID,
    instanceState: showState(state),
    privateDnsName: name,
    dnsName: '',
    reason: instance.stateReason === 'Client.UserInitiatedShutdown' ? 'User initiated' : '',
    stateReason: instance.stateReason ? { code: instance.stateReason, message: instance.stateReason } : undefined,
    amiLaunchIndex: 0,
    instanceType: INSTANCE_TYPE,
    launchTime: new Date(instance.launchTime),
    placement: { availabilityZone, groupName: '', tenancy: 'default' },
    monitoring: { state: 'disabled' },
    subnetId: gone ? undefined : subnet?.id,
    vpcId: gone ? undefined : network.vpcId,
    privateIpAddress: gone ? undefined : address.host,
    groupSet: gone ? [] : groups,
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    virtualizationType: 'hvm',
    tagSet: showTags(instance.tags),
  };
}
