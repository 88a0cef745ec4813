import { filtered, tagFields } from './filters.js';
import type { WireInput } from '../service.js';
import type { Ec2Instance } from './hosts-port.js';
import { placeOf, showState, typeOf } from './show.js';
import type { World } from './world.js';

const KNOWN = [
  'instance-id',
  'instance-state-name',
  'instance-state-code',
  'availability-zone',
  'private-ip-address',
  'instance-type',
  'vpc-id',
  'subnet-id',
  'key-name',
  'instance.group-id',
  'tag-key',
  'tag:',
];

/** Narrows instances down by the call's filters. */
export function filterInstances(world: World, input: WireInput, instances: readonly Ec2Instance[]): Ec2Instance[] {
  return filtered(input, instances, KNOWN, (instance, filter) => {
    const state = showState(instance.state);
    const { vpcId, subnetId, groups } = placeOf(world, instance);
    if (filter === 'instance.group-id') return groups.map(({ id }) => id);
    const fields: Record<string, string> = {
      'instance-id': instance.id,
      'instance-state-name': state.name,
      'instance-state-code': String(state.code),
      'availability-zone': instance.availabilityZone,
      'private-ip-address': instance.address.host,
      'instance-type': typeOf(instance),
      'vpc-id': vpcId,
      'subnet-id': subnetId,
      'key-name': instance.launch?.keyName ?? '',
    };
    const value = fields[filter];
    return value === undefined ? tagFields(instance.tags, filter) : [value];
  });
}
